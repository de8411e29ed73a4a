import { expect, test } from 'vitest';
import { clientOf, networkOf } from '../../../federation/src/api/client.ts';

/** Addresses of one client, then one of another. */
const CASES: [what: string, same: string[], other: string][] = [
  [
    'an IPv4 address',
    ['192.0.2.1', '::ffff:192.0.2.1', '::FFFF:192.0.2.1', '192.0.2.1:51234', '[::ffff:192.0.2.1]:80'],
    '192.0.2.2',
  ],
  [
    'the first 56 bits of an IPv6 address',
    [
      '2001:db8:1:2::1',
      '2001:db8:1:2:ffff:ffff:ffff:ffff',
      '2001:DB8:1:FF::',
      '[2001:db8:1:1::9]',
      '[2001:db8:1::]:443',
      '2001:0db8:0001:00a0::1',
    ],
    '2001:db8:1:100::1',
  ],
  ['this machine', ['::1', '::1%lo', '0:0:0:0:0:0:0:1'], '127.0.0.1'],
  ['what is no address', ['unknown'], 'hidden'],
];

test.each(CASES)('%s is one client', (_, same, other) => {
  expect(new Set(same.map(clientOf)).size).toBe(1);
  expect(clientOf(other)).not.toBe(clientOf(same[0] ?? ''));
});

test('clients of one network have the first 48 bits of an IPv6 address in common; any other is a network by itself', () => {
  const networks = ['2001:db8:1:2::1', '2001:db8:1:ff00::1', '2001:db8:2::1', '192.0.2.1', '192.0.2.2'].map((address) =>
    networkOf(clientOf(address)),
  );
  expect(networks).toEqual(['20010db80001/48', '20010db80001/48', '20010db80002/48', '192.0.2.1', '192.0.2.2']);
});
