import { GENESIS_SHUTDOWN_FLAG } from './genesis-flag.js';
import { GenesisHierarchyEntry, isObject } from './genesis-schema.js';
import type { ImportProblem } from './import-problem.js';
import { checkSchema, type Checked } from './schema-problems.js';
import { shownValue } from './shown-value.js';

/** Flag key → risk, shutdown behaviour and parents; a Map, so that no key meets a prototype. */
export type GenesisHierarchy = ReadonlyMap<string, GenesisHierarchyEntry>;

/** The second genesis file, empty when there is none; or its problems. */
export function readHierarchy(hierarchy: unknown): Checked<GenesisHierarchy> {
  if (hierarchy === undefined || hierarchy === null) return { ok: true, value: new Map() };
  if (!isObject(hierarchy)) return { ok: false, problems: [notAnObject(hierarchy)] };
  const problems: ImportProblem[] = [];
  const table = new Map<string, GenesisHierarchyEntry>();
  for (const [key, value] of Object.entries(hierarchy)) {
    const entry = checkSchema(GenesisHierarchyEntry, value, ['hierarchy', key]);
    if (entry.ok) table.set(key, entry.value);
    else problems.push(...entry.problems);
  }
  if (table.get(GENESIS_SHUTDOWN_FLAG)?.onShutdown === 'keep') problems.push(keptSwitch());
  return problems.length > 0 ? { ok: false, problems } : { ok: true, value: table };
}

function notAnObject(value: unknown): ImportProblem {
  const message = `The hierarchy is an object by flag key; got ${shownValue(value)}.`;
  return { path: '/hierarchy', code: 'INVALID_REQUEST', message };
}

function keptSwitch(): ImportProblem {
  return {
    path: `/hierarchy/${GENESIS_SHUTDOWN_FLAG}/onShutdown`,
    code: 'INVALID_REQUEST',
    message: `${GENESIS_SHUTDOWN_FLAG} tells programs of a shutdown by being switched by it: "keep" would silence it. Use "off".`,
  };
}
