/** Reads the source of an expression from left to right. */
export class SourceReader {
  #position = 0;

  constructor(private readonly source: string) {}

  atEnd(): boolean {
    return this.#position >= this.source.length;
  }

  rest(): string {
    return this.source.slice(this.#position);
  }

  sees(char: string): boolean {
    return this.source.startsWith(char, this.#position);
  }

  accept(char: string): boolean {
    const seen = this.sees(char);
    if (seen) this.#position += char.length;
    return seen;
  }

  /** Consumes what an expression anchored at `^` matches here. */
  match(expression: RegExp): RegExpExecArray | null {
    const match = expression.exec(this.rest());
    this.#position += match?.[0].length ?? 0;
    return match;
  }

  /** Consumes one code point; throws at the end, so that no loop is endless. */
  next(): number {
    if (this.atEnd()) throw new RangeError('The expression ends too early.');
    const point = this.source.codePointAt(this.#position) ?? 0;
    this.#position += point > 0xffff ? 2 : 1;
    return point;
  }
}
