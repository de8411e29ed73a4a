import { lookup } from 'node:dns/promises';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import { HarvestFault } from './fault.ts';

/** Networks that no publication is on (IANA's registries of special-purpose addresses). IPv4 addresses within IPv6 ones are checked as IPv4. */
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
    ['::', 127],
    ['64:ff9b::', 96],
    ['100::', 64],
    ['2002::', 16],
    ['fc00::', 7],
    ['fe80::', 10],
    ['ff00::', 8],
  ] as const),
])
  PRIVATE.addSubnet(address, prefix, 'ipv6');

/** Whether an IP address is of the public Internet. */
export const isPublicAddress = (address: string): boolean => !PRIVATE.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');

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
