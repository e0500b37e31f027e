import { checkRegularExpression } from './check-regular-expression.js';

export type CompiledRegularExpression =
  | { readonly ok: true; readonly expression: RegExp }
  | { readonly ok: false; readonly reason: string };

/** The expression of the operator `matches`, where it is accepted. */
export function compileRegularExpression(
  source: string,
  caseInsensitive: boolean,
): CompiledRegularExpression {
  const check = checkRegularExpression(source, caseInsensitive);
  if (!check.ok) return check;
  return { ok: true, expression: new RegExp(source, caseInsensitive ? 'iu' : 'u') };
}
