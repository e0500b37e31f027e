import type { Rule } from '@sluice/evaluator';
import type { RolloutView, StartRollout } from '@sluice/protocol';
import { AppError } from '../../../platform/errors/app-error.js';
import type { Command, CommandHandler, WriteUnit } from '../../commands/index.js';
import {
  configOf,
  type ConfigWriter,
  type ConfiguredFlag,
  type FlagConfigState,
  type RandomChance,
} from '../../flags/index.js';
import { withBaseline } from '../domain/guards/baseline.js';
import type { Guard } from '../domain/guards/guard.js';
import { publicGuardRefusal } from '../public-guard-refusal.js';
import { newMemory, type GuardMemory } from '../domain/guards/guard-memory.js';
import { scheduledRollout } from '../domain/machine/rollout.js';
import { transition } from '../domain/machine/transition.js';
import { defaultOnRollback, isWithoutEffect } from '../domain/rule/outside-serve.js';
import { ruleForRollout } from '../domain/rule/rule-for-rollout.js';
import { variantsOf } from '../domain/rule/serves.js';
import { withoutEffectMessage } from '../domain/rule/without-effect-message.js';
import { overTemplate } from '../domain/plan/plan-asked.js';
import { settingsFrom } from '../domain/settings-from.js';
import { stepped } from '../rollout-applier.js';
import type { RolloutRecorder } from '../rollout-recorder.js';
import { rolloutView } from '../rollout-view.js';
import type { RolloutsRepository } from '../rollouts.repository.js';
import type { SourceRules } from '../sources/source-rules.js';
import type { StoredRollout } from '../stored-rollout.js';
import { suspendedBy } from '../suspended-by.js';
import type { PushedHealthRepository } from '../telemetry/pushed-health.repository.js';
import type { TelemetryRepository } from '../telemetry/telemetry.repository.js';
import type { TemplatesRepository } from '../templates/templates.repository.js';

/** A source that delivered nothing for so long has no data. */
const DATA_WITHIN_MS = 600_000;

/** What starting works with. */
export interface StartParts {
  readonly configs: ConfigWriter;
  readonly chance: RandomChance;
  readonly rollouts: RolloutsRepository;
  readonly recorder: RolloutRecorder;
  readonly sources: SourceRules;
  readonly templates: TemplatesRepository;
  readonly pushed: PushedHealthRepository;
  readonly telemetry: TelemetryRepository;
}

/** The request without what every write may carry. */
export type StartPayload = Omit<StartRollout, 'comment' | 'confirm'>;

interface Chosen {
  readonly ruleId: string;
  /** Enabled, with the rule at 0 %. */
  readonly config: FlagConfigState;
}

/** `rollout.start`: puts the rule to 0 %, or to the first step where it begins at once, and enables the flag. */
export class StartRolloutHandler implements CommandHandler<StartPayload, RolloutView> {
  readonly kind = 'rollout.start';
  readonly role = 'operator';
  readonly scope = 'environment';
  readonly versioned = false;

  constructor(private readonly parts: StartParts) {}

  async handle(unit: WriteUnit, { payload }: Command<StartPayload>): Promise<RolloutView> {
    const configured = await this.#load(unit, payload.flag, 'flag');
    const chosen = this.#choose(unit, configured, payload);
    await this.#requireFree(unit, configured.flag.id, chosen.ruleId);
    const asked = await this.#overTemplate(unit, payload);
    for (const key of asked.alsoDisable ?? []) await this.#load(unit, key, 'alsoDisable');
    const stored = this.#build(unit, configured, chosen, asked);
    this.#requireServed(unit, configured, stored);
    if (!payload.allowNoData) await this.#requireData(unit, stored);
    const saved = await this.#begin(unit, configured, chosen, stored);
    const { project, environment } = unit;
    const place = { project: project?.key ?? '', environment: environment.key };
    return rolloutView(saved, place, unit.now.getTime());
  }

  /** A flag that the body names, where a bare NOT_FOUND would not say which of the things it names. */
  async #load(unit: WriteUnit, key: string, member: 'flag' | 'alsoDisable') {
    try {
      return await this.parts.configs.load(unit, key);
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'NOT_FOUND') throw error;
      const message = `\`${member}\` names ${key}, and the project has no such flag.`;
      throw new AppError('NOT_FOUND', error.details, { message });
    }
  }

  /** A start now would ramp up while nobody gets the flag; one that is planned waits for the release. */
  #requireServed(unit: WriteUnit, { flag }: ConfiguredFlag, { settings }: StoredRollout): void {
    const waits = settings.startAt > unit.now.getTime();
    if (!waits && suspendedBy(unit, flag.onShutdown) === 'SHUTDOWN')
      throw new AppError('SHUTDOWN_ENGAGED', { flag: flag.key, environment: unit.environment.key });
  }

  #choose(unit: WriteUnit, { flag, config }: ConfiguredFlag, payload: StartPayload): Chosen {
    const variants = Object.keys(flag.variants);
    const choice = ruleForRollout(config, payload, variants);
    if (!choice.ok)
      throw new AppError(choice.code, { flag: flag.key }, { message: choice.message });
    const ruleId = choice.ruleId ?? this.parts.chance.id();
    const rules =
      choice.ruleId === null
        ? [...config.rules, this.#gate({ id: ruleId, conditions: [], serve: choice.serve })]
        : config.rules.map((rule) => (rule.id === ruleId ? this.#gate(rule) : rule));
    const next = { ...configOf(config), enabled: true, rules };
    if (isWithoutEffect(next, ruleId)) {
      const place = { flag: flag.key, environment: unit.environment.key, ruleId, variants };
      const message = withoutEffectMessage(next, place);
      throw new AppError('ROLLOUT_WITHOUT_EFFECT', { flag: flag.key, rule: ruleId }, { message });
    }
    return { ruleId, config: next };
  }

  /** The rule at 0 %; a schedule or range in it is replaced. */
  #gate(rule: Rule): Rule {
    const rollout = rule.rollout ?? { seed: this.parts.chance.seed() };
    return stepped({ ...rule, rollout }, rule.id, 0);
  }

  async #requireFree(unit: WriteUnit, flagId: string, ruleId: string): Promise<void> {
    const active = await this.parts.rollouts.activeOfFlag(unit.sql, flagId, [unit.environment.id]);
    const rival = active.find((stored) => stored.ruleId === ruleId);
    if (rival) throw activeRival(rival);
  }

  /** What the body says, and what it leaves open as its template has it. */
  async #overTemplate(unit: WriteUnit, payload: StartPayload): Promise<StartPayload> {
    const { template } = payload;
    if (template === undefined) return payload;
    const found = await this.parts.templates.find(unit.sql, unit.project?.id ?? '', template);
    if (found !== null) return { ...payload, ...overTemplate(payload, found.plan) } as StartPayload;
    const message = `The project has no rollout template ${template}. List them at /rollout-templates.`;
    throw new AppError('NOT_FOUND', { template }, { message });
  }

  #build(
    unit: WriteUnit,
    { flag }: ConfiguredFlag,
    { ruleId, config }: Chosen,
    payload: StartPayload,
  ): StoredRollout {
    const rule = config.rules.find(({ id }) => id === ruleId);
    const now = unit.now.getTime();
    const built = settingsFrom(payload, {
      now,
      flag: flag.key,
      template: payload.template ?? null,
      onRollback: defaultOnRollback(config, ruleId),
      variants: rule ? variantsOf(rule.serve).filter((name) => name !== null) : [],
    });
    if (!built.ok) throw new AppError(built.code, {}, { message: built.message });
    const { settings } = built;
    this.parts.sources.require(settings.guards);
    const refusal = publicGuardRefusal(settings, { ...flag, allowNoData: payload.allowNoData });
    if (refusal !== null) throw refusal;
    return {
      id: this.parts.chance.id(),
      environmentId: unit.environment.id,
      flagId: flag.id,
      ruleId,
      settings,
      rollout: scheduledRollout(settings),
      memory: newMemory(settings.guards, now),
      health: null,
      sequence: 0,
      createdBy: unit.actor.name,
      createdAt: unit.now,
      endedAt: null,
    };
  }

  /**
   * Telemetry comes from SDKs that evaluate the flag, pushes from pipelines: none of them in 10 minutes
   * means nobody would be watched. Sources that have to be asked were asked before (RolloutStarter).
   */
  async #requireData(unit: WriteUnit, { flagId, settings }: StoredRollout): Promise<void> {
    const place = { environmentId: unit.environment.id, flagId };
    const since = new Date(unit.now.getTime() - DATA_WITHIN_MS);
    const { rollouts, pushed } = this.parts;
    const [evaluated, metrics] = await Promise.all([
      rollouts.wasEvaluated(unit.sql, flagId, { ...place, since }),
      pushed.metricsSince(unit.sql, place, since),
    ]);
    const silent = settings.guards.find(
      ({ source, metric }) =>
        (source.kind === 'telemetry' && !evaluated) ||
        (source.kind === 'push' && !metrics.has(metric)),
    );
    if (silent !== undefined) throw noData(settings.flag, silent);
  }

  async #begin(
    unit: WriteUnit,
    configured: ConfiguredFlag,
    { ruleId, config }: Chosen,
    stored: StoredRollout,
  ): Promise<StoredRollout> {
    const { configs, rollouts, recorder } = this.parts;
    const facts = {
      now: unit.now.getTime(),
      health: { kind: 'healthy' },
      flagEnabled: true,
    } as const;
    const outcome = transition(stored.rollout, { kind: 'tick' }, facts);
    const percentage = 'next' in outcome ? outcome.next.percentage : 0;
    const rules = config.rules.map((rule) => stepped(rule, ruleId, percentage));
    const options = { action: 'rollout.start', byRollout: stored.id };
    await configs.save(unit, configured, { ...config, rules }, options);
    await rollouts.insert(unit.sql, stored);
    unit.audit({
      action: 'rollout.create',
      resource: `rollout:${stored.id}`,
      environmentId: stored.environmentId,
      before: null,
      after: { flag: stored.settings.flag, rule: ruleId, settings: stored.settings as never },
    });
    if ('refused' in outcome || outcome.effects.length === 0) return stored;
    const informed = { ...stored, memory: await this.#baseline(unit, stored) };
    return recorder.record(unit, informed, outcome, { event: 'start', evidence: null });
  }

  /** What is known of the rule from the hour before, if another rollout of it was watched then. */
  async #baseline(unit: WriteUnit, stored: StoredRollout): Promise<GuardMemory> {
    const cells = await this.parts.telemetry.cellsBefore(unit.sql, stored, unit.now.getTime());
    return withBaseline(stored.memory, stored.settings.guards, cells);
  }
}

function noData(flag: string, { id, source, metric }: Guard): AppError {
  const details = { flag, guard: id, source: source.kind };
  const why =
    source.kind === 'push'
      ? `nobody pushed ${metric} of ${flag} in the last 10 minutes. Push it to …/flags/${flag}/health first`
      : `no SDK evaluated ${flag} in the last 10 minutes. Connect one first`;
  const message = `Guard ${id} has no data: ${why}, or send allowNoData: true.`;
  return new AppError('ROLLOUT_NO_DATA', details, { message });
}

function activeRival({ id, ruleId, rollout, settings }: StoredRollout): AppError {
  const { state, percentage } = rollout;
  const details = { rollout: id, rule: ruleId, flag: settings.flag, state, percentage };
  const message = `Rollout ${id} of ${settings.flag} is ${state} at ${percentage} % on this rule. Abort it or roll it back before another one starts.`;
  return new AppError('ROLLOUT_ACTIVE', details, { message });
}
