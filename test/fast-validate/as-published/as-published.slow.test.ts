import { describe, expect, test } from 'vitest';
import { loadWithMembers } from '../../../src/validate/fast-path.node.ts';
import { allRules, rulesFor } from '../../../src/validate/load-rules.node.ts';
import { RECOGNISED } from '../../support/engine.ts';
import { NIGHT, someOf, turnOf } from '../../support/tier.ts';
import type { Judged } from '../judge.ts';
import { plantedModule, plantedWithRules } from '../planted/plant.ts';
import { PLANTS, PLANTS_OF_RULES } from '../planted/plants.ts';
import { PUBLISHED_COUNT, SEED } from '../settings.ts';
import { publishedSource } from './batch.ts';
import { type Said, search, type Way, waysOf } from './search.ts';

const TODAY = '2026-01-01';
const VERSIONS = someOf(RECOGNISED);

async function made(name: string) {
  const version = await loadWithMembers(name);
  return { source: publishedSource(version), ways: waysOf(version, await rulesFor(name, allRules(TODAY))) };
}

/** To make the records of a version takes a while: all tests share them. */
const PREPARED = new Map<string, ReturnType<typeof made>>();

function prepared(name: string): ReturnType<typeof made> {
  const promise = PREPARED.get(name) ?? made(name);
  PREPARED.set(name, promise);
  return promise;
}

test.each(VERSIONS)(
  'under %s the two paths agree on changed records shaped as published, with the rules and without, shown and counted',
  async (name) => {
    const { source, ways } = await prepared(name);
    const start = process.cpuUsage();
    const count = Math.ceil(PUBLISHED_COUNT / VERSIONS.length);
    const { mutants, files, megabytes, differences } = search(source, ways, { seed: SEED, count, inEach: NIGHT });
    const { user, system } = process.cpuUsage(start);
    const size = `${mutants} mutants in ${files} files, ${megabytes.toFixed(0)} MB, ${((user + system) / 1e6).toFixed(0)} s of CPU`;
    const counted = ways.map((way) => `${way.counted()} ${way.name}`).join(', ');
    console.log(`${name} (FUZZ_SEED=${SEED}): ${size}; findings counted without being made: ${counted}`);
    expect(differences.join('\n')).toBe('');
    // Else the records that are only counted are not tried.
    for (const way of ways) expect(way.counted(), way.name).toBeGreaterThan(mutants / 200);
  },
);

/** A fast path that does not make some findings. */
const blind = ({ findings, verdict }: Judged, isLost: (finding: Judged['findings'][number]) => boolean): Judged => ({
  findings: findings.filter((finding) => !isLost(finding)),
  verdict,
});

const SLIPS: readonly (readonly [name: string, lose: (said: Said) => Said, expected: RegExp])[] = [
  [
    'one bound of one field',
    ({ shown, counted }) => ({
      shown: blind(shown, ({ code, path }) => code === 'schema.minimum' && path.endsWith('/modification/id')),
      counted,
    }),
    /shown.*expected "schema.minimum"[^]*modification/,
  ],
  [
    'keys that are only counted',
    ({ shown, counted }) => ({ shown, counted: blind(counted, ({ code }) => code.includes('additionalProperties marche')) }),
    /counted.*expected .*additionalProperties marche/,
  ],
];

const WAYS = ['with the rules', 'without the rules'];

/** So many mutants of a version must be enough to see any of the bugs. */
const ENOUGH = 10_000;

/** To compile is dear: only the night does. */
const NAMES = ['such keys of the record before', 'objects that come twice', 'half of a pair'];
const BUGS = PLANTS.filter(({ name }) => NAMES.includes(name));

test('each bug that is chosen by its name is there', () => {
  expect(BUGS).toHaveLength(NAMES.length);
});

test.runIf(NIGHT).each(turnOf(BUGS, 3))('a recogniser with this bug is caught: $name', async (plant) => {
  const version = await loadWithMembers('2.0.3');
  const [, without] = waysOf(version, undefined, await plantedModule(version, plant));
  const { differences } = search(publishedSource(version), [without], {
    seed: 'planted',
    count: ENOUGH,
    inEach: true,
    enough: 1,
  });
  expect(differences.join()).toMatch(/expected|broke/);
});

test.runIf(NIGHT).each(turnOf(PLANTS_OF_RULES, 3))('rules with this bug are caught: $name', async (plant) => {
  const version = await loadWithMembers('2.0.3');
  const rules = await rulesFor('2.0.3', allRules(TODAY));
  const [withRules] = waysOf(version, rules, await plantedWithRules(version, plant));
  const { differences } = search(publishedSource(version), [withRules], {
    seed: 'planted',
    count: ENOUGH,
    inEach: true,
    enough: 1,
  });
  expect(differences.join()).toMatch(/expected|broke/);
});

describe.each(WAYS)('%s', (name) => {
  test.each(SLIPS)('a fast path that misses %s is caught, and the file that shows it is small', async (_, lose, expected) => {
    const { source, ways } = await prepared('2.0.3');
    const way = ways.find((one) => one.name === name)!;
    const spoilt: Way = { ...way, fast: (bytes, cuts) => lose(way.fast(bytes, cuts)) };
    const [said, ...others] = search(source, [spoilt], { seed: 'planted', count: 2000, inEach: true, enough: 1 }).differences;
    expect(others).toEqual([]);
    expect(said).toMatch(expected);
    expect(said).toMatch(`2.0.3 ${name}, FUZZ_SEED=planted, file `);
    expect(said?.length).toBeLessThan(3000);
  });
});
