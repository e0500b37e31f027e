import { isValidFlagKey, parseInstant } from '@sluice/evaluator';
import type { z } from 'zod';
import { GENESIS_SHUTDOWN_FLAG, genesisConfig, genesisDefinition } from './genesis-flag.js';
import { readHierarchy, type GenesisHierarchy } from './genesis-hierarchy.js';
import {
  GenesisConfig,
  GenesisFile,
  GenesisFlag,
  GenesisProgressiveConfig,
  isObject,
} from './genesis-schema.js';
import type { ImportedConfig, ImportedDefinition } from './import-document.js';
import type { ImportProblem } from './import-problem.js';
import { jsonPointer } from './json-pointer.js';
import { checkSchema, type Checked } from './schema-problems.js';
import { shownValue } from './shown-value.js';

/** One flag of a genesis file; every environment gets the same configuration. */
export interface GenesisImport {
  /** JSON Pointer to it in the request body. */
  readonly path: string;
  readonly definition: ImportedDefinition;
  readonly config: ImportedConfig;
  /** Sentences about what the file says and the import leaves to a person. */
  readonly notes: readonly string[];
}

const FLAGS = ['document', 'flags'] as const;

/**
 * Flags of a genesis file and its optional second file, in the order of the file; or every problem
 * of both, each with its place. Never throws, whatever the arguments are.
 */
export function readGenesis(document: unknown, hierarchy?: unknown): Checked<GenesisImport[]> {
  const file = checkSchema(GenesisFile, document, ['document']);
  const table = readHierarchy(hierarchy);
  const problems = [...(file.ok ? [] : file.problems), ...(table.ok ? [] : table.problems)];
  const entries = flagsOf(document);
  const flags = entries.map(([key, value]) =>
    readFlag(key, value, table.ok ? table.value : new Map()),
  );
  for (const flag of flags) if (!flag.ok) problems.push(...flag.problems);
  problems.push(...strangers(hierarchy, entries));
  return problems.length > 0
    ? { ok: false, problems }
    : { ok: true, value: flags.flatMap((flag) => (flag.ok ? [flag.value] : [])) };
}

/** `Object.entries` and not a look-up: a key such as `__proto__` is an entry like any other. */
function flagsOf(document: unknown): [string, unknown][] {
  const flags = isObject(document) ? document.flags : undefined;
  return isObject(flags) ? Object.entries(flags) : [];
}

function readFlag(
  key: string,
  value: unknown,
  hierarchy: GenesisHierarchy,
): Checked<GenesisImport> {
  const at = [...FLAGS, key];
  const flag = checkSchema(GenesisFlag, value, at);
  const config = checkSchema(configSchemaOf(value), fieldOf(value, 'progressive_config') ?? {}, [
    ...at,
    'progressive_config',
  ]);
  const problems = [
    ...keyProblems(key, value),
    ...(flag.ok ? [] : flag.problems),
    ...(config.ok || !isObject(fieldOf(value, 'progressive_config')) ? [] : config.problems),
    ...(config.ok ? orderProblems(key, config.value) : []),
  ];
  if (!flag.ok || !config.ok || problems.length > 0) return { ok: false, problems };
  return {
    ok: true,
    value: {
      path: jsonPointer(at),
      definition: genesisDefinition(key, flag.value, hierarchy.get(key) ?? {}),
      config: genesisConfig(key, flag.value, config.value),
      notes: notesOf(key, flag.value),
    },
  };
}

function fieldOf(value: unknown, field: string): unknown {
  return isObject(value) && Object.hasOwn(value, field) ? value[field] : undefined;
}

function configSchemaOf(value: unknown): z.ZodType<GenesisConfig> {
  const progressive = fieldOf(value, 'rollout_strategy') === 'progressive';
  return progressive ? GenesisProgressiveConfig : GenesisConfig;
}

function keyProblems(key: string, value: unknown): ImportProblem[] {
  const path = jsonPointer([...FLAGS, key]);
  const name = fieldOf(value, 'name');
  const problems: ImportProblem[] = [];
  if (!isValidFlagKey(key)) {
    const message = `${shownValue(key)} is no flag key: 1–128 letters, digits, dots, underscores or hyphens, the first a letter or digit.`;
    problems.push({ path, code: 'INVALID_FLAG_KEY', message });
  }
  if (typeof name === 'string' && name !== key) {
    const message = `The entry ${shownValue(key)} is named ${shownValue(name)}: name and key must agree, or one flag would stand in the file twice.`;
    problems.push({ path: `${path}/name`, code: 'INVALID_REQUEST', message });
  }
  return problems;
}

function orderProblems(key: string, config: GenesisConfig): ImportProblem[] {
  const [start, end] = [config.start_date, config.end_date];
  if (start === undefined || end === undefined) return [];
  if ((parseInstant(start) ?? 0) < (parseInstant(end) ?? 0)) return [];
  const message = `end_date ${end} must lie after start_date ${start}.`;
  const path = jsonPointer([...FLAGS, key, 'progressive_config', 'end_date']);
  return [{ path, code: 'INVALID_SCHEDULE', message }];
}

function notesOf(key: string, flag: GenesisFlag): string[] {
  if (key !== GENESIS_SHUTDOWN_FLAG || !(flag.enabled && flag.default_value)) return [];
  return ['The file says that a shutdown is on. An import engages none: use …/shutdown/engage.'];
}

function strangers(hierarchy: unknown, entries: [string, unknown][]): ImportProblem[] {
  const known = new Set(entries.map(([key]) => key));
  return Object.keys(isObject(hierarchy) ? hierarchy : {})
    .filter((key) => !known.has(key))
    .map((key) => ({
      path: jsonPointer(['hierarchy', key]),
      code: 'NOT_FOUND',
      message: `The file has no flag ${shownValue(key)}: add it there, or remove this entry.`,
    }));
}
