import type { FlagConfig } from '@sluice/protocol';
import { conditionsText } from './condition-text.js';
import { rolloutText, serveText } from './serve-text.js';

/** A rule in words: `country in SE: 25 % get on`. */
export function ruleText({ conditions, rollout, serve }: FlagConfig['rules'][number]): string {
  const who = conditions.length === 0 ? '' : `${conditionsText(conditions)}: `;
  const verb = rollout === undefined ? 'gets' : 'get';
  return `${who}${rolloutText(rollout)} ${verb} ${serveText(serve)}`;
}
