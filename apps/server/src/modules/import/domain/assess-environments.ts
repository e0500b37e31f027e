import type { ImportItem, ImportReason } from '@sluice/protocol';
import type { ProjectContent } from '../../export/index.js';
import { isKey } from '../../projects/index.js';
import type { ImportDocument, ImportedEnvironment } from './import-document.js';
import { plainEnvironment } from './plain-environment.js';
import { reportItem } from './report-item.js';
import { shownValue } from './shown-value.js';

/** The environments of an import: what is said of each, and those to create. */
export interface AssessedEnvironments {
  readonly items: readonly ImportItem[];
  readonly create: readonly ImportedEnvironment[];
}

/** Every environment that the document names anywhere; a missing one is created where that is asked for, else refused. */
export function assessEnvironments(
  document: ImportDocument,
  content: ProjectContent,
  createMissing: boolean,
): AssessedEnvironments {
  const present = new Set(content.environments.map(({ key }) => key));
  const wanted = namedEnvironments(document);
  const missing = wanted.filter(({ key }) => !present.has(key));
  const items = wanted.map(({ key }) => {
    if (present.has(key)) return reportItem('environment', key, { outcome: 'skipped' });
    const reasons = reasonsAgainst(key, createMissing);
    return reportItem('environment', key, { outcome: 'created', reasons });
  });
  return { items, create: missing };
}

function namedEnvironments(document: ImportDocument): ImportedEnvironment[] {
  const named = new Map(document.environments.map((one) => [one.key, one]));
  const use = ({ environment }: { environment: string }): void => {
    if (!named.has(environment)) named.set(environment, plainEnvironment(environment));
  };
  document.flags.forEach(({ configurations }) => configurations.forEach(use));
  document.segments.forEach(use);
  return [...named.values()];
}

function reasonsAgainst(key: string, createMissing: boolean): ImportReason[] {
  const path = '/environments';
  if (!isKey(key)) {
    const message = `${shownValue(key)} is no key: 1–64 lower-case letters, digits, hyphens or underscores, the first a letter or digit.`;
    return [{ code: 'INVALID_KEY', message, path }];
  }
  if (createMissing) return [];
  const message = `The project has no environment ${shownValue(key)}. Create it, send createEnvironments: true, or name in \`environments\` those to import into.`;
  return [{ code: 'NOT_FOUND', message, path }];
}
