import type { WriteOptions } from '../../command/write-options.js';
import type { WatchOptions } from './watch/watch-options.js';

/** What `sluice deploy` was told. */
export interface DeployOptions extends WriteOptions, WatchOptions {
  readonly strategy?: string;
  readonly steps?: string;
  readonly wait?: string;
  readonly checkEvery?: string;
  readonly noDataLimit?: string;
  readonly errorThreshold?: string;
  readonly latencyThreshold?: string;
  readonly readings: string;
  readonly guard?: readonly string[];
  /** False with `--no-guards`. */
  readonly guards: boolean;
  readonly allowNoData?: boolean;
  readonly rule?: string;
  readonly serve?: string;
  readonly startAt?: string;
  readonly alsoDisable?: readonly string[];
  readonly onRollback?: string;
  readonly template?: string;
  readonly yes?: boolean;
}
