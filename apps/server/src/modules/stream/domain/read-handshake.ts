import { PROTOCOL_VERSION, type ErrorCode, type Handshake } from '@sluice/protocol';

/** A handshake that can be used, or the code to refuse it with and the field at fault. */
export type ReadHandshake =
  | { readonly ok: true; readonly handshake: Handshake }
  | { readonly ok: false; readonly code: ErrorCode; readonly field: string };

const KEY = /^[\x21-\x7e]{1,512}$/;
const PRINTABLE = /^[\x20-\x7e]{1,128}$/;
const EPOCH = /^[0-9A-Za-z-]{1,64}$/;

/** Checks what a stranger sent as socket.io `auth` (streaming.md, "Wire"); unknown fields are ignored, so that newer SDKs may say more. */
export function readHandshake(auth: unknown): ReadHandshake {
  if (typeof auth !== 'object' || auth === null) return refusal('auth');
  const { key, sdk, protocol, level, instance, epoch, revision } = auth as Record<string, unknown>;
  if (typeof key !== 'string' || !KEY.test(key)) return refusal('key', 'UNAUTHENTICATED');
  if (protocol !== PROTOCOL_VERSION) return refusal('protocol', 'PROTOCOL_UNSUPPORTED');
  if (typeof sdk !== 'string' || !PRINTABLE.test(sdk)) return refusal('sdk');
  if (typeof instance !== 'string' || !PRINTABLE.test(instance)) return refusal('instance');
  if (typeof level !== 'number' || !Number.isSafeInteger(level) || level < 1)
    return refusal('level');
  const position = readPosition({ epoch, revision });
  if (position === undefined) return refusal('epoch, revision');
  return { ok: true, handshake: { key, sdk, protocol, level, instance, ...position } };
}

/** What an SDK says it holds. */
export interface Position {
  readonly epoch: string | null;
  readonly revision: number | null;
}

/** The position in a `resync` or handshake; `undefined` for anything that is none. */
export function readPosition(value: unknown): Position | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { epoch = null, revision = null } = value as Record<string, unknown>;
  if (epoch === null || revision === null) return { epoch: null, revision: null };
  if (typeof epoch !== 'string' || !EPOCH.test(epoch)) return undefined;
  if (!Number.isSafeInteger(revision) || (revision as number) < 0) return undefined;
  return { epoch, revision: revision as number };
}

function refusal(field: string, code: ErrorCode = 'INVALID_REQUEST'): ReadHandshake {
  return { ok: false, code, field };
}
