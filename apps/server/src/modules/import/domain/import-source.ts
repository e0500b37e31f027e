import { IMPORT_FORMATS, type ImportFormat, type ImportRequest } from '@sluice/protocol';
import { readGenesis, type GenesisImport } from './genesis-format.js';
import type { ImportDocument, ImportedEnvironment, ImportedFlag } from './import-document.js';
import { plainEnvironment } from './plain-environment.js';
import type { Checked } from './schema-problems.js';
import { readSluice } from './sluice-format.js';

/** What a request holds, read as far as that is possible without the project. */
export type ImportSource =
  | { readonly format: 'sluice'; readonly document: ImportDocument }
  | { readonly format: 'genesis'; readonly flags: readonly GenesisImport[] };

/** Whether some reader knows this format. */
export function isImportFormat(format: string): format is ImportFormat {
  return (IMPORT_FORMATS as readonly string[]).includes(format);
}

/** The request's documents as their format reads them, or every problem of their shape. */
export function readSource(
  format: ImportFormat,
  request: Pick<ImportRequest, 'document' | 'hierarchy'>,
): Checked<ImportSource> {
  if (format === 'genesis') {
    const read = readGenesis(request.document, request.hierarchy);
    return read.ok ? { ok: true, value: { format, flags: read.value } } : read;
  }
  const read = readSluice(request.document);
  return read.ok ? { ok: true, value: { format, document: read.value } } : read;
}

/**
 * The document as it is meant for the environments `chosen` (null: those it holds itself, or for a
 * format without environments those the project has).
 */
export function documentOf(
  source: ImportSource,
  chosen: readonly string[] | null,
  present: readonly string[],
): ImportDocument {
  if (source.format === 'genesis') return everywhere(source.flags, [...(chosen ?? present)]);
  const { document } = source;
  if (chosen === null) return document;
  const keys = new Set(chosen);
  return {
    environments: namedEnvironments(document, chosen),
    flags: document.flags.map((flag) => ({
      ...flag,
      configurations: flag.configurations.filter(({ environment }) => keys.has(environment)),
    })),
    segments: document.segments.filter(({ environment }) => keys.has(environment)),
    rolloutTemplates: document.rolloutTemplates,
  };
}

function namedEnvironments(
  document: ImportDocument,
  chosen: readonly string[],
): ImportedEnvironment[] {
  const known = new Map(document.environments.map((one) => [one.key, one]));
  return [...new Set(chosen)].map((key) => known.get(key) ?? plainEnvironment(key));
}

function everywhere(flags: readonly GenesisImport[], keys: readonly string[]): ImportDocument {
  const environments = [...new Set(keys)];
  return {
    environments: environments.map(plainEnvironment),
    flags: flags.map(({ path, definition, config, notes }): ImportedFlag => ({
      path,
      definition,
      archived: false,
      configurations: environments.map((environment) => ({ path, environment, config })),
      notes,
    })),
    segments: [],
    rolloutTemplates: [],
  };
}
