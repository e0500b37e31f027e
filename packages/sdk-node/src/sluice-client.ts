import { FlagClient, type Engine } from '@sluice/sdk-core';
import type { Flags } from './flags.js';
import type { LocalSources } from './local-sources.js';

/** A client in Node: flags of one environment, with overrides of this process. */
export class SluiceClient extends FlagClient<Flags> {
  readonly #sources: LocalSources;

  constructor(engine: Engine, keep: ReadonlySet<string>, sources: LocalSources) {
    super(engine, keep);
    this.#sources = sources;
  }

  /** Reads `process.env` and the overrides file again, now. The file is watched anyway; the environment is read at the start and here only. */
  reloadOverrides(): void {
    this.#sources.reload();
  }

  override close(): Promise<void> {
    this.#sources.close();
    return super.close();
  }
}
