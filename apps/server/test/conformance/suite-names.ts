import type { NeutralFlag, NeutralSuite } from './neutral-model.js';

/** What the flags, segments and variants of one suite are called on the server. */
export class SuiteNames {
  constructor(
    private readonly suite: NeutralSuite,
    private readonly index: number,
  ) {}

  /** A flag key that no other suite uses. */
  flag(key: string): string {
    const harmless = key.replace(/[^A-Za-z0-9._-]/g, '-').slice(0, 100);
    const order = Object.keys(this.suite.flagset.flags).indexOf(key);
    return `s${this.index}.${order}.${harmless}`;
  }

  /** A segment key that no other suite uses; `order` counts those made for rollouts after the suite's own. */
  segment(order: number): string {
    return `s${this.index}-${order}`;
  }

  /** The type on the server: boolean only where both values have one name each, for ours are on and off. */
  typeOf({ type, variants }: NeutralFlag): 'boolean' | 'string' | 'number' | 'json' {
    if (type === 'object') return 'json';
    if (type !== 'boolean') return type;
    const values = Object.values(variants);
    return new Set(values).size === values.length ? 'boolean' : 'json';
  }

  /** Our name of a variant; null stays null. */
  variant(flag: NeutralFlag, name: string | null): string | null {
    if (name === null || this.typeOf(flag) !== 'boolean') return name;
    const value = flag.variants[name];
    return value === undefined ? name : value === true ? 'on' : 'off';
  }
}
