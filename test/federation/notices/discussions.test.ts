import { expect, test } from 'vitest';
import { HarvestFault } from '../../../federation/src/harvest/fault.ts';
import { isOpen, openingOf, outcomeOf, outcomeOfFault } from '../../../federation/src/notices/discussions.ts';

const ANSWERS: [status: number, value: unknown, expected: string][] = [
  [201, { id: 'abc' }, 'sent'],
  [200, { id: 'abc' }, 'sent'],
  // It was taken, and nobody knows where it is.
  [201, undefined, 'uncertain'],
  [201, { id: 7 }, 'uncertain'],
  [200, { id: '../etc' }, 'uncertain'],
  [302, undefined, 'stopped redirect'],
  [308, undefined, 'stopped redirect'],
  [400, undefined, 'refused'],
  [401, undefined, 'stopped token'],
  [403, undefined, 'stopped token'],
  [404, undefined, 'refused'],
  // It may have been read before it was too late.
  [408, undefined, 'uncertain'],
  [413, undefined, 'refused'],
  [429, undefined, 'stopped busy'],
  [500, undefined, 'uncertain'],
  [502, undefined, 'uncertain'],
  [503, undefined, 'uncertain'],
];

test.each(ANSWERS)('an answer %i to a message means that it is %s', (status, value, expected) => {
  const outcome = outcomeOf({ status, value }, false);
  expect(outcome.is === 'stopped' ? `stopped ${outcome.reason}` : outcome.is).toBe(expected);
});

const unasked = Object.assign(new HarvestFault('busy'), { isUnasked: true });

test.each([
  [new HarvestFault('timeout'), false, 'uncertain'],
  [new HarvestFault('network', 'ECONNRESET'), false, 'uncertain'],
  [new HarvestFault('unsafe'), false, 'stopped'],
  [unasked, false, 'stopped'],
  [new HarvestFault('timeout'), true, 'stopped'],
])('%s means that it is %s', (fault, isBefore, expected) => {
  expect(outcomeOfFault(fault, isBefore).is).toBe(expected);
});

test('a fault of the program is none of the portal', () => {
  expect(() => outcomeOfFault(new TypeError('x'), false)).toThrow(TypeError);
});

test('comments go to discussions that are known to be open', () => {
  expect([{ closed: null }, {}, { closed: '2026-01-01' }, null, 'x'].map(isOpen)).toEqual([true, true, false, false, false]);
});

test('what opens a discussion has the members that the API of data.gouv.fr asks for', () => {
  expect(openingOf({ title: 't', comment: 'c' }, 'd')).toEqual({
    title: 't',
    comment: 'c',
    subject: { class: 'Dataset', id: 'd' },
  });
});
