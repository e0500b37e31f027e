import type { Logger as PinoLogger } from 'pino';

/** Injection token of the server's logger. */
export const LOGGER = Symbol('LOGGER');

/** The server's structured logger: an object of facts first, then a sentence. */
export type Logger = PinoLogger;
