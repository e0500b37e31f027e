import type { Members } from './flag-editor.js';

/** A configuration of one rule for everybody that serves `on`, but for what is given. */
export function ruleWith(rule: Members): Members {
  return { rules: [{ conditions: [], serve: { variant: 'on' }, ...rule }] };
}

/** A configuration of one rule with these conditions. */
export function conditions(...list: unknown[]): Members {
  return ruleWith({ conditions: list });
}
