/**
 * What is wrong at one place of a chain. `edited`: the row is not what was written; `missing`: rows
 * before it are gone; `cut-off`: rows at the end are gone; `unexpected`: rows after the recorded end;
 * `anchor`: the chain does not hold the hash that was noted down outside the database.
 */
export interface ChainProblem {
  readonly kind: 'edited' | 'missing' | 'cut-off' | 'unexpected' | 'anchor';
  readonly seq: number;
  readonly message: string;
}
