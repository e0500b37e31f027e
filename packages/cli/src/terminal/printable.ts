const HOSTILE =
  // Control characters, line and paragraph separators, marks that reorder or hide text.
  // eslint-disable-next-line no-control-regex -- finding control characters is the point
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|[\u{e0000}-\u{e007f}]|\p{Surrogate}/gu;

const NAMED: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

function escaped(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return NAMED[character] ?? `\\u{${code.toString(16)}}`;
}

/** `text` on one line, where every character that could move the cursor, colour, reorder or hide is written out. */
export function printable(text: string): string {
  return text.replace(HOSTILE, escaped);
}

/** Indented JSON in which such characters are escaped as JSON allows, so that it means the same and cannot steer a terminal. */
export function printableJson(value: unknown, indent = 2): string {
  const json = JSON.stringify(value, null, indent) ?? 'null';
  return json.replace(HOSTILE, (character) =>
    character === '\n' ? character : unicodeEscapes(character),
  );
}

function unicodeEscapes(character: string): string {
  return [...Array(character.length).keys()]
    .map((index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`)
    .join('');
}
