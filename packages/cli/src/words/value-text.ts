const LONGEST = 60;

/** A JSON value in at most 60 characters; a longer one ends in `…`. */
export function valueText(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? 'none');
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
}

/** A JSON value as JSON, texts in quotes, in at most 60 characters. */
export function jsonText(value: unknown): string {
  return valueText(JSON.stringify(value) ?? 'none');
}

/** `1 flag`, `2 flags`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** The first few of a list, and how many more there are. */
export function listText(items: readonly string[], most = 5): string {
  const shown = items.slice(0, most).join(', ');
  return items.length > most ? `${shown} and ${items.length - most} more` : shown;
}
