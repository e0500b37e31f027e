import { strictExpression } from './strict-expression.js';

/** An expression in our form, and whether it holds whatever the case. */
export interface OurExpression {
  readonly source: string;
  readonly caseInsensitive: boolean;
}

const CLASSES: Readonly<Record<string, string>> = {
  alnum: 'A-Za-z0-9',
  alpha: 'A-Za-z',
  blank: ' \\t',
  cntrl: '\\x00-\\x1f\\x7f',
  digit: '0-9',
  lower: 'a-z',
  punct: '!-\\/:-@\\[-`{-~',
  space: '\\s',
  upper: 'A-Z',
  word: '\\w',
  xdigit: '0-9A-Fa-f',
};

const FLAGS = /^\(\?([imsU]+)\)$/;
const AT_THE_BEGINNING = ['^', '\\A'];

/**
 * An expression written for RE2, in JavaScript: flags `s` and `m` anywhere and `i` at the beginning,
 * named groups, anchors, quotes and POSIX classes; `U` says how much is matched, not whether. What
 * has no counterpart stays, and is refused when saved. The ends of lines of `m` become line feeds
 * that are matched with them.
 */
export function fromRe2(source: string): OurExpression {
  let [dotAll, lines, caseInsensitive, begun] = [false, false, false, false];
  const translate = (token: string): string => {
    const [, flags] = FLAGS.exec(token) ?? [];
    if (flags === undefined) {
      begun ||= !AT_THE_BEGINNING.includes(token);
      return tokenOf(token, { dotAll, lines });
    }
    if (begun && flags.includes('i')) return token;
    dotAll ||= flags.includes('s');
    lines ||= flags.includes('m');
    caseInsensitive ||= flags.includes('i');
    return '';
  };
  const translated = tokensOf(source).map(translate).join('');
  return { source: strictExpression(translated), caseInsensitive };
}

function tokenOf(token: string, { dotAll, lines }: { dotAll: boolean; lines: boolean }): string {
  if (lines && token === '^') return '(?:^|\\n)';
  if (lines && token === '$') return '(?:$|\\n)';
  if (token.startsWith('\\Q')) return quoted(token);
  if (token === '\\A') return '^';
  if (token === '\\z') return '$';
  if (token === '(?P<') return '(?<';
  if (token === '.' && dotAll) return '[\\s\\S]';
  if (/^\\[pP][A-Z]$/.test(token)) return `${token.slice(0, 2)}{${token.slice(2)}}`;
  if (!token.startsWith('[')) return token;
  return token.replace(/\[:(\w+):\]/g, (posix, name: string) => CLASSES[name] ?? posix);
}

/** What stands between `\\Q` and `\\E`, to be taken as it is. */
function quoted(token: string): string {
  return token.replace(/^\\Q|\\E$/g, '').replace(/[\^$\\.*+?()[\]{}|/]/g, '\\$&');
}

/** Quotes, escapes, classes, flags, openings of named groups, and everything else letter by letter. */
function tokensOf(source: string): string[] {
  const token =
    /\\Q[\s\S]*?(?:\\E|$)|\\[pP][A-Z]|\\.|\[\^?\]?(?:\[:\w+:\]|\\.|[^\]\\])*\]|\(\?[imsU]+\)|\(\?P<|[\s\S]/gu;
  return source.match(token) ?? [];
}
