/** The law of any accepted draft, as far as the gate goes: what is drawn is legitimate. `green.night.test.ts` runs the tests on such a tree. */
import { afterAll, beforeEach, expect, test } from 'vitest';
import { frozenFolder } from '../../support/draft.ts';
import { draws, NIGHT, TONIGHT } from '../../support/tier.ts';
import { Clone } from './clone.ts';
import { KINDS, kindsOf, makeDraft } from './drafts.ts';

const clone = new Clone(await frozenFolder());
beforeEach(() => {
  clone.restore();
});
afterAll(() => clone.close());

const COUNT = draws(3, 20);
const drawn = Array.from({ length: COUNT }, (_, i) => (NIGHT ? TONIGHT * COUNT : 0) + i);

test.each(drawn.map((number) => [number, kindsOf(number).join(', ')] as const))(
  'the gate lets draft %i through: %s',
  async (number) => {
    await makeDraft(clone.folder, number);
    expect((await clone.outcome(() => undefined)).refusals).toEqual([]);
  },
);

test('three drafts in turn have every kind of proposal, or one of two that exclude each other', () => {
  const kinds = new Set([0, 1, 2, 4].flatMap(kindsOf));
  expect(
    Object.keys(KINDS).filter((kind) => !kinds.has(kind as keyof typeof KINDS) && !['removal', 'split'].includes(kind)),
  ).toEqual([]);
});
