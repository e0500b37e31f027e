import { createHmac } from 'node:crypto';

/** HMAC-SHA256(key, previous hash ‖ event), as 64 hexadecimal digits (api.md, "Resources"). */
export function chainHash(key: Buffer, previousHash: string, event: string): string {
  return createHmac('sha256', key).update(previousHash, 'utf8').update(event, 'utf8').digest('hex');
}
