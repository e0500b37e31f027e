import { buildView, type StoredItem } from './build-view.js';
import { VIEW_NAMES, type EnvironmentState, type ViewName } from './environment-view.js';
import type { SdkKey } from './sdk-key.js';

const FORMAT = 1;

/** JSON text of an environment for the disk. */
export function saveEnvironment(state: EnvironmentState): string {
  const { id, projectId, projectKey, environmentKey, epoch, revision, shutdown } = state;
  const head = { id, projectId, projectKey, environmentKey, epoch, revision, shutdown };
  return JSON.stringify({
    format: FORMAT,
    ...head,
    server: itemsOf(state, 'server'),
    client: itemsOf(state, 'client'),
  });
}

function itemsOf(state: EnvironmentState, view: ViewName): StoredItem[] {
  const items: StoredItem[] = [];
  const { flags, segments } = state[view];
  for (const [key, { version, body }] of flags) items.push({ kind: 'flag', key, version, body });
  for (const [key, { version, body }] of segments) {
    items.push({ kind: 'segment', key, version, body });
  }
  return items;
}

/** The environment in such a text; `null` for anything else. */
export function restoreEnvironment(text: string): EnvironmentState | null {
  const saved = parse(text);
  if (saved === null || !STRINGS.every((name) => typeof saved[name] === 'string')) return null;
  const { revision, shutdown } = saved;
  if (!Number.isSafeInteger(revision) || typeof shutdown !== 'boolean') return null;
  if (!VIEW_NAMES.every((view) => isItems(saved[view]))) return null;
  const { id, projectId, projectKey, environmentKey, epoch } = saved as unknown as EnvironmentState;
  const head = { id, projectId, projectKey, environmentKey, epoch, revision: revision as number };
  return {
    ...head,
    shutdown,
    server: buildView(saved.server as StoredItem[], shutdown),
    client: buildView(saved.client as StoredItem[], shutdown),
  };
}

const STRINGS = ['id', 'projectId', 'projectKey', 'environmentKey', 'epoch'];

/** JSON text of the keys for the disk: hashes, never secrets. */
export function saveKeys(keys: Iterable<SdkKey>): string {
  const saved = [...keys].map(({ hash, ...key }) => ({ ...key, hash: hash.toString('base64') }));
  return JSON.stringify({ format: FORMAT, keys: saved });
}

/** The keys in such a text; `null` for anything else. */
export function restoreKeys(text: string): SdkKey[] | null {
  const saved = parse(text);
  if (saved === null || !Array.isArray(saved.keys)) return null;
  const keys = (saved.keys as unknown[]).map(keyOf);
  return keys.every((key) => key !== null) ? keys : null;
}

function keyOf(value: unknown): SdkKey | null {
  if (typeof value !== 'object' || value === null) return null;
  const { id, environmentId, kind, hash, expiresAtMs, revoked, rateLimit } = value as Record<
    string,
    unknown
  >;
  if (typeof id !== 'string' || typeof environmentId !== 'string') return null;
  if (kind !== 'server' && kind !== 'client') return null;
  if (typeof hash !== 'string' || typeof revoked !== 'boolean') return null;
  if (expiresAtMs !== null && typeof expiresAtMs !== 'number') return null;
  // Not there in what an earlier release wrote.
  const limit = typeof rateLimit === 'number' ? rateLimit : null;
  return {
    id,
    environmentId,
    kind,
    hash: Buffer.from(hash, 'base64'),
    expiresAtMs,
    revoked,
    rateLimit: limit,
  };
}

function isItems(value: unknown): value is StoredItem[] {
  if (!Array.isArray(value)) return false;
  return value.every((item: unknown) => {
    if (typeof item !== 'object' || item === null) return false;
    const { kind, key, version, body } = item as Record<string, unknown>;
    const known = kind === 'flag' || kind === 'segment';
    return (
      known && typeof key === 'string' && Number.isSafeInteger(version) && typeof body === 'string'
    );
  });
}

function parse(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null) return null;
    const record = value as Record<string, unknown>;
    return record.format === FORMAT ? record : null;
  } catch {
    return null;
  }
}
