import { overrideVariableOf } from '@sluice/evaluator';

/** Which flags a bare variable name stands for; more than one where keys differ only in punctuation or case. */
export class VariableIndex {
  readonly #keys = new Map<string, string[]>();

  constructor(flagKeys: Iterable<string>) {
    for (const key of flagKeys) {
      const name = overrideVariableOf(key);
      const others = this.#keys.get(name);
      if (others === undefined) this.#keys.set(name, [key]);
      else others.push(key);
    }
  }

  keysOf(bareName: string): readonly string[] {
    return this.#keys.get(bareName) ?? [];
  }
}
