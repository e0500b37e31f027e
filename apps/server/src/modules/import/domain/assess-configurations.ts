import type { Rule } from '@sluice/evaluator';
import type { ImportItem, ImportReason } from '@sluice/protocol';
import type { ConfigurationContent, ProjectContent } from '../../export/index.js';
import { configOf, usedVariants } from '../../flags/index.js';
import { assessConfiguration, type AssessmentFacts } from './assess-configuration.js';
import type { ConfigurationWrite } from './import-writes.js';
import type { ImportDocument, ImportedFlag } from './import-document.js';
import { outcomeOf, reportItem } from './report-item.js';
import { sameJson } from './same-json.js';

/** All configurations of an import, judged. */
export interface AssessedConfigurations {
  readonly items: readonly ImportItem[];
  readonly writes: readonly ConfigurationWrite[];
  /** Flags of which some configuration would change. */
  readonly touched: readonly ImportedFlag[];
  /** Flag key → environment key → rules without problems. */
  readonly sound: ReadonlyMap<string, ReadonlyMap<string, readonly Rule[]>>;
}

/** Judges every configuration in the document, and those outside it that a change of variants would leave without theirs. */
export function assessConfigurations(
  document: ImportDocument,
  content: ProjectContent,
  facts: AssessmentFacts,
): AssessedConfigurations {
  const present = configurationsByFlag(content);
  const segments = segmentKeys(document, content);
  const result = {
    items: [] as ImportItem[],
    writes: [] as ConfigurationWrite[],
    touched: [] as ImportedFlag[],
    sound: new Map<string, Map<string, readonly Rule[]>>(),
  };
  for (const flag of document.flags) {
    const before = present.get(flag.definition.key) ?? new Map<string, ConfigurationContent>();
    const writes = judge(flag, before, { segments, facts, result });
    result.items.push(...leftWithout(flag, before));
    result.writes.push(...writes);
    if (writes.length > 0) result.touched.push(flag);
  }
  return result;
}

type ByEnvironment = ReadonlyMap<string, ConfigurationContent>;

interface Bench {
  readonly segments: ReadonlyMap<string, ReadonlySet<string>>;
  readonly facts: AssessmentFacts;
  readonly result: { items: ImportItem[]; sound: Map<string, Map<string, readonly Rule[]>> };
}

function judge(flag: ImportedFlag, present: ByEnvironment, bench: Bench): ConfigurationWrite[] {
  const { key, variants } = flag.definition;
  const sound = new Map<string, readonly Rule[]>();
  bench.result.sound.set(key, sound);
  return flag.configurations.flatMap((wanted) => {
    const { environment } = wanted;
    const before = present.get(environment) ?? null;
    const against = {
      variants: new Set(Object.keys(variants)),
      segments: bench.segments.get(environment) ?? new Set<string>(),
    };
    const pair = { wanted, present: before };
    const { after, reasons, warnings } = assessConfiguration(
      flag.definition,
      pair,
      against,
      bench.facts,
    );
    const same = before !== null && sameJson(configOf(after), configOf(before));
    const outcome = outcomeOf(before, same);
    bench.result.items.push(
      reportItem('configuration', key, { environment, outcome, reasons, warnings }),
    );
    if (reasons.length === 0) sound.set(environment, after.rules);
    return outcome === 'skipped' ? [] : [{ flag: key, environment, present: before, after }];
  });
}

/** A variant that goes may still be served where the document says nothing. */
function leftWithout(flag: ImportedFlag, present: ByEnvironment): ImportItem[] {
  const covered = new Set(flag.configurations.map(({ environment }) => environment));
  const { key, variants } = flag.definition;
  return [...present.values()]
    .filter(({ environment }) => !covered.has(environment))
    .flatMap((configuration) => {
      const { environment } = configuration;
      const lost = [...usedVariants(configuration)].filter(
        (name) => !Object.hasOwn(variants, name),
      );
      if (lost.length === 0) return [];
      const message = `${key} serves ${lost.join(', ')} in ${environment}, which the document does not give it there. Keep the variant, or import ${environment} too.`;
      const reasons: ImportReason[] = [{ code: 'UNKNOWN_VARIANT', message, path: flag.path }];
      return [reportItem('configuration', key, { environment, outcome: 'skipped', reasons })];
    });
}

function configurationsByFlag(
  content: ProjectContent,
): Map<string, Map<string, ConfigurationContent>> {
  const keys = new Map(content.flags.map(({ id, key }) => [id, key]));
  const byFlag = new Map<string, Map<string, ConfigurationContent>>();
  for (const configuration of content.configurations) {
    const key = keys.get(configuration.flagId) ?? '';
    const known = byFlag.get(key) ?? new Map<string, ConfigurationContent>();
    byFlag.set(key, known.set(configuration.environment, configuration));
  }
  return byFlag;
}

function segmentKeys(
  document: ImportDocument,
  content: ProjectContent,
): Map<string, ReadonlySet<string>> {
  const byEnvironment = new Map<string, Set<string>>();
  const add = (environment: string, key: string): void => {
    byEnvironment.set(environment, (byEnvironment.get(environment) ?? new Set()).add(key));
  };
  for (const { environment, key } of content.segments) add(environment, key);
  for (const { environment, segment } of document.segments) add(environment, segment.key);
  return byEnvironment;
}
