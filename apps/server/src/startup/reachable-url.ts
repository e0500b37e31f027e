import type { AddressInfo } from 'node:net';

const ANY = new Set(['0.0.0.0', '::']);

/** The address under which people on this machine reach a listening server. */
export function reachableUrl({ address, port, family }: AddressInfo): string {
  if (ANY.has(address)) return `http://localhost:${port}`;
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`;
}
