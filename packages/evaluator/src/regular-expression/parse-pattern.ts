import { ANY, classOf, complement, foldCase, type CharSet } from './char-set.js';
import { Refusal, type Pattern } from './pattern.js';
import { readEscape } from './read-escape.js';
import { SourceReader } from './source-reader.js';

const QUANTIFIER = /^(?:([*+?])|\{(\d+)(,)?(\d*)\})\??/;
const GROUP = /^\((?:\?:|\?<(?![=!])[^>]*>|(?!\?))/;
const LOOK_AROUND = /^\(\?<?[=!]/;

/** The tree of an expression that `new RegExp(source, 'u')` accepts; throws {@link Refusal} for look-around, backreferences and inline flags. */
export function parsePattern(source: string, caseInsensitive: boolean): Pattern {
  return new PatternParser(source, caseInsensitive).choice();
}

class PatternParser {
  readonly #reader: SourceReader;

  constructor(
    source: string,
    private readonly caseInsensitive: boolean,
  ) {
    this.#reader = new SourceReader(source);
  }

  choice(): Pattern {
    const options = [this.#sequence()];
    while (this.#reader.accept('|')) options.push(this.#sequence());
    return options.length === 1 && options[0] ? options[0] : { kind: 'choice', options };
  }

  #sequence(): Pattern {
    const parts: Pattern[] = [];
    while (!this.#reader.atEnd() && !this.#reader.sees('|') && !this.#reader.sees(')'))
      parts.push(this.#quantified(this.#atom()));
    return { kind: 'sequence', parts };
  }

  #quantified(body: Pattern): Pattern {
    const match = this.#reader.match(QUANTIFIER);
    if (match === null) return body;
    const [, sign, from = '', comma, to = ''] = match;
    if (sign !== undefined) {
      const max = sign === '?' ? 1 : Infinity;
      return { kind: 'repetition', body, min: sign === '+' ? 1 : 0, max };
    }
    const max = comma === undefined ? Number(from) : to === '' ? Infinity : Number(to);
    return { kind: 'repetition', body, min: Number(from), max };
  }

  #atom(): Pattern {
    const reader = this.#reader;
    if (reader.sees('(')) return this.#group();
    if (reader.accept('^')) return { kind: 'assertion', start: true };
    if (reader.accept('$') || reader.match(/^\\[bB]/)) return { kind: 'assertion', start: false };
    if (reader.accept('.')) return this.#char(ANY);
    if (reader.accept('[')) return this.#char(this.#class());
    return this.#char(this.#member());
  }

  #group(): Pattern {
    if (this.#reader.match(LOOK_AROUND)) throw new Refusal('it has a look-around');
    if (!this.#reader.match(GROUP)) throw new Refusal('it has a group of unknown form');
    const body = this.choice();
    this.#reader.accept(')');
    return body;
  }

  #class(): CharSet {
    const negated = this.#reader.accept('^');
    const set: (readonly [number, number])[] = [];
    while (!this.#reader.accept(']')) {
      const from = this.#member();
      const isRange = /^-(?!\])/.test(this.#reader.rest());
      if (!isRange) {
        set.push(...from);
        continue;
      }
      this.#reader.accept('-');
      const to = this.#member();
      set.push([from[0]?.[0] ?? 0, to[0]?.[1] ?? 0]);
    }
    // Folding first: what is excluded in one case is excluded in the other too.
    return negated ? complement(this.caseInsensitive ? foldCase(set) : set) : set;
  }

  #member(): CharSet {
    const point = this.#reader.next();
    if (point !== 0x5c) return [[point, point]];
    const letter = this.#reader.rest().charAt(0);
    const named = classOf(letter);
    if (named === null) return readEscape(this.#reader);
    this.#reader.match(/^(?:[pP]\{[^}]*\}|.)/);
    return named;
  }

  #char(set: CharSet): Pattern {
    return { kind: 'char', set: this.caseInsensitive ? foldCase(set) : set };
  }
}
