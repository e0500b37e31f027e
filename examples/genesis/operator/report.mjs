import { isDeepStrictEqual } from 'node:util';

/** Something is not as it should be; the message says what. */
export class Deviation extends Error {}

const started = performance.now();

export function heading(title) {
  const seconds = ((performance.now() - started) / 1000).toFixed(1).padStart(6);
  console.log(`\n${seconds} s  ${title}`);
}

/** One line of the report: what was seen, and how long it took where that was measured. */
export function line(text, ms) {
  const time = ms === undefined ? '' : `${ms.toFixed(1)} ms`;
  console.log(`          ${text.padEnd(86)} ${time.padStart(11)}`);
}

/** Prints what holds; throws a Deviation that says what does not. */
export function check(holds, text, ms) {
  if (!holds) throw new Deviation(text);
  line(`✓ ${text}`, ms);
}

export function checkEqual(actual, expected, text, ms) {
  if (!isDeepStrictEqual(actual, expected)) {
    throw new Deviation(`${text}\n  expected ${shown(expected)}\n  but saw  ${shown(actual)}`);
  }
  line(`✓ ${text}`, ms);
}

function shown(value) {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 400 ? `${text.slice(0, 400)}…` : text;
}
