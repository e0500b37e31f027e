import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

const CIPHER = 'aes-256-gcm';
const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Keeps what the server itself has to read again: URLs and secrets of webhooks, by AES-256-GCM under a
 * key derived (HKDF) from the audit key, which is kept outside the database. `place` binds a box to
 * its row and column: moved elsewhere it does not open.
 */
export class SecretBox {
  readonly #key: Buffer;

  constructor(master: Buffer) {
    this.#key = Buffer.from(hkdfSync('sha256', master, '', 'sluice webhooks 1', KEY_BYTES));
  }

  close(text: string, place: string): Buffer {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv(CIPHER, this.#key, nonce).setAAD(Buffer.from(place));
    const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return Buffer.concat([nonce, cipher.getAuthTag(), body]);
  }

  /** The text; null where it was closed under another key, for another place, or is damaged. */
  open(box: Buffer, place: string): string | null {
    const nonce = box.subarray(0, NONCE_BYTES);
    const tag = box.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES);
    try {
      const decipher = createDecipheriv(CIPHER, this.#key, nonce, { authTagLength: TAG_BYTES });
      decipher.setAAD(Buffer.from(place)).setAuthTag(tag);
      const body = box.subarray(NONCE_BYTES + TAG_BYTES);
      return Buffer.concat([decipher.update(body), decipher.final()]).toString('utf8');
    } catch {
      return null;
    }
  }
}
