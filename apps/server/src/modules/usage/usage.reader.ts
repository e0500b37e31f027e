import { Injectable } from '@nestjs/common';
import type { FlagUsage, UnknownFlagPage, UnknownFlagsQuery } from '@sluice/protocol';
import { z } from 'zod';
import { Database } from '../../platform/database/database.js';
import { AppError } from '../../platform/errors/app-error.js';
import { decodeCursor, pageFrom } from '../../platform/http/index.js';

const FLAG = `SELECT f.id, e.id AS environment_id FROM flags f JOIN projects p ON p.id = f.project_id
  JOIN environments e ON e.project_id = p.id WHERE p.key = $1 AND e.key = $2 AND f.key = $3`;
const LAST = `SELECT variant, at FROM last_evaluations WHERE environment_id = $1 AND flag_id = $2
  ORDER BY variant`;
const HOURS = `SELECT hour, variant, reason, count FROM evaluation_counts
  WHERE environment_id = $1 AND flag_id = $2 AND hour > now() - make_interval(hours => $3)
  ORDER BY hour DESC, variant, reason LIMIT 10000`;
const UNKNOWN = `SELECT u.key, u.count, u.first_seen_at, u.last_seen_at FROM unknown_flags u
  JOIN environments e ON e.id = u.environment_id JOIN projects p ON p.id = e.project_id
  WHERE p.key = $1 AND e.key = $2 AND ($3::text IS NULL OR u.key > $3) ORDER BY u.key LIMIT $4`;

interface HourRow {
  readonly hour: Date;
  readonly variant: string;
  readonly reason: string;
  readonly count: number;
}

interface UnknownRow {
  readonly key: string;
  readonly count: number;
  readonly first_seen_at: Date;
  readonly last_seen_at: Date;
}

/** Where a question about usage is asked. */
export interface UsagePlace {
  readonly project: string;
  readonly environment: string;
}

/** Reads what SDKs reported. */
@Injectable()
export class UsageReader {
  constructor(private readonly database: Database) {}

  /** Throws NOT_FOUND for an unknown flag. */
  async flag(
    { project, environment }: UsagePlace,
    flag: string,
    hours: number,
  ): Promise<FlagUsage> {
    const [ids] = await this.database.read<{ id: string; environment_id: string }>(FLAG, [
      ...[project, environment, flag],
    ]);
    if (ids === undefined) throw new AppError('NOT_FOUND', { project, environment, flag });
    const subject = [ids.environment_id, ids.id];
    const [last, rows] = await Promise.all([
      this.database.read<{ variant: string; at: Date }>(LAST, subject),
      this.database.read<HourRow>(HOURS, [...subject, hours]),
    ]);
    const latest = Math.max(...last.map(({ at }) => at.getTime()));
    return {
      flag,
      environment,
      lastEvaluatedAt: last.length === 0 ? null : new Date(latest).toISOString(),
      variants: last.map(({ variant, at }) => ({
        variant: variantOf(variant),
        lastEvaluatedAt: at.toISOString(),
      })),
      hours: rows.map(({ hour, variant, reason, count }) => ({
        hour: hour.toISOString(),
        variant: variantOf(variant),
        reason,
        count,
      })),
    };
  }

  /** Keys that SDKs asked for and the environment does not have. */
  async unknown(
    { project, environment }: UsagePlace,
    { limit, cursor }: UnknownFlagsQuery,
  ): Promise<UnknownFlagPage> {
    const [after = null] = decodeCursor(cursor, z.tuple([z.string()])) ?? [];
    const params = [project, environment, after, limit + 1];
    const rows = await this.database.read<UnknownRow>(UNKNOWN, params);
    return pageFrom(
      rows,
      limit,
      ({ key }) => [key],
      (row) => ({
        flag: row.key,
        count: row.count,
        firstSeenAt: row.first_seen_at.toISOString(),
        lastSeenAt: row.last_seen_at.toISOString(),
      }),
    );
  }
}

/** Stored empty: no value was served. */
function variantOf(stored: string): string | null {
  return stored === '' ? null : stored;
}
