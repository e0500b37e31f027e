import type { WriteOptions } from '../../command/write-options.js';

/** Options of `flags set`. */
export interface SetOptions extends WriteOptions {
  readonly percentage?: string;
  readonly rule?: string;
  readonly variant?: string;
  readonly when?: readonly string[];
  readonly first?: boolean;
  readonly removeRule?: readonly string[];
  readonly target?: readonly string[];
  readonly untarget?: readonly string[];
  readonly fallthrough?: string;
  readonly offVariant?: string;
  readonly enable?: boolean;
  readonly from?: string;
}
