import type { ExportDocument } from '@sluice/protocol';
import { canonicalContent } from './canonical-content.js';
import type { ConfigurationContent, ProjectContent } from './project-content.js';
import { scheduleIsOver } from './schedule-is-over.js';

type ExportedConfiguration = ExportDocument['flags'][number]['configurations'][number];

/**
 * The project as one document: equal projects give equal texts but for revisions, epochs and the audit
 * head. Every configuration carries the warnings that its present state needs confirmed, so that an
 * export can be imported as it is.
 */
export function exportDocument(content: ProjectContent): ExportDocument {
  const configurations = configurationsByFlag(content);
  const { id: _id, ...project } = content.project;
  return canonicalContent({
    format: 'sluice',
    schema: 1,
    project,
    environments: content.environments.map(({ id: _environmentId, ...environment }) => environment),
    flags: content.flags.map(({ id, version: _version, ...flag }) => ({
      ...flag,
      configurations: configurations.get(id) ?? [],
    })),
    segments: content.segments.map(({ id: _segmentId, version: _version, ...segment }) => segment),
    rolloutTemplates: content.rolloutTemplates,
    audit: content.audit,
  }) as unknown as ExportDocument;
}

function configurationsByFlag(content: ProjectContent): Map<string, ExportedConfiguration[]> {
  const now = Date.parse(content.at);
  const byFlag = new Map<string, ExportedConfiguration[]>();
  for (const configuration of content.configurations) {
    const list = byFlag.get(configuration.flagId) ?? [];
    list.push(exportedConfiguration(configuration, now));
    byFlag.set(configuration.flagId, list);
  }
  return byFlag;
}

function exportedConfiguration(
  configuration: ConfigurationContent,
  now: number,
): ExportedConfiguration {
  const { flagId: _flagId, version: _version, warnings, ...rest } = configuration;
  const due = rest.enabled && scheduleIsOver(rest.rules, now);
  const stated = new Set([...warnings, ...(due ? (['SCHEDULE_ALREADY_DUE'] as const) : [])]);
  return { ...rest, warnings: [...stated].sort() } as unknown as ExportedConfiguration;
}
