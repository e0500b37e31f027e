import type { ImportItem } from '@sluice/protocol';
import type { ProjectContent } from '../../export/index.js';
import { definitionOf } from '../../flags/index.js';
import type { AssessmentFacts } from './assess-configuration.js';
import { assessConfigurations } from './assess-configurations.js';
import { assessEnvironments } from './assess-environments.js';
import { assessFlag } from './assess-flag.js';
import { assessGraph, type GraphReason } from './assess-graph.js';
import { assessSegments } from './assess-segments.js';
import { assessTemplates } from './assess-templates.js';
import { futureFlags } from './future-flags.js';
import type { ImportDocument, ImportedEnvironment } from './import-document.js';
import type {
  ConfigurationWrite,
  FlagWrite,
  RolloutTemplateWrite,
  SegmentWrite,
} from './import-writes.js';
import { outcomeOf, reportItem } from './report-item.js';
import { sameJson } from './same-json.js';

/** What an import would do, thing by thing, and what is to be written where nothing is refused. */
export interface Assessment {
  readonly items: readonly ImportItem[];
  readonly environments: readonly ImportedEnvironment[];
  readonly flags: readonly FlagWrite[];
  readonly configurations: readonly ConfigurationWrite[];
  readonly segments: readonly SegmentWrite[];
  readonly rolloutTemplates: readonly RolloutTemplateWrite[];
}

/** How an import is to be judged beside its document. */
export interface ImportFacts extends AssessmentFacts {
  readonly createEnvironments: boolean;
}

/**
 * Judges a whole document against a project: every reason against it at once. What the document does
 * not name stays as it is, but may stand in the way.
 */
export function assessImport(
  document: ImportDocument,
  content: ProjectContent,
  facts: ImportFacts,
): Assessment {
  const environments = assessEnvironments(document, content, facts.createEnvironments);
  const segments = assessSegments(document, content, facts.chance);
  const templates = assessTemplates(document, content);
  const configurations = assessConfigurations(document, content, facts);
  const flags = assessFlags(document, content);
  const touched = new Map(
    [...flags.writes.map(({ wanted }) => wanted), ...configurations.touched].map(
      ({ definition, path }) => [definition.key, path],
    ),
  );
  const names = environments.items.map(({ key }) => key);
  const future = futureFlags(document, content, configurations.sound);
  const graph = assessGraph(future, allOf(content, names), touched);
  return {
    items: [
      ...environments.items,
      ...segments.items,
      ...templates.items,
      ...withReasons(flags.items, graph),
      ...configurations.items,
    ],
    environments: environments.create,
    flags: flags.writes,
    configurations: configurations.writes,
    segments: segments.writes,
    rolloutTemplates: templates.writes,
  };
}

function allOf(content: ProjectContent, named: readonly string[]): string[] {
  return [...new Set([...content.environments.map(({ key }) => key), ...named])];
}

function assessFlags(
  document: ImportDocument,
  content: ProjectContent,
): { items: ImportItem[]; writes: FlagWrite[] } {
  const present = new Map(content.flags.map((flag) => [flag.key, flag]));
  const writes: FlagWrite[] = [];
  const items = document.flags.map((wanted) => {
    const { key } = wanted.definition;
    const before = present.get(key) ?? null;
    const same = before !== null && sameJson(definitionOf(wanted.definition), definitionOf(before));
    const outcome = outcomeOf(before, same);
    if (outcome !== 'skipped') writes.push({ wanted, present: before });
    const reasons = assessFlag(wanted, before);
    return reportItem('flag', key, { outcome, reasons, warnings: wanted.notes });
  });
  return { items, writes };
}

function withReasons(items: readonly ImportItem[], graph: readonly GraphReason[]): ImportItem[] {
  const byFlag = new Map<string, GraphReason[]>();
  for (const one of graph) byFlag.set(one.flag, [...(byFlag.get(one.flag) ?? []), one]);
  return items.map((item) => {
    const more = byFlag.get(item.key);
    if (more === undefined) return item;
    const reasons = [...item.reasons, ...more.map(({ reason }) => reason)];
    return { ...item, outcome: 'refused', reasons };
  });
}
