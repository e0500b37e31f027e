import {
  Global,
  Inject,
  Module,
  type OnApplicationShutdown,
  type OnModuleInit,
} from '@nestjs/common';
import { CONFIG, type Config } from '../../config/index.js';
import { LOGGER, type Logger } from '../../platform/logging/index.js';
import { SnapshotStore } from '../delivery/index.js';
import { LiveEvaluators } from './live-evaluators.js';
import { OverlayBoard } from './overlay-board.js';
import { OverridesFile } from './overrides-file.js';

const PROVIDERS = [
  {
    provide: OverlayBoard,
    inject: [SnapshotStore, LOGGER, CONFIG],
    useFactory: (store: SnapshotStore, logger: Logger, config: Config) =>
      new OverlayBoard(store, logger, config.processEnvironment),
  },
  {
    provide: LiveEvaluators,
    inject: [SnapshotStore, OverlayBoard],
    useFactory: (store: SnapshotStore, overlays: OverlayBoard) =>
      new LiveEvaluators(store, overlays),
  },
];

/** What is true of this replica only: its variables and its overrides file. */
@Global()
@Module({ providers: PROVIDERS, exports: PROVIDERS })
export class OverlayModule implements OnModuleInit, OnApplicationShutdown {
  readonly #file: OverridesFile | null;

  constructor(
    overlays: OverlayBoard,
    @Inject(CONFIG) { overridesFile }: Config,
    @Inject(LOGGER) logger: Logger,
  ) {
    this.#file =
      overridesFile === null
        ? null
        : new OverridesFile(overridesFile, logger, (variables) => overlays.setFile(variables));
  }

  async onModuleInit(): Promise<void> {
    await this.#file?.start();
  }

  onApplicationShutdown(): void {
    this.#file?.stop();
  }
}
