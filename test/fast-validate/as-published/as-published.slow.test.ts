import { describe, expect, test } from 'vitest';
import { loadWithMembers } from '../../../src/validate/fast-path.node.ts';
import { allRules, rulesFor } from '../../../src/validate/load-rules.node.ts';
import { RECOGNISED } from '../../support/engine.ts';
import { FULL, someOf } from '../../support/tier.ts';
import type { Judged } from '../judge.ts';
import { PATIENCE, PUBLISHED_COUNT, SEED } from '../settings.ts';
import { type Said, search, type Way, waysOf } from './search.ts';

const TODAY = '2026-01-01';
const VERSIONS = someOf(RECOGNISED);

async function versionAndWays(name: string) {
  const version = await loadWithMembers(name);
  return { version, ways: waysOf(version, await rulesFor(name, allRules(TODAY))) };
}

test.each(VERSIONS)(
  'under %s the two paths agree on changed records shaped as published, with the rules and without, shown and counted',
  { timeout: PATIENCE },
  async (name) => {
    const { version, ways } = await versionAndWays(name);
    const start = process.cpuUsage();
    const count = Math.ceil(PUBLISHED_COUNT / VERSIONS.length);
    const { mutants, files, megabytes, differences } = search(version, ways, { seed: SEED, count, inEach: FULL });
    const { user, system } = process.cpuUsage(start);
    const size = `${mutants} mutants in ${files} files, ${megabytes.toFixed(0)} MB, ${((user + system) / 1e6).toFixed(0)} s of CPU`;
    const counted = ways.map((way) => `${way.counted()} ${way.name}`).join(', ');
    console.log(`${name} (FUZZ_SEED=${SEED}): ${size}; findings counted without being made: ${counted}`);
    expect(differences.join('\n')).toBe('');
    // Else the records that are only counted are not tried.
    for (const way of ways) expect(way.counted(), way.name).toBeGreaterThan(mutants / 100);
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

describe.each(WAYS)('%s', (name) => {
  test.each(SLIPS)('a fast path that misses %s is caught, and the file that shows it is small', async (_, lose, expected) => {
    const { version, ways } = await versionAndWays('2.0.3');
    const way = ways.find((one) => one.name === name)!;
    const spoilt: Way = { ...way, fast: (bytes, cuts) => lose(way.fast(bytes, cuts)) };
    const [said, ...others] = search(version, [spoilt], { seed: 'planted', count: 2000, inEach: true, enough: 1 }).differences;
    expect(others).toEqual([]);
    expect(said).toMatch(expected);
    expect(said).toMatch(`2.0.3 ${name}, FUZZ_SEED=planted, file `);
    expect(said?.length).toBeLessThan(3000);
  });
});
