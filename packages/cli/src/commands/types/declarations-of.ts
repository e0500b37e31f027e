import type { Flag } from '@sluice/protocol';

const TYPES: Readonly<Record<Flag['type'], string>> = {
  boolean: 'boolean',
  string: 'string',
  number: 'number',
  json: 'Json',
};

const LONGEST_COMMENT = 200;

/** TypeScript that declares every flag for an SDK; the same flags always give the same text. */
export function declarationsOf(flags: readonly Flag[], module: string): string {
  const sorted = flags.toSorted((a, b) => (a.key < b.key ? -1 : 1));
  const needsJson = sorted.some(({ type }) => type === 'json');
  const lines = [
    '// Written by `sluice types`. Do not edit: run it again.',
    needsJson ? `import type { Json } from '${module}';` : `import '${module}';`,
    '',
    `declare module '${module}' {`,
    '  interface Flags {',
    ...sorted.flatMap(memberLines),
    '  }',
    '}',
    '',
  ];
  return lines.join('\n');
}

function memberLines({ key, type, description }: Flag): string[] {
  const name = /^[A-Za-z_$][\w$]*$/.test(key) ? key : `'${key}'`;
  const comment = commentOf(description);
  const member = `    ${name}: ${TYPES[type]};`;
  return comment === '' ? [member] : [`    /** ${comment} */`, member];
}

/** One line that cannot end the comment it stands in. */
function commentOf(description: string): string {
  const line = description
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .replaceAll('*/', '*\\/')
    .trim();
  const cut = [...line].slice(0, LONGEST_COMMENT).join('');
  return cut.endsWith('*') ? `${cut} ` : cut;
}
