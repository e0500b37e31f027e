/** What ours takes escaped outside of a class, and besides these a hyphen within one. */
const NEEDED = '^$\\.*+?()[]{}|/';

/** Quantifiers, escapes with braces, other escapes, classes, and everything else letter by letter. */
const TOKEN =
  /\{\d+(?:,\d*)?\}|\\[pPx]\{[^}]*\}|\\[\s\S]|\[\^?\]?(?:\[:\w+:\]|\\.|[^\]\\])*\]|[\s\S]/gu;

/**
 * An expression as JavaScript takes it with flag `u`, which refuses what it takes without, and what
 * RE2 takes: escapes that nothing needs, a hyphen after a class in a class, a brace that repeats
 * nothing. Escapes that only RE2 has are written in JavaScript's way.
 */
export function strictExpression(source: string): string {
  return (source.match(TOKEN) ?? []).map(strictToken).join('');
}

function strictToken(token: string): string {
  if (token.length === 1) return '{}]'.includes(token) ? `\\${token}` : token;
  if (token.startsWith('\\')) return strictEscape(token, NEEDED);
  if (!token.startsWith('[')) return token;
  return token
    .replace(/\\[pPx]\{[^}]*\}|\\[\s\S]/gu, (escape) => strictEscape(escape, `${NEEDED}-`))
    .replace(/(\\[wdsWDS])-(?!\])/g, '$1\\-');
}

function strictEscape(escape: string, needed: string): string {
  const [, sign = ''] = /^\\([\s!-/:-@[-`{-~])$/.exec(escape) ?? [];
  if (sign !== '') return needed.includes(sign) ? escape : sign;
  if (escape === '\\a') return '\\x07';
  const [, code] = /^\\x\{(.+)\}$/.exec(escape) ?? [];
  if (code !== undefined) return `\\u{${code}}`;
  const [, kind, script] = /^\\([pP])\{(\w+)\}$/.exec(escape) ?? [];
  return script === undefined || script.length <= 2 ? escape : `\\${kind}{Script=${script}}`;
}
