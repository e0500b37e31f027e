import { problemAt, type Problem } from '../../../targeting/index.js';
import { settingsFrom } from '../settings-from.js';
import type { PlanAsked } from './plan-asked.js';

const TEMPLATE_KEY = /^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/;

/** What keeps a plan from being saved as a template: its key, or whatever a start would refuse of it. How long to wait may be left open. */
export function checkTemplate(key: string, plan: PlanAsked): Problem[] {
  const problems: Problem[] = [];
  if (!TEMPLATE_KEY.test(key)) {
    const message = `"${key.slice(0, 140)}" is no template key; it is 1–128 letters, digits, dots, underscores or hyphens and starts with a letter or digit.`;
    problems.push(problemAt('key', 'INVALID_KEY', message));
  }
  const facts = { now: 0, flag: '', onRollback: 'rule', variants: [], template: null } as const;
  const built = settingsFrom({ waitSeconds: 60, ...plan }, facts);
  if (!built.ok) problems.push(problemAt('plan', built.code, built.message));
  return problems;
}
