import { randomBytes } from 'node:crypto';
import { CREDENTIAL_PREFIXES, type CredentialKind } from '@sluice/protocol';
import { hashSecret } from './hash-secret.js';

const SECRET_BYTES = 32;
const HINT_LENGTH = 4;

/** A secret just made, with what of it is stored: its SHA-256 and its last four characters. */
export interface NewSecret {
  readonly secret: string;
  readonly hash: Buffer;
  readonly hint: string;
}

/** A credential of this kind: its prefix and 32 random bytes in base64url. */
export function newSecret(kind: CredentialKind): NewSecret {
  const secret = `${CREDENTIAL_PREFIXES[kind]}${randomBytes(SECRET_BYTES).toString('base64url')}`;
  return { secret, hash: hashSecret(secret), hint: secret.slice(-HINT_LENGTH) };
}
