import {
  importedConfigurationSchema,
  importedDocumentSchema,
  importedEnvironmentSchema,
  importedFlagSchema,
  importedRolloutTemplateSchema,
  importedSegmentSchema,
} from '@sluice/protocol';
import type { z } from 'zod';
import type {
  ImportDocument,
  ImportedConfiguration,
  ImportedEnvironment,
  ImportedFlag,
  ImportedRolloutTemplate,
  ImportedSegment,
} from './import-document.js';
import type { ImportProblem } from './import-problem.js';
import { jsonPointer } from './json-pointer.js';
import { checkSchema, type Checked } from './schema-problems.js';
import { shownValue } from './shown-value.js';

type FlagInput = z.output<typeof importedFlagSchema>;

const DEFAULT_COLOR = '#868e96';
const BOOLEAN = { on: true, off: false };

/** An export (or a document written like one), or every problem of its shape with its place. Never throws. */
export function readSluice(document: unknown): Checked<ImportDocument> {
  const frame = checkSchema(importedDocumentSchema, document, ['document']);
  if (!frame.ok) return frame;
  const environments = readList(
    frame.value.environments ?? [],
    ['document', 'environments'],
    readEnvironment,
  );
  const flags = readList(frame.value.flags, ['document', 'flags'], readFlag);
  const segments = readList(frame.value.segments ?? [], ['document', 'segments'], readSegment);
  const templates = readList(
    frame.value.rolloutTemplates ?? [],
    ['document', 'rolloutTemplates'],
    readTemplate,
  );
  const problems = [environments, flags, segments, templates].flatMap((list) => list.problems);
  if (problems.length > 0) return { ok: false, problems };
  return {
    ok: true,
    value: {
      environments: environments.values,
      flags: flags.values,
      segments: segments.values,
      rolloutTemplates: templates.values,
    },
  };
}

interface ReadList<T> {
  readonly values: T[];
  readonly problems: ImportProblem[];
}

type Path = readonly PropertyKey[];

/** Reads every member; members of one name are a problem from the second on. */
function readList<T>(
  list: readonly unknown[],
  path: Path,
  read: (member: unknown, at: Path) => Checked<readonly [identity: string, value: T]>,
): ReadList<T> {
  const seen = new Set<string>();
  const result: ReadList<T> = { values: [], problems: [] };
  list.forEach((member, index) => {
    const at = [...path, index];
    const one = read(member, at);
    if (!one.ok) result.problems.push(...one.problems);
    else if (seen.has(one.value[0])) result.problems.push(duplicate(one.value[0], at));
    else {
      seen.add(one.value[0]);
      result.values.push(one.value[1]);
    }
  });
  return result;
}

function duplicate(identity: string, at: Path): ImportProblem {
  return {
    path: jsonPointer(at),
    code: 'ALREADY_EXISTS',
    message: `${shownValue(identity)} stands in the document twice: remove one.`,
  };
}

function readEnvironment(
  member: unknown,
  at: Path,
): Checked<readonly [string, ImportedEnvironment]> {
  const one = checkSchema(importedEnvironmentSchema, member, at);
  if (!one.ok) return one;
  const { key, name = key, color = DEFAULT_COLOR, protected: isProtected = false } = one.value;
  return { ok: true, value: [key, { key, name, color, protected: isProtected }] };
}

function readFlag(member: unknown, at: Path): Checked<readonly [string, ImportedFlag]> {
  const one = checkSchema(importedFlagSchema, member, at);
  if (!one.ok) return one;
  const flag = one.value;
  const configurations = readList(
    flag.configurations ?? [],
    [...at, 'configurations'],
    (configuration, path) => readConfiguration(configuration, path, flag),
  );
  if (configurations.problems.length > 0) return { ok: false, problems: configurations.problems };
  const imported: ImportedFlag = {
    path: jsonPointer(at),
    definition: definitionOf(flag),
    archived: flag.archived ?? false,
    configurations: configurations.values,
    notes: [],
  };
  return { ok: true, value: [flag.key, imported] };
}

function definitionOf(flag: FlagInput): ImportedFlag['definition'] {
  return {
    key: flag.key,
    type: flag.type,
    variants: flag.variants ?? (flag.type === 'boolean' ? BOOLEAN : {}),
    name: flag.name ?? '',
    description: flag.description ?? '',
    owner: flag.owner ?? '',
    tags: flag.tags ?? [],
    risk: flag.risk ?? 'low',
    temporary: flag.temporary ?? true,
    metadata: flag.metadata ?? {},
    prerequisites: (flag.prerequisites ?? []) as ImportedFlag['definition']['prerequisites'],
    onShutdown: flag.onShutdown ?? 'off',
    clientVisible: flag.clientVisible ?? false,
  };
}

function readConfiguration(
  member: unknown,
  at: Path,
  flag: FlagInput,
): Checked<readonly [string, ImportedConfiguration]> {
  const one = checkSchema(importedConfigurationSchema, member, at);
  if (!one.ok) return one;
  const { environment, enabled, offVariant, targets, rules, fallthrough, warnings } = one.value;
  const off = flag.type === 'boolean' ? 'off' : null;
  const config = {
    enabled: enabled ?? false,
    offVariant: offVariant === undefined ? off : offVariant,
    targets: targets ?? [],
    rules: rules ?? [],
    fallthrough: fallthrough ?? { variant: off },
    warnings: warnings ?? [],
  };
  return { ok: true, value: [environment, { path: jsonPointer(at), environment, config }] };
}

function readTemplate(
  member: unknown,
  at: Path,
): Checked<readonly [string, ImportedRolloutTemplate]> {
  const one = checkSchema(importedRolloutTemplateSchema, member, at);
  if (!one.ok) return one;
  const { key, name = '', description = '', plan } = one.value;
  const template = { key, name, description, plan };
  return { ok: true, value: [key, { path: jsonPointer(at), template }] };
}

function readSegment(member: unknown, at: Path): Checked<readonly [string, ImportedSegment]> {
  const one = checkSchema(importedSegmentSchema, member, at);
  if (!one.ok) return one;
  const { environment, key, name, description, by, included, excluded, rules } = one.value;
  const segment = {
    key,
    name: name ?? '',
    description: description ?? '',
    by: by ?? null,
    included: included ?? [],
    excluded: excluded ?? [],
    rules: rules ?? [],
  };
  return {
    ok: true,
    value: [`${environment}/${key}`, { path: jsonPointer(at), environment, segment }],
  };
}
