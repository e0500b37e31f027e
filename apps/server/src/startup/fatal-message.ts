import { types } from 'node:util';
import { ConfigError } from '../config/index.js';

const EXPECTED = new Set(['ConfigError', 'EmbeddedPostgresError', 'AppError']);

/** What a person is told when the server cannot start: a sentence for the expected problems, the stack for the rest. */
export function fatalMessage(error: unknown): string {
  if (!(error instanceof Error || types.isNativeError(error))) return `sluice: ${String(error)}`;
  if (error instanceof ConfigError || EXPECTED.has(error.name)) return `sluice: ${error.message}`;
  const { code, path, address, port } = error as NodeJS.ErrnoException & {
    address?: string;
    port?: number;
  };
  if (code === 'EADDRINUSE' || code === 'EACCES' || code === 'EADDRNOTAVAIL') {
    if (port !== undefined) return `sluice: ${listenProblem(code, `${address ?? ''}:${port}`)}`;
  }
  if (code !== undefined && path !== undefined) {
    return `sluice: cannot use ${path} (${code}). Check SLUICE_DATA_DIR and its permissions.`;
  }
  return `sluice: could not start.\n${error.stack ?? error.message}`;
}

function listenProblem(code: string, where: string): string {
  if (code === 'EADDRINUSE') {
    return `${where} is in use. Stop the program that listens there, or set PORT.`;
  }
  return `cannot listen on ${where} (${code}). Set HOST and PORT to an address this user may use.`;
}
