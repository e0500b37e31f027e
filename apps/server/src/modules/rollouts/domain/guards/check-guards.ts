import type { Rollout } from '../machine/rollout.js';
import { holdMsAt } from '../plan/plan.js';
import { entryBudget, sampleRatioBudget } from '../statistics/budget.js';
import type { GuardTest } from '../statistics/guard-test.js';
import { judge, type Reading } from '../statistics/judge.js';
import { learnScatter } from '../statistics/learn-scatter.js';
import {
  checkSampleRatio,
  type SampledIds,
  type SampleRatioResult,
} from '../statistics/sample-ratio.js';
import {
  absoluteVerdict,
  addReading,
  NO_READINGS,
  type AbsoluteReading,
  type AbsoluteState,
} from './absolute-guard.js';
import { isPublic, thresholdShareOf, type Guard } from './guard.js';
import type { ClientMemory, GuardMemory, TelemetryMemory } from './guard-memory.js';
import type { GuardVerdict } from './guard-verdict.js';
import { cellFor, type TelemetryCell } from './telemetry-cell.js';
import { telemetryVerdict } from './telemetry-verdict.js';

/** SDKs report every 5 to 10 s: silence begins after three reports were missed. */
const LEAST_FRESH_MS = 30_000;
/** Pipelines push once a minute or so. */
const PUSHED_FRESH_MS = 150_000;
/** We ask at every check, and wait at most 5 s for an answer. */
const ASKED_FRESH_MS = 6_000;

/** What has come in since the last check. */
export interface GuardInputs {
  readonly now: number;
  /** Of the current entry, in their order in time. */
  readonly cells: readonly TelemetryCell[];
  /** The same of what client keys reported, for guards that ask for it. */
  readonly clientCells?: readonly TelemetryCell[];
  readonly ids: SampledIds;
  /** By guard id, oldest first. */
  readonly readings: Readonly<Record<string, readonly AbsoluteReading[]>>;
}

/** One guard at one check: what it says, and the numbers it rests on. */
export interface GuardCheck {
  readonly verdict: GuardVerdict;
  readonly reading: Reading | AbsoluteReading | SampleRatioResult | null;
  /** Why its source said nothing usable when it was asked last; absent where it answered. */
  readonly silence?: string;
}

/** A check of all guards: what they remember from now on, and what each found. */
export interface GuardsCheck {
  readonly memory: GuardMemory;
  readonly checks: readonly GuardCheck[];
}

interface Scene {
  readonly rollout: Rollout;
  readonly guards: readonly Guard[];
  readonly inputs: GuardInputs;
  readonly freshMs: number;
  readonly since: number;
}

/** When the window began that reports of this check belong to: the check before brought nothing of it. */
function windowSince(
  { rollout, inputs }: Scene,
  { evidence, windowSince }: TelemetryMemory,
): number {
  const { treatment, control } = evidence.open;
  const begun = treatment.count + control.count > 0 ? windowSince : undefined;
  return begun ?? rollout.lastCheckAt ?? inputs.now;
}

function testOf(scene: Scene, guard: Guard, memory: TelemetryMemory): GuardTest {
  const { rollout, guards, inputs } = scene;
  const { plan, checkEveryMs } = rollout.settings;
  const { windowMs = checkEveryMs } = guard;
  const rivals = guards.filter((one) => one.source.kind === 'telemetry' || isPublic(one)).length;
  return {
    threshold: thresholdShareOf(guard),
    margin: guard.margin,
    minimumSamples: guard.minimumSamples,
    baseline: memory.baseline ?? memory.controlBefore ?? null,
    controlExpected: rollout.percentage < 100,
    now: inputs.now,
    plannedMs: Math.max(checkEveryMs, holdMsAt(plan, rollout.step)),
    ...(windowMs > checkEveryMs && {
      windowOpen: inputs.now - windowSince(scene, memory) < windowMs,
    }),
    budget: entryBudget(memory.evidence.entry, plan.length, rivals),
  };
}

function checkTelemetry(
  scene: Scene,
  guard: Guard,
  memory: { readonly own: TelemetryMemory; readonly heardAt: number },
): { memory: TelemetryMemory; check: GuardCheck } {
  const { own, heardAt } = memory;
  const { inputs, freshMs, since } = scene;
  const warm = inputs.cells.filter(({ warmUp }) => warmUp).map((cell) => cellFor(guard, cell));
  const cells = inputs.cells.filter(({ warmUp }) => !warmUp).map((cell) => cellFor(guard, cell));
  let { evidence, verdict } = own;
  let reading: Reading | null = null;
  if (warm.length > 0) evidence = learnScatter(evidence, warm);
  if (cells.length > 0)
    ({ evidence, verdict, reading } = judge(evidence, cells, testOf(scene, guard, own)));
  const silentMs = inputs.now - Math.max(heardAt, since);
  const time = { silentMs, freshMs };
  return {
    memory: { ...own, evidence, verdict, windowSince: windowSince(scene, own) },
    check: { verdict: telemetryVerdict(guard, verdict, time), reading },
  };
}

function checkAbsolute(
  { rollout, inputs, freshMs, since }: Scene,
  guard: Guard,
  before: AbsoluteState,
): { state: AbsoluteState; check: GuardCheck } {
  const state = (inputs.readings[guard.id] ?? []).reduce(
    (sum, reading) => addReading(sum, reading, guard),
    before,
  );
  const pushed = guard.source.kind === 'push';
  const time = {
    now: inputs.now,
    since,
    freshMs: pushed
      ? Math.max(freshMs, PUSHED_FRESH_MS)
      : Math.max(ASKED_FRESH_MS, 3 * rollout.settings.checkEveryMs),
  };
  return { state, check: { verdict: absoluteVerdict(guard, state, time), reading: state.last } };
}

function checkRatio(
  { rollout, inputs }: Scene,
  memory: GuardMemory,
): { sampleRatio: GuardMemory['sampleRatio']; checks: GuardCheck[] } {
  const [any] = Object.values(memory.telemetry);
  if (!any) return { sampleRatio: memory.sampleRatio, checks: [] };
  const budget = sampleRatioBudget(any.evidence.entry, rollout.settings.plan.length);
  const gate = { percentage: rollout.percentage, budget };
  const { state, result } = checkSampleRatio(memory.sampleRatio, inputs.ids, gate);
  if (!result?.fires) return { sampleRatio: state, checks: [] };
  const verdict: GuardVerdict = {
    guard: 'sample-ratio',
    silentMs: 0,
    kind: 'breach',
    code: 'SAMPLE_RATIO',
    action: 'pause',
  };
  return { sampleRatio: state, checks: [{ verdict, reading: result }] };
}

/** Guards that public input is judged by: by the same statistics, of evidence of their own. */
function checkClients(
  { inputs, ...scene }: Scene,
  clients: ClientMemory,
): { clients: ClientMemory; checks: Map<string, GuardCheck> } {
  const cells = inputs.clientCells ?? [];
  const last = cells.at(-1)?.at ?? 0;
  const heardAt = Math.max(clients.heardAt, last);
  const guards = { ...clients.guards };
  const checks = new Map<string, GuardCheck>();
  for (const guard of scene.guards) {
    const own = guards[guard.id];
    if (own === undefined) continue;
    const theirs = { ...scene, inputs: { ...inputs, cells } };
    const told = checkTelemetry(theirs, guard, { own, heardAt });
    guards[guard.id] = told.memory;
    checks.set(guard.id, told.check);
  }
  const readUntil = Math.max(clients.readUntil, last);
  return { clients: { guards, readUntil, heardAt }, checks };
}

/** Tells every guard what has come in and asks all of them. Linear in cells × telemetry guards. */
export function checkGuards(
  rollout: Rollout,
  guards: readonly Guard[],
  before: GuardMemory,
  inputs: GuardInputs,
): GuardsCheck {
  const freshMs = Math.max(LEAST_FRESH_MS, 3 * rollout.settings.checkEveryMs);
  const since = rollout.stepStartedAt ?? inputs.now;
  const scene: Scene = { rollout, guards, inputs, freshMs, since };
  const last = inputs.cells.at(-1)?.at ?? 0;
  const heardAt = Math.max(before.heardAt, last);
  const telemetry = { ...before.telemetry };
  const absolute = { ...before.absolute };
  const checks: GuardCheck[] = [];
  const asked = before.clients && checkClients(scene, before.clients);
  for (const guard of guards) {
    const own = telemetry[guard.id];
    const clients = asked?.checks.get(guard.id);
    if (clients) checks.push(clients);
    else if (own) {
      const told = checkTelemetry(scene, guard, { own, heardAt });
      telemetry[guard.id] = told.memory;
      checks.push(told.check);
    } else {
      const told = checkAbsolute(scene, guard, absolute[guard.id] ?? NO_READINGS);
      absolute[guard.id] = told.state;
      checks.push(told.check);
    }
  }
  const ratio = checkRatio(scene, { ...before, telemetry });
  const { sampleRatio } = ratio;
  const readUntil = Math.max(before.readUntil, last);
  return {
    memory: {
      ...{ telemetry, absolute, sampleRatio, readUntil, heardAt },
      ...(asked && { clients: asked.clients }),
    },
    checks: [...checks, ...ratio.checks],
  };
}
