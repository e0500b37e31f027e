import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { MoveRollout } from '@sluice/protocol';
import { CommandExecutor } from '../commands/index.js';
import { ConfigWriter, RandomChance } from '../flags/index.js';
import { CheckRolloutHandler } from './handlers/check-rollout.handler.js';
import { HealthTaker } from './handlers/health-taker.js';
import { PushFlagHealthHandler } from './handlers/push-flag-health.handler.js';
import { PushHealthHandler } from './handlers/push-health.handler.js';
import { RolloutEventHandler } from './handlers/rollout-event.handler.js';
import { StartRolloutHandler } from './handlers/start-rollout.handler.js';
import { RolloutApplier } from './rollout-applier.js';
import { RolloutRecorder } from './rollout-recorder.js';
import { RolloutsRepository } from './rollouts.repository.js';
import { SourceRules } from './sources/source-rules.js';
import { PushedHealthRepository } from './telemetry/pushed-health.repository.js';
import { TelemetryRepository } from './telemetry/telemetry.repository.js';
import { TemplatesRepository } from './templates/templates.repository.js';

/** What the handlers about rollouts are made of. */
@Injectable()
export class RolloutWriting {
  constructor(
    readonly configs: ConfigWriter,
    readonly rollouts: RolloutsRepository,
    readonly recorder: RolloutRecorder,
    readonly applier: RolloutApplier,
  ) {}
}

/** What they know of health, and of what was asked for before. */
@Injectable()
export class RolloutWatching {
  constructor(
    readonly telemetry: TelemetryRepository,
    readonly sources: SourceRules,
    readonly templates: TemplatesRepository,
    readonly pushed: PushedHealthRepository,
  ) {}
}

/** Registers every command about rollouts with the executor. */
@Injectable()
export class RolloutHandlers implements OnModuleInit {
  constructor(
    private readonly executor: CommandExecutor,
    private readonly writing: RolloutWriting,
    private readonly chance: RandomChance,
    private readonly watching: RolloutWatching,
  ) {}

  onModuleInit(): void {
    const { executor, writing, chance } = this;
    const { telemetry, pushed, sources, templates } = this.watching;
    const known = { telemetry, pushed, sources, templates };
    const taker = new HealthTaker(telemetry, pushed);
    const { configs, rollouts, recorder, applier } = writing;
    const parts = { configs, rollouts, applier };
    executor.register(new StartRolloutHandler({ ...parts, ...known, recorder, chance }));
    for (const urgent of [false, true])
      executor.register(new CheckRolloutHandler({ ...parts, telemetry }, urgent));
    executor.register(new PushHealthHandler(rollouts, taker));
    executor.register(new PushFlagHealthHandler(configs, rollouts, taker));
    executor.register(
      // `unchecked` is said by the engine: no request can.
      new RolloutEventHandler<{ unchecked?: true }>(
        'pause',
        ({ unchecked }) => ({ kind: 'pause', ...(unchecked && { reason: 'UNREADABLE' }) }),
        parts,
      ),
    );
    for (const kind of ['resume', 'abort'] as const)
      executor.register(new RolloutEventHandler(kind, () => ({ kind }), parts));
    for (const kind of ['advance', 'step-back'] as const)
      executor.register(
        new RolloutEventHandler<MoveRollout>(kind, ({ from }) => ({ kind, from }), parts),
      );
    executor.register(
      new RolloutEventHandler<{ reason: string }>(
        'rollback',
        ({ reason }) => ({ kind: 'rollback', reason }),
        parts,
      ),
    );
    executor.register(
      new RolloutEventHandler<{ to: number; reason: string }>(
        'rollback-to',
        ({ to }) => ({ kind: 'rollback-to', percentage: to }),
        parts,
      ),
    );
  }
}
