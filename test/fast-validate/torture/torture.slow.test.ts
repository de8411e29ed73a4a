import { describe, expect, test } from 'vitest';
import { RECOGNISED } from '../../support/engine.ts';
import { NIGHT, someOf } from '../../support/tier.ts';
import { Random } from '../../fidelity/random.ts';
import { loadWithMembers } from '../../../src/validate/fast-path.node.ts';
import type { Version } from '../../../src/validate/types.ts';
import { cutsAtRandom, cutsEvery } from '../cuts.ts';
import { fastJudge } from '../fast.ts';
import { isRefusal, type Judge, type Judged, slowJudge } from '../judge.ts';
import { disagreement, outcomeOf } from '../versus.ts';
import { FAMILIES, parses, type Torture, torturesOf } from './cases.ts';
import { basesOf } from './places.ts';

/** The ways in which each file comes, by name. */
const CHUNKINGS: Record<string, (length: number, random: Random) => number[]> = {
  whole: () => [],
  'byte by byte': (length) => cutsEvery(1, length),
  'seven bytes at a time': (length) => cutsEvery(7, length),
  'at random': (length, random) => cutsAtRandom(random, length, 1 + random.below(200)),
};

const VERSIONS = someOf(RECOGNISED);

/** Byte by byte costs most, and other versions read JSON alike: of these few files come so in the night, and outside of it few come at all. */
const FEW = 12;
function waysOf({ model }: Version, number: number): string[] {
  const isOther = model.version !== '2.0.3';
  if (NIGHT) return Object.keys(CHUNKINGS).filter((way) => !isOther || number % FEW === 0 || way === 'at random');
  if (isOther) return number % FEW === 0 ? ['at random'] : [];
  return ['whole', 'at random', ...(number % FEW === 0 ? ['byte by byte'] : [])];
}

test('there are at least 300 cases, none twice in a family', () => {
  const texts = FAMILIES.map(({ cases }) => cases.map(({ text }) => text));
  expect(texts.flat().length).toBeGreaterThanOrEqual(300);
  for (const family of texts) expect([...new Set(family)]).toEqual(family);
});

describe.each(VERSIONS)('under %s', (name) => {
  test.each(FAMILIES)(
    '$name: the fast path says what the slow one says, which says of JSON what JSON.parse says',
    async (family) => {
      const version = await loadWithMembers(name);
      // To make a judge costs more than to judge with it.
      const judge = fastJudge(version);
      const faults = [...torturesOf(family, basesOf(name))].flatMap((torture, number) =>
        faultsOf(torture, version, judge, waysOf(version, number)),
      );
      expect(faults).toEqual([]);
    },
  );
});

test('a fast path that is wrong about one case at one chunking is noticed', async () => {
  const version = await loadWithMembers('2.0.3');
  const wrong: Judge = (bytes, cuts = []) => {
    const judged = slowJudge(version)(bytes, cuts);
    return cuts.length === bytes.length - 1 && !isRefusal(judged.verdict) && judged.verdict.parsed
      ? { ...judged, findings: judged.findings.slice(1) }
      : judged;
  };
  const [numbers] = FAMILIES.filter((family) => family.name === 'numbers');
  const [first] = torturesOf(numbers!, basesOf('2.0.3'));
  expect(faultsOf(first!, version, wrong, waysOf(version, 0))).toEqual([
    expect.stringMatching(/^"0" at montant, byte by byte: /),
  ]);
  expect(faultsOf({ ...first!, json: 'refused', ours: 'refused' }, version, fastJudge(version), waysOf(version, 0))).toEqual([
    '"0" at montant: JSON.parse has another verdict than the case',
    '"0" at montant: the slow path has another verdict than the case',
  ]);
});

function faultsOf({ label, bytes, json, ours }: Torture, version: Version, fast: Judge, ways: readonly string[]): string[] {
  if (ways.length === 0) return [];
  const faults: string[] = [];
  if (json !== 'free' && parses(bytes) !== (json === 'accepted'))
    faults.push(`${label}: JSON.parse has another verdict than the case`);
  const expected = outcomeOf(slowJudge(version), bytes);
  if (isJson(expected) !== (ours === 'accepted')) faults.push(`${label}: the slow path has another verdict than the case`);
  const random = new Random('torture', label);
  for (const name of ways) {
    const wrong = disagreement(expected, outcomeOf(fast, bytes, CHUNKINGS[name]!(bytes.length, random)));
    if (wrong !== undefined) faults.push(`${label}, ${name}: ${wrong}`);
  }
  return faults;
}

const isJson = (outcome: Judged | { bug: string }): boolean =>
  'verdict' in outcome && !isRefusal(outcome.verdict) && outcome.verdict.parsed;
