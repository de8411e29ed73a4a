import { describe, expect, test } from 'vitest';
import { RECOGNISED } from '../../support/engine.ts';
import { FULL, someOf } from '../../support/tier.ts';
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

/** Cutting costs most: outside of a full run one version is fed byte by byte, the others whole and at random. */
const WAYS = ['whole', 'at random'];
const waysFor = ({ model }: Version): string[] => (model.version === '2.0.3' ? [...WAYS, 'byte by byte'] : WAYS);
const chunkingsOf = (version: Version) => Object.entries(CHUNKINGS).filter(([name]) => FULL || waysFor(version).includes(name));

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
      const faults = [...torturesOf(family, basesOf(name))].flatMap((torture) => faultsOf(torture, version, judge));
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
  expect(faultsOf(first!, version, wrong)).toEqual([expect.stringMatching(/^"0" at montant, byte by byte: /)]);
  expect(faultsOf({ ...first!, json: 'refused', ours: 'refused' }, version, fastJudge(version))).toEqual([
    '"0" at montant: JSON.parse has another verdict than the case',
    '"0" at montant: the slow path has another verdict than the case',
  ]);
});

function faultsOf({ label, bytes, json, ours }: Torture, version: Version, fast: Judge): string[] {
  const faults: string[] = [];
  if (json !== 'free' && parses(bytes) !== (json === 'accepted'))
    faults.push(`${label}: JSON.parse has another verdict than the case`);
  const expected = outcomeOf(slowJudge(version), bytes);
  if (isJson(expected) !== (ours === 'accepted')) faults.push(`${label}: the slow path has another verdict than the case`);
  const random = new Random('torture', label);
  for (const [name, cutsOf] of chunkingsOf(version)) {
    const wrong = disagreement(expected, outcomeOf(fast, bytes, cutsOf(bytes.length, random)));
    if (wrong !== undefined) faults.push(`${label}, ${name}: ${wrong}`);
  }
  return faults;
}

const isJson = (outcome: Judged | { bug: string }): boolean =>
  'verdict' in outcome && !isRefusal(outcome.verdict) && outcome.verdict.parsed;
