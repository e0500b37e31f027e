import fc from 'fast-check';
import { scheduledRollout, type Rollout } from '../machine/rollout.js';
import { checkGuards, type GuardsCheck } from './check-guards.js';
import { forgetEvidence, newMemory } from './guard-memory.js';
import type { Guard } from './guard.js';
import { guardsOf } from './guards-of.js';
import { healthOf } from './health-of.js';
import type { TelemetryCell } from './telemetry-cell.js';

const CHECK_MS = 5_000;
const errors = { metric: 'errorRatePercent', threshold: 1 } as const;
const built = guardsOf(
  [
    { ...errors, id: 'services', source: { kind: 'telemetry' } },
    { ...errors, id: 'pages', source: { kind: 'client-telemetry' } },
  ],
  CHECK_MS,
);
const GUARDS: readonly Guard[] = built.ok ? built.guards : [];
const PLAN = [
  { percentage: 50, holdMs: 600_000 },
  { percentage: 100, holdMs: 600_000 },
];

function rolloutAt(now: number): Rollout {
  const settings = {
    ...{ flag: 'f', plan: PLAN, startAt: 0, checkEveryMs: CHECK_MS, noDataLimitMs: 600_000 },
    onRollback: 'flag',
    alsoDisable: [],
  } as const;
  const running = { state: 'running', percentage: 50, step: 0, stepStartedAt: 0 } as const;
  return { ...scheduledRollout(settings), ...running, lastCheckAt: now - CHECK_MS };
}

interface Counted {
  readonly count: number;
  readonly errors: number;
}
type Arms = Readonly<Record<'treatment' | 'control', Counted>>;

const counted = fc.record({ count: fc.nat(1_000_000), errors: fc.nat(2_000_000) });
const arms = fc.record({ treatment: counted, control: counted });
const windows = fc.array(fc.option(arms), { minLength: 1, maxLength: 12 });

function cellsOf(seen: Arms | null | undefined, at: number): TelemetryCell[] {
  if (!seen) return [];
  const arm = ({ count, errors }: Counted) => ({ count, errors, timed: 0, slow: {} });
  const { treatment, control } = seen;
  const both = { treatment: arm(treatment), control: arm(control) };
  return [{ instance: 'one', at, warmUp: false, ...both }];
}

/** Checks of a rollout of which servers and pages said this, window by window. */
function checked(
  servers: readonly (Arms | null)[],
  pages: readonly (Arms | null)[],
): readonly GuardsCheck[] {
  let memory = forgetEvidence(newMemory(GUARDS, 0), 0);
  return servers.map((seen, index) => {
    const now = (index + 1) * CHECK_MS;
    const result = checkGuards(rolloutAt(now), GUARDS, memory, {
      ...{ now, ids: { treatment: 0, control: 0, distinct: 0 }, readings: {} },
      cells: cellsOf(seen, now),
      clientCells: cellsOf(pages[index], now),
    });
    ({ memory } = result);
    return result;
  });
}

const ofServers = ({ checks }: GuardsCheck) =>
  checks.filter(({ verdict }) => verdict.advisory !== true);
const healthFrom = ({ checks }: GuardsCheck) => healthOf(checks.map(({ verdict }) => verdict));

describe('public input', () => {
  it('changes nothing that a rollout is judged by, whatever it says', () => {
    fc.assert(
      fc.property(windows, windows, (servers, pages) => {
        const told = checked(servers, pages);
        const untold = checked(servers, []);
        expect(told.map(ofServers)).toEqual(untold.map(ofServers));
        expect(told.at(-1)!.memory.telemetry).toEqual(untold.at(-1)!.memory.telemetry);
      }),
    );
  });

  it('never makes a rollout healthier, and never does more than pause it', () => {
    fc.assert(
      fc.property(windows, windows, (servers, pages) => {
        const untold = checked(servers, []).map(healthFrom);
        for (const [index, health] of checked(servers, pages).map(healthFrom).entries()) {
          if (health.kind === 'healthy') expect(untold[index]).toEqual(health);
          if (health.kind === 'breach' && health.guard === 'pages')
            expect(health.action).toBe('pause');
          if (health.kind === 'breach' && health.action !== 'pause')
            expect(untold[index]).toEqual(health);
        }
      }),
    );
  });

  it('pauses where pages fail', () => {
    const failing = { count: 1_000, errors: 300 };
    const fine = { count: 1_000, errors: 2 };
    const well = Array.from({ length: 8 }, () => ({ treatment: fine, control: fine }));
    const pages = well.map(() => ({ treatment: failing, control: fine }));
    const last = healthFrom(checked(well, pages).at(-1)!);
    expect(last).toEqual({ kind: 'breach', action: 'pause', code: 'TRIPWIRE', guard: 'pages' });
  });
});
