import type { ErrorCode } from '@sluice/protocol';
import { AppError } from '../errors/app-error.js';

const RETRIED = new Set(['40P01', '40001']);
/** The end of an audit chain was foreseen, and somebody else was faster to append to it. */
const LOST_RACES = new Set(['audit_events_pkey']);
const IN_FAILED_TRANSACTION = '25P02';
const LOCK_NOT_AVAILABLE = '55P03';
const CONTENTION = new Set([LOCK_NOT_AVAILABLE, '57014', '25P03', '40P01', '40001']);
const UNAVAILABLE = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOENT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  '57P01',
  '57P02',
  '57P03',
  '53300',
  '53100',
  '25006',
]);
/** What PostgreSQL cannot hold: NUL characters, lone surrogates in JSON, numbers out of range, instants that there are not. */
const UNSTORABLE = new Set(['22021', '22P05', '22P02', '22003', '22007', '22008']);
const CONNECTION_WORDS =
  /connection terminated|connection error|timeout exceeded when|timeout expired|query read timeout|not queryable/i;

function sqlStateOf(error: unknown): string {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' ? code : '';
}

function messageOf(error: object): string {
  return 'message' in error ? String(error.message) : '';
}

function appCodeOf(error: object): ErrorCode | null {
  const state = sqlStateOf(error);
  if (CONTENTION.has(state)) return 'WRITE_CONTENTION';
  if (UNAVAILABLE.has(state) || state.startsWith('08')) return 'DATABASE_UNAVAILABLE';
  if (CONNECTION_WORDS.test(messageOf(error))) return 'DATABASE_UNAVAILABLE';
  if (state === '23505') return 'ALREADY_EXISTS';
  if (UNSTORABLE.has(state)) return 'INVALID_REQUEST';
  return null;
}

/** COMMIT found that a statement of the transaction had failed, and undid it. */
export class TransactionAborted extends Error {
  constructor() {
    super('a statement had failed; the transaction was rolled back');
    this.name = 'TransactionAborted';
  }
}

/** Whether an error only says that an earlier statement of the transaction failed. */
export function isAborted(error: unknown): boolean {
  return error instanceof TransactionAborted || sqlStateOf(error) === IN_FAILED_TRANSACTION;
}

/** Whether running the whole transaction again can help: a deadlock, a serialization failure or a lost race. */
export function isTransient(error: unknown): boolean {
  return RETRIED.has(sqlStateOf(error)) || isLostRace(error);
}

function isLostRace(error: unknown): boolean {
  const constraint = (error as { constraint?: unknown } | null)?.constraint;
  return (
    sqlStateOf(error) === '23505' && typeof constraint === 'string' && LOST_RACES.has(constraint)
  );
}

/** Whether a lock was not granted within `lock_timeout`. */
export function isLockTimeout(error: unknown): boolean {
  return sqlStateOf(error) === LOCK_NOT_AVAILABLE;
}

/** The expected failure behind an error of the driver, as an AppError; anything else unchanged. */
export function translateDatabaseError(error: unknown): unknown {
  // Not `instanceof Error`: errors of Node's own sockets come from another realm under Jest.
  if (typeof error !== 'object' || error === null || error instanceof AppError) return error;
  const code = appCodeOf(error);
  if (code === null) return error;
  const message =
    code === 'INVALID_REQUEST'
      ? 'A value holds a NUL character, a lone surrogate, a number out of range or an instant that there is not (years are 0001 to 9999), which cannot be stored. Remove it.'
      : undefined;
  return new AppError(code, {}, { cause: error, ...(message !== undefined && { message }) });
}
