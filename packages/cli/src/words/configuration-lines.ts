import type { FlagConfig } from '@sluice/protocol';
import type { Paint } from '../terminal/paint.js';
import { t, type Cell } from '../terminal/text.js';
import { ruleText } from './rule-text.js';
import { serveText } from './serve-text.js';
import { counted, listText } from './value-text.js';

/** What a flag does in one environment, a line per target, rule and the rest, in the order of decision. */
export function configurationLines(config: FlagConfig, paint: Paint): Cell[] {
  return [
    ...config.targets.map(
      ({ variant, ids, by }) =>
        t`  target ${paint.cyan(variant ?? 'no value')}  ${counted(ids.length, 'id')}${by === undefined ? '' : ` of ${by}`}: ${listText(ids)}`,
    ),
    ...config.rules.map((rule) => t`  rule ${paint.cyan(rule.id)}  ${ruleText(rule)}`),
    t`  otherwise  ${serveText(config.fallthrough)}`,
    t`  while disabled  ${config.offVariant ?? 'no value'}`,
    ...config.warnings.map((code) => paint.yellow(t`  warning ${code}, confirmed`)),
  ];
}
