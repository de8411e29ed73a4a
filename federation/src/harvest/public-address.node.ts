import { lookup } from 'node:dns/promises';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import { HarvestFault } from './fault.ts';

/** Networks that no publication is on (IANA's registries of special-purpose addresses). An IPv4 address that IPv6 has as `::ffff:192.0.2.1` is checked as IPv4. */
const PRIVATE = new BlockList();
for (const [address, prefix] of [
  ...([
    ['0.0.0.0', 8],
    ['10.0.0.0', 8],
    ['100.64.0.0', 10],
    ['127.0.0.0', 8],
    ['169.254.0.0', 16],
    ['172.16.0.0', 12],
  ] as const),
  ...([
    ['192.0.0.0', 24],
    ['192.168.0.0', 16],
    ['198.18.0.0', 15],
    ['224.0.0.0', 4],
    ['240.0.0.0', 4],
  ] as const),
])
  PRIVATE.addSubnet(address, prefix, 'ipv4');
for (const [address, prefix] of [
  ...([
    ['2001::', 23],
    ['2001:db8::', 32],
    ['2002::', 16],
    ['3fff::', 20],
  ] as const),
])
  PRIVATE.addSubnet(address, prefix, 'ipv6');

/**
 * All that IPv6 has of the public Internet, IPv4 addresses included: what is not in it (IPv4 addresses as `::192.0.2.1` or `::ffff:0:192.0.2.1`, behind NAT64, and whatever is of
 * a link, a site or not yet given out) is private.
 */
const GLOBAL = new BlockList();
GLOBAL.addSubnet('2000::', 3, 'ipv6');
GLOBAL.addSubnet('::ffff:0:0', 96, 'ipv6');

/** Whether an IP address is of the public Internet. */
export function isPublicAddress(address: string): boolean {
  if (isIP(address) === 4) return !PRIVATE.check(address, 'ipv4');
  // A zone is of a link.
  return !address.includes('%') && GLOBAL.check(address, 'ipv6') && !PRIVATE.check(address, 'ipv6');
}

/** The IP address that the host of an address is; undefined where it is a name. */
function literalOf({ hostname }: URL): string | undefined {
  const bare = hostname.replace(/^\[(.*)\]$/, '$1');
  return isIP(bare) === 0 ? undefined : bare;
}

/** Whether an address leads to this machine or to a private network by itself, without any look-up of a name. */
export function isPrivateUrl(url: URL): boolean {
  const literal = literalOf(url);
  return literal === undefined ? /(?:^|\.)localhost\.?$/.test(url.hostname) : !isPublicAddress(literal);
}

/**
 * Looks names up, and fails with an 'unsafe' HarvestFault where one leads to a private network: what is checked is what is then connected to, whatever a second
 * look-up would say.
 */
export const publicLookup: LookupFunction = (hostname, options, done) => {
  lookup(hostname, { ...options, all: true }).then(
    (addresses) => {
      const unsafe = addresses.find(({ address }) => !isPublicAddress(address));
      const [first] = addresses;
      if (unsafe) done(new HarvestFault('unsafe', `${hostname} (${unsafe.address})`), '', 0);
      else if (options.all === true) done(null, addresses);
      else done(null, first?.address ?? '', first?.family);
    },
    (error: unknown) => {
      done(error as Error, '', 0);
    },
  );
};
