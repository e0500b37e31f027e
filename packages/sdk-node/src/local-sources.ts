import type { Logger, OverrideSources } from '@sluice/sdk-core';
import { OverridesFile } from './overrides-file.js';

type Told = (sources: Partial<OverrideSources>) => void;
type Environment = Readonly<Record<string, string | undefined>>;

/** The overrides of this process: its environment and the file that `SLUICE_OVERRIDES_FILE` names. */
export class LocalSources {
  readonly #environment: () => Environment;
  readonly #file: OverridesFile | null;
  #told: Told = () => undefined;

  constructor(environment: () => Environment, logger: Logger) {
    this.#environment = environment;
    const path = environment().SLUICE_OVERRIDES_FILE;
    this.#file =
      path === undefined || path === ''
        ? null
        : new OverridesFile(path, logger, (file) => this.#told({ file }));
  }

  /** What they say at this moment. */
  read(): Pick<OverrideSources, 'env' | 'file'> {
    return { env: this.#variables(), file: this.#file?.variables ?? new Map() };
  }

  /** Begins to watch the file. */
  start(told: Told): void {
    this.#told = told;
    this.#file?.start();
  }

  reload(): void {
    this.#told({ env: this.#variables() });
    this.#file?.reload();
  }

  close(): void {
    this.#told = () => undefined;
    this.#file?.close();
  }

  #variables(): ReadonlyMap<string, string> {
    const set = Object.entries(this.#environment()).filter(
      (entry): entry is [string, string] => entry[1] !== undefined,
    );
    return new Map(set);
  }
}
