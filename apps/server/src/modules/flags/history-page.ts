import type { FlagHistory, FlagVersion } from '@sluice/protocol';
import { z } from 'zod';
import { decodeCursor, pageFrom } from '../../platform/http/index.js';
import type { HistoryPlace, HistoryRepository, HistoryRow } from './history.repository.js';

const CURSOR = z.tuple([z.int().min(1).max(2_147_483_647)]);

/** A page of a history, newest first. */
export async function historyPage(
  history: HistoryRepository,
  place: HistoryPlace,
  { limit, cursor }: { readonly limit: number; readonly cursor?: string | undefined },
): Promise<FlagHistory> {
  const [before = null] = decodeCursor(cursor, CURSOR) ?? [];
  const rows = await history.page(place, before, limit + 1);
  return pageFrom(rows, limit, ({ version }) => [version], versionOf);
}

function versionOf({
  version,
  actor,
  comment,
  created_at,
  before,
  after,
}: HistoryRow): FlagVersion {
  return { version, actor, comment, at: created_at.toISOString(), before, after };
}
