import type { ImportReason } from '@sluice/protocol';
import type { Problem } from '../../targeting/index.js';

/** Problems as reasons of an item that stands at `path` in the request body. */
export function reasonsAt(path: string, problems: readonly Problem[]): ImportReason[] {
  return problems.map(({ code, message }) => ({ code, message, path }));
}
