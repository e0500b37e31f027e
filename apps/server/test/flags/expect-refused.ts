import type { FlagEditor, Members } from './flag-editor.js';
import { refusalOf } from './refusal-of.js';

/** What it is, a configuration of the flag `itself`, the code of its refusal, and what the message says. */
export type RefusedConfiguration = readonly [string, Members, string, RegExp];

/** Expects that the flag `itself` is not configured so. */
export async function expectRefused(
  editor: FlagEditor,
  [, payload, code, message]: RefusedConfiguration,
): Promise<void> {
  await editor.create({ key: 'itself' }).catch(() => undefined);
  const error = await refusalOf(editor.configure('itself', payload));
  expect(error.code).toBe(code);
  expect(error.message).toMatch(message);
}
