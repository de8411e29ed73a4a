import { expect, test } from 'vitest';
import { HarvestFault } from '../../../federation/src/harvest/fault.ts';
import { Hosts } from '../../../federation/src/harvest/hosts.ts';
import { USUAL } from '../../../federation/src/budgets.ts';

let now = 0;
const open = (host = 100): Hosts => {
  now = 0;
  return new Hosts({ ...USUAL.server, host }, () => now);
};

const kindOf = (work: () => void): string => {
  try {
    work();
  } catch (error) {
    return error instanceof HarvestFault ? `${error.kind} ${error.detail}` : String(error);
  }
  return 'asked';
};

test('a host whose files come too slowly, or not now, one after the other, is not asked any more; the others are', () => {
  const hosts = open();
  const slow = new HarvestFault('slow', '60 / 60 s', { status: 200 });
  for (let n = 0; n < 4; n++) hosts.hear('lent.example', slow);
  expect(kindOf(() => hosts.refuse('lent.example'))).toBe('asked');
  hosts.hear('lent.example', new HarvestFault('timeout'));
  expect(kindOf(() => hosts.refuse('lent.example'))).toBe('slow 60 / 60 s');
  expect(kindOf(() => hosts.refuse('autre.example'))).toBe('asked');
  // One that puts off each request, for as long as a request waits, brings nothing either.
  const busy = new HarvestFault('busy', '503', { status: 503 });
  for (let n = 0; n < 5; n++) hosts.hear('occupe.example', busy);
  expect(kindOf(() => hosts.refuse('occupe.example'))).toBe('busy 503');
  // An answer, even a refusal, is one.
  hosts.hear('lent.example', new HarvestFault('not-found', '404', { status: 404 }));
  expect(kindOf(() => hosts.refuse('lent.example'))).toBe('asked');
});

test('a host takes time as long as a request to it is open, whatever their number, and no more than its budget', () => {
  const hosts = open();
  const ends = [hosts.begin('a'), hosts.begin('a')];
  now = 30_000;
  expect(hosts.left('a')).toBe(70_000);
  ends[0]?.();
  now = 40_000;
  ends[1]?.();
  now = 500_000;
  expect([hosts.left('a'), hosts.left('b')]).toEqual([60_000, 100_000]);
  const end = hosts.begin('a');
  now += 60_000;
  expect(kindOf(() => hosts.refuse('a'))).toBe('slow a: > 100 s');
  expect(kindOf(() => hosts.refuse('b'))).toBe('asked');
  end();
  expect(kindOf(() => hosts.refuse('a'))).toBe('slow a: > 100 s');
});
