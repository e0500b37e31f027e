import { booleanWordOf, SHUTDOWN_VARIABLE } from '@sluice/evaluator';
import { SOURCE_NAMES, type OverrideSources } from './override-sources.js';

/** Whether any source shuts this process down; a word it does not know is reported and shuts nothing. */
export function localShutdown(
  sources: OverrideSources,
  warn: (message: string) => void = () => undefined,
): boolean {
  let shutdown = false;
  for (const source of ['file', 'env', 'code'] as const) {
    const value = sources[source].get(SHUTDOWN_VARIABLE);
    if (value === undefined || value === '') continue;
    const word = typeof value === 'boolean' ? value : booleanWordOf(value);
    if (word === null)
      warn(
        `${SHUTDOWN_VARIABLE} in ${SOURCE_NAMES[source]} is ignored: it is neither true nor false. Set it to one of true, false, 1, 0, on, off, yes, no.`,
      );
    shutdown ||= word === true;
  }
  return shutdown;
}
