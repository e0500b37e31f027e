import type { RolloutDetail } from '@sluice/protocol';
import { createPaint } from '../../terminal/paint.js';
import type { Text } from '../../terminal/text.js';
import { UNICODE } from '../bar.js';
import type { Style } from '../style.js';

export const NOW = '2026-11-21T12:00:00.000Z';
const at = (seconds: number): string => new Date(Date.parse(NOW) + seconds * 1_000).toISOString();

/** How tests draw: 80 columns, no colour, Greenwich. */
export const STYLE: Style = {
  paint: createPaint(false),
  glyphs: UNICODE,
  columns: 80,
  calendar: { now: Date.parse(NOW), timeZone: 'UTC' },
  repeated: '',
};

export const ERROR_RATE = {
  id: 'error-rate',
  metric: 'errorRatePercent',
  source: { kind: 'telemetry' },
  comparison: 'above',
  threshold: 1,
  windowSeconds: 10,
  minimumSamples: 50,
  margin: 0.5,
  action: 'rollback',
} as RolloutDetail['guards'][number];

export const LATENCY = {
  ...ERROR_RATE,
  id: 'latency-p95',
  metric: 'latencyP95Ms',
  threshold: 500,
} as RolloutDetail['guards'][number];

export const COST = {
  ...ERROR_RATE,
  id: 'cost',
  metric: 'value',
  source: { kind: 'prometheus', server: 'main', query: 'sum(llm_cost_usd)' },
  threshold: 50,
} as RolloutDetail['guards'][number];

/** A check in which a telemetry guard read these shares of 812 and 2,400 requests. */
export function telemetryCheck(guard: string, verdict: object, shares: readonly [number, number]) {
  return {
    verdict: { guard, silentMs: 900, ...verdict },
    reading: {
      treatmentCount: 812,
      treatmentShare: shares[0],
      controlCount: 2_400,
      controlShare: shares[1],
      tripwire: null,
      siteWide: null,
      sequential: null,
    },
  };
}

const HEALTHY = [
  telemetryCheck('error-rate', { kind: 'healthy' }, [0.0031, 0.0029]),
  telemetryCheck('latency-p95', { kind: 'healthy' }, [0.021, 0.0205]),
];

/** A `safe` ramp that holds 25 % for five minutes, 48 s into it; members can be replaced. */
export function sampleRollout(over: Partial<RolloutDetail> = {}): RolloutDetail {
  return { ...PLACE, ...PLAN, ...HISTORY, ...over };
}

const PLACE = {
  id: '0a6b9a3c-7d4e-4f66-9d0e-2f4f3f1c9f10',
  project: 'genesis',
  environment: 'production',
  flag: 'phase_4_deployment',
  rule: 'ramp',
  strategy: 'safe',
  template: null,
  onRollback: 'flag',
  alsoDisable: ['aatc_system_enabled'],
  startAt: at(-648),
  createdAt: at(-648),
  createdBy: 'ada',
  endedAt: null,
  asOf: NOW,
} as const satisfies Partial<RolloutDetail>;

const PLAN = {
  state: 'running',
  current_percentage: 25,
  plan: [
    { percentage: 5, holdSeconds: 300, at: at(-648), status: 'done' },
    { percentage: 10, holdSeconds: 300, at: at(-348), status: 'done' },
    { percentage: 25, holdSeconds: 300, at: at(-48), status: 'current' },
    { percentage: 50, holdSeconds: 300, at: at(252), status: 'planned' },
    { percentage: 75, holdSeconds: 300, at: at(552), status: 'planned' },
    { percentage: 100, holdSeconds: 300, at: at(852), status: 'planned' },
  ],
  entry: 3,
  heldSeconds: 48,
  pauseReason: null,
  guards: [ERROR_RATE, LATENCY],
  checkEverySeconds: 10,
  noDataSeconds: 600,
  health: { kind: 'healthy' },
  version: 3,
} as const satisfies Partial<RolloutDetail>;

/** A transition of a running rollout; members can be replaced. */
export function transition(
  over: Partial<RolloutDetail['transitions'][number]>,
): RolloutDetail['transitions'][number] {
  return {
    sequence: 1,
    at: at(-648),
    actor: 'ada',
    event: 'check',
    from: 'running',
    to: 'running',
    fromPercentage: 0,
    percentage: 5,
    records: [],
    evidence: null,
    ...over,
  };
}

const HISTORY = {
  transitions: [
    transition({ event: 'start', records: [{ action: 'started', percentage: 5 }] }),
    transition({
      sequence: 2,
      at: at(-348),
      fromPercentage: 5,
      percentage: 10,
      records: [{ action: 'stepped', percentage: 10 }],
      evidence: { health: { kind: 'healthy' }, checks: [] },
    }),
    transition({
      sequence: 3,
      at: at(-48),
      fromPercentage: 10,
      percentage: 25,
      records: [{ action: 'stepped', percentage: 25 }],
      evidence: { health: { kind: 'healthy' }, checks: [] },
    }),
  ],
  checks: [{ at: at(-2), entry: 3, health: { kind: 'healthy' }, readings: HEALTHY }],
  latencies: {
    treatment: { p50: 120, p95: 245, p99: 410 },
    control: { p50: 118, p95: 240, p99: 400 },
  },
} satisfies Partial<RolloutDetail>;

/** The same rollout, rolled back by its error guard at 25 %. */
export function rolledBack(): RolloutDetail {
  const bad = telemetryCheck(
    'error-rate',
    { kind: 'breach', code: 'TRIPWIRE', action: 'rollback' },
    [0.0418, 0.003],
  );
  const health = { kind: 'breach', action: 'rollback', code: 'TRIPWIRE', guard: 'error-rate' };
  return sampleRollout({
    state: 'rolled_back',
    current_percentage: 0,
    health,
    endedAt: NOW,
    plan: PLAN.plan.map((step) => ({
      ...step,
      status: step.status === 'planned' ? 'skipped' : 'done',
    })),
    transitions: [
      ...HISTORY.transitions,
      transition({
        sequence: 4,
        at: NOW,
        actor: 'rollout engine',
        to: 'rolled_back',
        fromPercentage: 25,
        percentage: 0,
        records: [{ action: 'rolled-back', reason: 'TRIPWIRE', guard: 'error-rate' }],
        evidence: { health, checks: [bad] },
      }),
    ],
    checks: [{ at: NOW, entry: 3, health, readings: [bad] }],
  });
}

/** Lines as a reader sees them. */
export function shownText(lines: readonly Text[]): string {
  return lines.map(({ ansi }) => ansi).join('\n');
}
