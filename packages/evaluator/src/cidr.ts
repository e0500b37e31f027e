/** An address as 16-bit groups: two for IPv4, eight for IPv6. The families never match each other. */
type Address = readonly number[];

/** A block of addresses. */
export interface CidrBlock {
  readonly address: Address;
  /** Leading bits that must be equal. */
  readonly bits: number;
}

const OCTET = /^(?:0|[1-9]\d{0,2})$/;
const GROUP = /^[0-9A-Fa-f]{1,4}$/;
const PREFIX = /^(?:0|[1-9]\d{0,2})$/;
const MAX_LENGTH = 64;

/** The block a string names, a bare address being a block of one; null for anything else (evaluation.md §4). */
export function parseCidr(text: string): CidrBlock | null {
  const slash = text.indexOf('/');
  const address = parseAddress(slash < 0 ? text : text.slice(0, slash));
  if (address === null) return null;
  const size = address.length * 16;
  if (slash < 0) return { address, bits: size };
  const prefix = text.slice(slash + 1);
  if (!PREFIX.test(prefix) || Number(prefix) > size) return null;
  return { address, bits: Number(prefix) };
}

/** The groups of an IPv4 or IPv6 address; null for anything else, zones and leading zeros included. */
export function parseAddress(text: string): Address | null {
  if (text.length > MAX_LENGTH) return null;
  return text.includes(':') ? parseIpv6(text) : parseIpv4(text);
}

/** Whether an address lies inside a block. */
export function isInside(address: Address, block: CidrBlock): boolean {
  if (address.length !== block.address.length) return false;
  for (let i = 0, bits = block.bits; bits > 0; i++, bits -= 16) {
    const ignored = Math.max(0, 16 - bits);
    if ((address[i] ?? 0) >> ignored !== (block.address[i] ?? 0) >> ignored) return false;
  }
  return true;
}

function parseIpv4(text: string): Address | null {
  const parts = text.split('.');
  if (parts.length !== 4) return null;
  if (!parts.every((part) => OCTET.test(part) && Number(part) <= 255)) return null;
  const [a = 0, b = 0, c = 0, d = 0] = parts.map(Number);
  return [a * 256 + b, c * 256 + d];
}

function parseIpv6(text: string): Address | null {
  const halves = text.split('::');
  if (halves.length > 2) return null;
  const head = parseGroups(halves[0] ?? '', halves.length === 1);
  const tail = parseGroups(halves[1] ?? '', true);
  if (head === null || tail === null) return null;
  const missing = 8 - head.length - tail.length;
  if (halves.length === 1) return missing === 0 ? head : null;
  return missing < 1 ? null : [...head, ...Array.from({ length: missing }, () => 0), ...tail];
}

/** Groups between colons; the last may be a dotted IPv4 address where `last` says that the address ends here. */
function parseGroups(text: string, last: boolean): Address | null {
  if (text === '') return [];
  const groups: number[] = [];
  const parts = text.split(':');
  for (const [i, part] of parts.entries()) {
    if (GROUP.test(part)) {
      groups.push(parseInt(part, 16));
      continue;
    }
    const dotted = last && i === parts.length - 1 ? parseIpv4(part) : null;
    if (dotted === null) return null;
    groups.push(...dotted);
  }
  return groups;
}
