/** Whom a request is from, as what is shared out between clients counts them. */

/**
 * Hexadecimal digits of an IPv6 address that stay the same for one client: 56 bits, which is what a line at home is given (RIPE-690). Whoever has a prefix has
 * all addresses below it.
 */
const OWN = 14;

/**
 * The client that an address stands for: an IPv4 address, also where IPv6 has it as `::ffff:192.0.2.1` or a proxy adds its port; of an IPv6 address its first
 * 56 bits. What is no address, as only a proxy may say, is a client by itself.
 */
export function clientOf(address: string): string {
  const bare = /^\[(.*)\](?::\d+)?$/.exec(address)?.[1] ?? address;
  const [, ipv4] = /^(?:::ffff:)?(\d{1,3}(?:\.\d{1,3}){3})(?::\d+)?$/i.exec(bare) ?? [];
  if (ipv4 !== undefined) return ipv4;
  if (!/^[0-9a-f:.]+(%.*)?$/i.test(bare) || !bare.includes(':')) return address;
  const [head = '', tail] = bare.toLowerCase().replace(/%.*/, '').split('::');
  const first = groupsOf(head);
  const last = groupsOf(tail ?? '');
  const digits = [...first, ...Array.from({ length: Math.max(0, 8 - first.length - last.length) }, () => '0000'), ...last].join(
    '',
  );
  return `${digits.slice(0, OWN)}/56`;
}

/** Hexadecimal digits that the clients of one network have in common: 48 bits, which is what an organization is given (RIPE-690). */
const NETWORK = 12;

/** The network of a client, as `clientOf` names it: of an IPv6 address, its first 48 bits; any other client is one by itself. */
export const networkOf = (client: string): string => (client.endsWith('/56') ? `${client.slice(0, NETWORK)}/48` : client);

const groupsOf = (part: string): string[] => (part === '' ? [] : part.split(':').map((group) => group.padStart(4, '0')));
