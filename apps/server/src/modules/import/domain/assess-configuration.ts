import type { FlagType } from '@sluice/evaluator';
import type { ConfirmableCode, ImportReason } from '@sluice/protocol';
import type { ConfigurationContent } from '../../export/index.js';
import {
  checkConfig,
  checkSeedsKept,
  initialConfig,
  mergeConfig,
  warningsOf,
  type Chance,
  type ConfigFacts,
  type WarnedConfig,
} from '../../flags/index.js';
import type { ImportedConfiguration } from './import-document.js';
import { reasonsAt } from './reasons-at.js';

/** What all configurations of an import are judged by. */
export interface AssessmentFacts {
  /** Clock of the database, ms since the Unix epoch. */
  readonly now: number;
  readonly chance: Chance;
  /** Whether the request confirms this warning. */
  confirmed(code: ConfirmableCode): boolean;
}

/** A configuration as it would be saved, and why it may not. */
export interface AssessedConfiguration {
  readonly after: WarnedConfig;
  readonly reasons: readonly ImportReason[];
  /** Warnings that stand after the import, as sentences. */
  readonly warnings: readonly string[];
}

/** Completes and judges one configuration; a warning must be confirmed by the request, or by the document that carries it. */
export function assessConfiguration(
  flag: { readonly key: string; readonly type: FlagType },
  pair: { readonly wanted: ImportedConfiguration; readonly present: ConfigurationContent | null },
  against: ConfigFacts,
  facts: AssessmentFacts,
): AssessedConfiguration {
  const { wanted, present } = pair;
  const before: WarnedConfig = present ?? { ...initialConfig(flag.type), warnings: [] };
  const after = mergeConfig(before, wanted.config, facts.chance);
  const { all, unconfirmed } = warningsOf(flag, { before, after }, facts.now);
  const own = new Set<string>(wanted.config.warnings);
  const open = unconfirmed.filter(
    ({ code }) => !own.has(code) && !facts.confirmed(code as ConfirmableCode),
  );
  const problems = [
    ...checkSeedsKept(before, wanted.config),
    ...checkConfig(after, against),
    ...open,
  ];
  return {
    after: { ...after, warnings: all },
    reasons: reasonsAt(wanted.path, problems),
    warnings: unconfirmed.filter((one) => !open.includes(one)).map(({ message }) => message),
  };
}
