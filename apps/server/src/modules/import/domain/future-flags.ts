import type { Rule } from '@sluice/evaluator';
import type { ProjectContent } from '../../export/index.js';
import type { FutureFlag } from './assess-graph.js';
import type { ImportDocument } from './import-document.js';

/** The live flags of a project after the import; `sound` are the imported rules, by flag and environment. */
export function futureFlags(
  document: ImportDocument,
  content: ProjectContent,
  sound: ReadonlyMap<string, ReadonlyMap<string, readonly Rule[]>>,
): FutureFlag[] {
  const rules = presentRules(content);
  const imported = new Map(document.flags.map((flag) => [flag.definition.key, flag]));
  const kept = content.flags
    .filter(({ key, archived }) => !archived && !imported.has(key))
    .map((flag) => ({
      key: flag.key,
      definition: flag,
      rules: rules.get(flag.key) ?? new Map<string, readonly Rule[]>(),
    }));
  const added = document.flags
    .filter(({ archived }) => !archived)
    .map(({ definition }) => ({
      key: definition.key,
      definition,
      rules: new Map([...(rules.get(definition.key) ?? []), ...(sound.get(definition.key) ?? [])]),
    }));
  return [...kept, ...added];
}

function presentRules(content: ProjectContent): Map<string, Map<string, readonly Rule[]>> {
  const keys = new Map(content.flags.map(({ id, key }) => [id, key]));
  const byFlag = new Map<string, Map<string, readonly Rule[]>>();
  for (const { flagId, environment, rules } of content.configurations) {
    const key = keys.get(flagId) ?? '';
    const known = byFlag.get(key) ?? new Map<string, readonly Rule[]>();
    byFlag.set(key, known.set(environment, rules));
  }
  return byFlag;
}
