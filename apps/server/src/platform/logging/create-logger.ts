import { pino, type DestinationStream, type Logger } from 'pino';
import type { Config } from '../../config/index.js';

/** Paths that never reach a log line, whoever passes the object. */
const REDACTED = [
  'authorization',
  'cookie',
  'secret',
  'token',
  'key',
  'password',
  'adminToken',
  'auditKey',
  'databaseUrl',
  'headers.authorization',
  'headers.cookie',
  'headers["set-cookie"]',
  'req.headers.authorization',
  'req.headers.cookie',
];

/** Settings of {@link Config} that a logger follows. */
export type LoggingConfig = Pick<Config, 'logLevel' | 'logFormat'>;

/**
 * The server's logger: one JSON object per line, or readable lines where `logFormat` is `pretty`,
 * written by this thread (a worker would cost 10 MB and lose the last lines of a crash).
 * Known names of secrets are redacted.
 */
export async function createLogger(
  config: LoggingConfig,
  destination?: DestinationStream,
): Promise<Logger> {
  const options = {
    level: config.logLevel,
    base: null,
    redact: { paths: REDACTED, censor: '[redacted]' },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
  };
  if (destination) return pino(options, destination);
  return pino(options, config.logFormat === 'pretty' ? await prettyStream() : standardOutput());
}

async function prettyStream(): Promise<DestinationStream> {
  const { default: pretty } = await import('pino-pretty');
  return pretty({
    colorize: true,
    translateTime: 'SYS:HH:MM:ss.l',
    ignore: 'pid,hostname',
    sync: true,
  });
}

function standardOutput(): DestinationStream {
  return pino.destination({ dest: 1, sync: true });
}
