import type { SqlClient } from '../../platform/database/sql-client.js';
import { buildViews } from './domain/build-views.js';
import { compareTouched, type TouchedSegment } from './domain/compare-touched.js';
import { emptyComparison, type Comparison } from './domain/comparison.js';
import type { SeedsOf } from './domain/hash-lists.js';
import type { TouchedFlag } from './domain/needs-full-plan.js';
import { planView, type ViewPlan } from './domain/plan-view.js';
import { wireFlag } from './domain/wire-flag.js';
import { wireSegment } from './domain/wire-segment.js';
import { listSeeds } from './list-seeds.js';
import {
  loadEverything,
  loadTouchedFlags,
  loadTouchedSegments,
  type TouchedFlagRow,
  type TouchedSegmentRow,
} from './load-wire.js';
import type { Touched } from './touched.js';
import { itemOf, storedFlagOf, storedSegmentOf } from './wire-rows.js';

/** What the next revision of an environment changes in each view. */
export interface EnvironmentPlan {
  readonly server: ViewPlan;
  readonly client: ViewPlan;
}

/** What the planner must know of an environment. */
export interface PlannedEnvironment {
  readonly id: string;
  readonly revision: number;
  readonly listSecret: Buffer;
}

/**
 * Compares both views as stored with what the tables say now. Reads only the flags and segments touched,
 * unless these may have changed who belongs to the client view.
 */
export async function planEnvironment(
  sql: SqlClient,
  environment: PlannedEnvironment,
  touched: Touched,
): Promise<EnvironmentPlan> {
  const seedsOf = listSeeds(environment.listSecret);
  const part = touched.everything ? null : await comparePart(sql, environment.id, touched, seedsOf);
  const { stored, next } = part ?? (await compareAll(sql, environment.id, seedsOf));
  const revision = environment.revision + 1;
  return {
    server: planView(stored.server, next.server, revision),
    client: planView(stored.client, next.client, revision),
  };
}

async function comparePart(
  sql: SqlClient,
  environmentId: string,
  touched: Touched,
  seedsOf: SeedsOf,
): Promise<Comparison | null> {
  const known = [...touched.flags.values()].filter((flag) => flag !== null);
  const unknown = [...touched.flags.keys()].filter((id) => touched.flags.get(id) === null);
  const [flags, segments] = await Promise.all([
    loadTouchedFlags(sql, environmentId, unknown),
    loadTouchedSegments(sql, environmentId, [...touched.segmentKeys]),
  ]);
  const all = [...known, ...flags.map(touchedFlagOf)];
  return compareTouched(all, segments.map(touchedSegmentOf), seedsOf);
}

async function compareAll(
  sql: SqlClient,
  environmentId: string,
  seedsOf: SeedsOf,
): Promise<Comparison> {
  const { flags, segments, items } = await loadEverything(sql, environmentId);
  const { stored } = emptyComparison();
  for (const { view, kind, key, version, body } of items)
    stored[view][kind === 'flag' ? 'flags' : 'segments'].set(key, { version, body });
  const next = buildViews(flags.map(storedFlagOf), segments.map(storedSegmentOf), seedsOf);
  return { stored, next };
}

function touchedFlagOf(row: TouchedFlagRow): TouchedFlag {
  return {
    key: row.key,
    next: row.archived ? null : wireFlag(storedFlagOf(row)),
    clientVisible: row.client_visible && !row.archived,
    server: itemOf(row, 'server'),
    client: itemOf(row, 'client'),
  };
}

function touchedSegmentOf(row: TouchedSegmentRow): TouchedSegment {
  return {
    key: row.key,
    next: row.present ? wireSegment(storedSegmentOf(row)) : null,
    server: itemOf(row, 'server'),
    client: itemOf(row, 'client'),
  };
}
