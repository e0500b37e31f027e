import ipaddr from 'ipaddr.js';

/** Which addresses outgoing requests may reach. */
export interface EgressPolicy {
  /** True for a public unicast address, and for one that the configuration allows for this host. */
  allows(hostname: string, address: string): boolean;
}

type Range = [ipaddr.IPv4 | ipaddr.IPv6, number];

/** An address as it is reached: an IPv4 address inside IPv6 is the IPv4 address. */
function parsed(address: string): ipaddr.IPv4 | ipaddr.IPv6 | null {
  return ipaddr.isValid(address) ? ipaddr.process(address) : null;
}

function rangeOf(item: string): Range | null {
  if (ipaddr.isValidCIDR(item)) return ipaddr.parseCIDR(item);
  const address = parsed(item);
  return address === null ? null : [address, address.kind() === 'ipv4' ? 32 : 128];
}

/**
 * Public addresses only: nothing private, loopback, link-local (where clouds keep their metadata),
 * shared, reserved or translated into IPv4; except hosts, addresses and CIDR blocks in `allowed`.
 */
export function egressPolicy(allowed: readonly string[]): EgressPolicy {
  const ranges = allowed.map(rangeOf).filter((range) => range !== null);
  const hosts = new Set(allowed.map((item) => item.toLowerCase()));
  return {
    allows(hostname, text) {
      const address = parsed(text);
      if (address === null) return false;
      if (address.range() === 'unicast' || hosts.has(hostname.toLowerCase())) return true;
      return ranges.some(
        ([base, bits]) => base.kind() === address.kind() && address.match(base, bits),
      );
    },
  };
}
