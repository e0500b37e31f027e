import { Refusal } from './pattern.js';
import type { CharSet } from './char-set.js';
import type { SourceReader } from './source-reader.js';

const CONTROLS: ReadonlyMap<string, number> = new Map([
  ['n', 10],
  ['r', 13],
  ['t', 9],
  ['v', 11],
  ['f', 12],
  ['b', 8],
  ['0', 0],
]);

const HEX =
  /^(?:x([0-9A-Fa-f]{2})|u\{([0-9A-Fa-f]+)\}|u([Dd][89ABab][0-9A-Fa-f]{2})\\u([Dd][C-Fc-f][0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4}))/;

/** The one code point of an escape, read from behind its backslash; throws {@link Refusal} for a backreference. */
export function readEscape(reader: SourceReader): CharSet {
  if (/^(?:[1-9]|k)/.test(reader.rest())) throw new Refusal('it has a backreference');
  const point = hexEscape(reader) ?? controlEscape(reader) ?? letterEscape(reader);
  return [[point, point]];
}

function hexEscape(reader: SourceReader): number | null {
  const match = reader.match(HEX);
  if (match === null) return null;
  const [, byte, braced, high, low, unit] = match;
  if (high !== undefined && low !== undefined)
    return String.fromCharCode(parseInt(high, 16), parseInt(low, 16)).codePointAt(0) ?? 0;
  return parseInt(byte ?? braced ?? unit ?? '0', 16);
}

function controlEscape(reader: SourceReader): number | null {
  const match = reader.match(/^c([A-Za-z])/);
  return match === null ? null : (match[1] ?? '').charCodeAt(0) % 32;
}

function letterEscape(reader: SourceReader): number {
  const point = reader.next();
  return CONTROLS.get(String.fromCodePoint(point)) ?? point;
}
