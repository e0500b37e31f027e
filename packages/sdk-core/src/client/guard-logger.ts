import type { Logger } from '../ports/logger.js';

/** The same logger, except that nothing it throws reaches the SDK. */
export function guardLogger(logger: Logger): Logger {
  const quietly =
    (level: keyof Logger) =>
    (message: string): void => {
      try {
        logger[level](message);
      } catch {
        // There is nowhere left to report that reporting fails.
      }
    };
  return { info: quietly('info'), warn: quietly('warn'), error: quietly('error') };
}
