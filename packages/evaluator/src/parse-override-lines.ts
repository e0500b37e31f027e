/** The variables of an overrides file, and the lines (from 1) that hold none. */
export interface OverrideLines {
  readonly variables: ReadonlyMap<string, string>;
  readonly malformed: readonly number[];
}

const ASSIGNMENT = /^(?:export\s+)?([A-Za-z_][A-Za-z0-9_]*)\s*=(.*)$/;

/** Reads `NAME=value` lines: blank lines and `#` comments are skipped, `export ` and matching quotes allowed, the last of two assignments holds. */
export function parseOverrideLines(text: string): OverrideLines {
  const variables = new Map<string, string>();
  const malformed: number[] = [];
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/);
  for (const [index, line] of lines.entries()) {
    const trimmed = line.trim();
    if (trimmed === '' || trimmed.startsWith('#')) continue;
    const [, name, value = ''] = ASSIGNMENT.exec(trimmed) ?? [];
    if (name === undefined) malformed.push(index + 1);
    else variables.set(name, unquoted(value.trim()));
  }
  return { variables, malformed };
}

/** Without the quotes around it, or without the comment after it. */
function unquoted(value: string): string {
  const quote = value.charAt(0);
  if (quote === '"' || quote === "'") {
    const end = value.indexOf(quote, 1);
    if (end > 0) return value.slice(1, end);
  }
  return value.replace(/\s+#.*$/, '');
}
