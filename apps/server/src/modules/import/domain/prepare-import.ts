import type { ProjectContent } from '../../export/index.js';
import type { AssessmentFacts } from './assess-configuration.js';
import { assessImport, type Assessment } from './assess-import.js';
import { documentOf, type ImportSource } from './import-source.js';

/** An import judged against a project as it was at one moment. */
export interface PreparedImport {
  readonly content: ProjectContent;
  readonly assessment: Assessment;
}

/** What is to be imported, and where. */
export interface ImportTask {
  readonly source: ImportSource;
  /** Keys of the environments to import into; null: as the document says. */
  readonly environments: readonly string[] | null;
  readonly createEnvironments: boolean;
}

/** Judges an import against the project's content, by the clock of the database that read it. */
export function prepareImport(
  task: ImportTask,
  content: ProjectContent,
  facts: Omit<AssessmentFacts, 'now'>,
): PreparedImport {
  const { source, environments, createEnvironments } = task;
  const present = content.environments.map(({ key }) => key);
  const document = documentOf(source, environments, present);
  const now = Date.parse(content.at);
  return {
    content,
    assessment: assessImport(document, content, { ...facts, now, createEnvironments }),
  };
}
