import { digestTerm, type Change } from '@sluice/evaluator';
import type { EnvironmentState, EnvironmentView } from './environment-view.js';
import type { LogRow } from './log-row.js';
import { parseChanges } from './parse-changes.js';
import { WireItem } from './wire-item.js';

/**
 * What became of a log row. `applied`: the state is now at its revision. `known`: nothing to do.
 * All others need the tables read again: another `epoch`, a `gap` before it, or a row that is
 * unreadable or leaves a digest that is not its own (`diverged`).
 */
export type LogRowOutcome =
  | { readonly outcome: 'applied'; readonly server: Change[]; readonly client: Change[] }
  | { readonly outcome: 'known' | 'epoch' | 'gap' | 'diverged' };

/** Moves an environment to the revision of a log row, both views at once or not at all (streaming.md). */
export function applyLogRow(state: EnvironmentState, row: LogRow): LogRowOutcome {
  if (row.epoch !== state.epoch) return { outcome: 'epoch' };
  if (row.revision <= state.revision) return { outcome: 'known' };
  if (row.revision !== state.revision + 1) return { outcome: 'gap' };
  const server = parseChanges(row.serverChanges);
  const client = parseChanges(row.clientChanges);
  if (server === null || client === null) return { outcome: 'diverged' };
  applyChanges(state.server, server, state.shutdown);
  applyChanges(state.client, client, state.shutdown);
  state.shutdown = shutdownAfter(server, state.shutdown);
  state.revision = row.revision;
  const same = state.server.digest === row.serverDigest && state.client.digest === row.clientDigest;
  return same ? { outcome: 'applied', server, client } : { outcome: 'diverged' };
}

function shutdownAfter(changes: readonly Change[], before: boolean): boolean {
  let shutdown = before;
  for (const change of changes) if ('shutdown' in change) shutdown = change.shutdown;
  return shutdown;
}

function applyChanges(view: EnvironmentView, changes: readonly Change[], before: boolean): void {
  let shutdown = before;
  for (const change of changes) {
    if ('shutdown' in change) {
      addToDigest(view, Number(change.shutdown) - Number(shutdown));
      shutdown = change.shutdown;
    } else applyItemChange(view, change);
  }
}

function applyItemChange(view: EnvironmentView, change: Change): void {
  if ('put' in change) put(view, 'f', change.put);
  else if ('drop' in change) drop(view, 'f', change.drop);
  else if ('putSegment' in change) put(view, 's', change.putSegment);
  else if ('dropSegment' in change) drop(view, 's', change.dropSegment);
  else if ('segmentIds' in change) {
    const { key, version } = change.segmentIds;
    const item = view.segments.get(key);
    if (item === undefined) return;
    addToDigest(view, digestTerm('s', key, version) - digestTerm('s', key, item.version));
    item.edit(change.segmentIds);
  }
}

function put(view: EnvironmentView, kind: 'f' | 's', item: { key: string; version: number }): void {
  drop(view, kind, item.key);
  addToDigest(view, digestTerm(kind, item.key, item.version));
  itemsOf(view, kind).set(item.key, new WireItem(item.version, JSON.stringify(item)));
}

function drop(view: EnvironmentView, kind: 'f' | 's', key: string): void {
  const items = itemsOf(view, kind);
  const old = items.get(key);
  if (old === undefined) return;
  addToDigest(view, -digestTerm(kind, key, old.version));
  items.delete(key);
}

function itemsOf(view: EnvironmentView, kind: 'f' | 's'): Map<string, WireItem> {
  return kind === 'f' ? view.flags : view.segments;
}

function addToDigest(view: EnvironmentView, term: number): void {
  view.digest = (view.digest + term) >>> 0;
}
