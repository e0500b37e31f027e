import type { Logger } from '../../src/platform/logging/index.js';
import { ConfigWriter } from '../../src/modules/flags/config-writer.js';
import { ConfigsRepository } from '../../src/modules/flags/configs.repository.js';
import { GraphGuard } from '../../src/modules/flags/graph-guard.js';
import { GraphsRepository } from '../../src/modules/flags/graphs.repository.js';
import { NoRuleLocks } from '../../src/modules/flags/rule-locks.js';
import { RandomChance } from '../../src/modules/flags/random-chance.js';
import { RolloutEngine } from '../../src/modules/rollouts/engine/rollout-engine.js';
import { RolloutApplier } from '../../src/modules/rollouts/rollout-applier.js';
import {
  RolloutHandlers,
  RolloutWatching,
  RolloutWriting,
} from '../../src/modules/rollouts/rollout-handlers.js';
import { RolloutRecorder } from '../../src/modules/rollouts/rollout-recorder.js';
import { RolloutsRepository } from '../../src/modules/rollouts/rollouts.repository.js';
import { SourceRules } from '../../src/modules/rollouts/sources/source-rules.js';
import { PushedHealthRepository } from '../../src/modules/rollouts/telemetry/pushed-health.repository.js';
import { TelemetryRepository } from '../../src/modules/rollouts/telemetry/telemetry.repository.js';
import { TemplatesRepository } from '../../src/modules/rollouts/templates/templates.repository.js';
import { EgressClient, egressPolicy } from '../../src/platform/egress/index.js';
import { WritePath } from '../write-path.js';

const SILENT = { warn: () => undefined } as unknown as Logger;

/** The write path with everything that rollouts need of a replica, without HTTP and SDKs. */
export class RolloutPath {
  readonly path: WritePath;
  readonly engine: RolloutEngine;

  constructor(url: string) {
    this.path = new WritePath(url);
    const { executor, database } = this.path;
    const graphs = new GraphsRepository();
    const guard = new GraphGuard(graphs);
    const configs = new ConfigWriter(new ConfigsRepository(), graphs, guard, new NoRuleLocks());
    const rollouts = new RolloutsRepository();
    const recorder = new RolloutRecorder(rollouts);
    const applier = new RolloutApplier(configs, recorder);
    const writing = new RolloutWriting(configs, rollouts, recorder, applier);
    const sources = new SourceRules(new Map(), new EgressClient(egressPolicy([])));
    const watching = new RolloutWatching(
      new TelemetryRepository(),
      sources,
      new TemplatesRepository(database),
      new PushedHealthRepository(),
    );
    new RolloutHandlers(executor, writing, new RandomChance(), watching).onModuleInit();
    const nothing = (): Promise<void> => Promise.resolve();
    this.engine = new RolloutEngine({
      database,
      executor,
      prober: { probe: nothing },
      watches: { refresh: nothing },
      logger: SILENT,
    });
  }
}
