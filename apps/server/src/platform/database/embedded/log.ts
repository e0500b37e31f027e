/** Where the embedded database reports to; one line per message. */
export type EmbeddedLog = (level: 'debug' | 'info' | 'warn' | 'error', message: string) => void;
