import { describe, expect, test } from 'vitest';
import { type Action, actionsFor, type Situation, TARGETS } from '../../../federation/src/pages/actions.ts';
import { collectivite, fault } from './territory-world.ts';

const NONE: Situation = { collectivites: [], faults: [], sources: [], states: [] };
const STATE = { id: 'plateforme', title: 'Plateforme', failed: 0, held: 0 };

const short = (action: Action): string => `${action.kind} ${action.contracts}`;

/** Two communes that publish 2 contracts for 1000 inhabitants, 4 of them late, and one of 5000 that is silent. */
const USUAL = [
  collectivite(1, { contracts: 3, population: 1000, dated: 3, timely: 2 }),
  collectivite(2, { contracts: 5, population: 3000, dated: 5, timely: 2 }),
  collectivite(3, { population: 5000 }),
];

const CASES: { name: string; situation: Partial<Situation>; actions: string[] }[] = [
  { name: 'nothing is known of a territory without collectivités', situation: {}, actions: [] },
  {
    name: 'nobody publishes: the largest are named, and no number is invented',
    situation: { collectivites: [collectivite(1), collectivite(2)] },
    actions: ['silent null'],
  },
  {
    name: 'nobody publishes but records are rejected: what can be counted comes first',
    situation: { collectivites: [collectivite(1, { rejected: 3 })], faults: [fault()] },
    actions: ['fault 3', 'silent null'],
  },
  {
    name: 'the silent one would have as many for each inhabitant as the others',
    situation: { collectivites: USUAL },
    actions: ['silent 10', 'late 4'],
  },
  {
    name: 'an EPCI is not estimated by what communes publish',
    situation: { collectivites: [...USUAL.slice(0, 2), collectivite(4, { kind: 'epci', population: 100_000 })] },
    actions: ['late 4', 'silent null'],
  },
  {
    name: 'everybody publishes in time: nothing is to be done',
    situation: { collectivites: [collectivite(1, { contracts: 3, dated: 3, timely: 3 })] },
    actions: [],
  },
  {
    name: 'a population that is not known is no number',
    situation: { collectivites: [...USUAL.slice(0, 2), collectivite(4, { population: null })] },
    actions: ['late 4', 'silent null'],
  },
  {
    name: 'too few inhabitants for an estimate: it is not said to be none',
    situation: { collectivites: [collectivite(1, { contracts: 1, population: 900_000 }), collectivite(2, { population: 9 })] },
    actions: ['silent null'],
  },
  {
    name: 'a source that fails counts by what it publishes of the territory',
    situation: {
      collectivites: USUAL,
      sources: [{ source: 'plateforme', collectivites: 2, contracts: 7 }],
      states: [{ ...STATE, failed: 1 }],
    },
    actions: ['silent 10', 'source 7', 'late 4'],
  },
  {
    name: 'a source that is well, or that publishes nothing of the territory, is no matter',
    situation: {
      sources: [{ source: 'plateforme', collectivites: 2, contracts: 7 }],
      states: [STATE, { ...STATE, id: 'autre', failed: 3 }],
    },
    actions: [],
  },
  {
    name: 'a version that is held counts as one that fails',
    situation: { sources: [{ source: 'plateforme', collectivites: 2, contracts: 7 }], states: [{ ...STATE, held: 1 }] },
    actions: ['source 7'],
  },
  {
    name: 'three at most, those that concern most contracts',
    situation: {
      collectivites: USUAL,
      faults: [fault({ count: 100 })],
      sources: [{ source: 'plateforme', collectivites: 1, contracts: 1 }],
      states: [{ ...STATE, failed: 1 }],
    },
    actions: ['fault 100', 'silent 10', 'late 4'],
  },
  {
    name: 'an error of two versions of the standard is one error',
    situation: { faults: [fault({ code: 'a', count: 3 }), fault({ count: 2 }), fault({ count: 2, standard: '2.0.1' })] },
    actions: ['fault 4'],
  },
];

describe('the three actions', () => {
  test.each(CASES)('$name', ({ situation, actions }) => {
    expect(actionsFor({ ...NONE, ...situation }).map(short)).toEqual(actions);
  });

  test('the largest silent ones are named, and the others counted', () => {
    const collectivites = Array.from({ length: 1300 }, (_, at) => collectivite(at, { population: at }));
    const [action] = actionsFor({ ...NONE, collectivites });
    expect(action).toMatchObject({ kind: 'silent', others: 1300 - TARGETS });
    const named = action?.kind === 'silent' ? action.targets.map(({ collectivite: { population } }) => population) : [];
    expect(named).toEqual([1299, 1298, 1297, 1296, 1295]);
  });

  test('the order of what is given does not matter', () => {
    const forwards = actionsFor({ ...NONE, collectivites: USUAL, faults: [fault()] });
    const backwards = actionsFor({ ...NONE, collectivites: USUAL.toReversed(), faults: [fault()] });
    expect(backwards).toEqual(forwards);
  });
});
