import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { loadWithMembers } from '../../src/validate/fast-path.node.ts';
import { allRules, rulesFor } from '../../src/validate/load-rules.node.ts';
import { Random } from '../fidelity/random.ts';
import { hasShared, RECOGNISED, ROOT, SHARED, WITHOUT_SHARED } from '../support/engine.ts';
import { NIGHT, someOf } from '../support/tier.ts';
import { cutsAtRandom, cutsEvery } from './cuts.ts';
import { exampleFiles } from './examples.ts';
import { fastJudge } from './fast.ts';
import { type Judge, slowJudge } from './judge.ts';
import { disagreement, outcomeOf } from './versus.ts';
import { EXAMPLES } from '../support/unfolded.ts';

const TODAY = '2026-01-01';
const CHUNK = 64 * 1024;

type File = { name: string; bytes: Uint8Array };

/** Every example of every version, once where versions share it. */
function examples(): File[] {
  const names = readdirSync(EXAMPLES)
    .filter((folder) => /^\d/.test(folder))
    .flatMap((folder) => exampleFiles(folder));
  const files = names.map((name) => ({ name, bytes: readFileSync(ROOT + name) }));
  return [...new Map(files.map((file) => [file.bytes.toString('latin1'), file])).values()];
}

const realFiles = (): File[] =>
  readdirSync(`${SHARED}realdata`)
    .filter((name) => /^v\d/.test(name))
    .map((name) => ({ name, bytes: readFileSync(`${SHARED}realdata/${name}`) }));

type Given = { version: string; withRules: boolean };

/** Where the two paths differ on these files. */
async function differences(files: readonly File[], given: Given, spoil = (judge: Judge): Judge => judge): Promise<string[]> {
  const version = await loadWithMembers(given.version);
  const rules = given.withRules ? await rulesFor(given.version, allRules(TODAY)) : undefined;
  const [slow, fast] = [slowJudge(version, rules), spoil(fastJudge(version, rules))];
  return files.flatMap((file) => inPieces(file, slow, fast));
}

function inPieces({ name, bytes }: File, slow: Judge, fast: Judge): string[] {
  const expected = outcomeOf(slow, bytes);
  const cuts = [
    cutsAtRandom(new Random(name), bytes.length, 2000),
    ...(bytes.length > CHUNK ? [[], cutsEvery(CHUNK, bytes.length)] : []),
  ];
  return cuts.flatMap((at) => disagreement(expected, outcomeOf(fast, bytes, at)) ?? []).map((said) => `${name}: ${said}`);
}

/** The version that is applied nationwide and the next one: the night takes all. */
const VERSIONS = someOf(RECOGNISED);

/** Without the rules, a version reads the same files by the same code as the next one does. */
const CASES = VERSIONS.flatMap((version) =>
  (NIGHT || version === '2.0.3' ? [false, true] : [true]).map((withRules) => ({
    version,
    withRules,
    words: withRules ? 'with' : 'without',
  })),
);

describe.each(CASES)('under $version, $words the rules,', (given) => {
  test('every example gets the same findings and verdict from both paths', async () => {
    const files = examples();
    expect(files.length).toBeGreaterThan(100);
    expect(await differences(files, given)).toEqual([]);
  });

  test.skipIf(!hasShared)(
    `every real file gets the same findings and verdict from both paths${hasShared ? '' : ` (skipped: ${WITHOUT_SHARED})`}`,
    async () => {
      expect(await differences(realFiles(), given)).toEqual([]);
    },
  );
});

test('one finding lost in one example is noticed', async () => {
  const file = examples().find(({ name }) => name.includes('/invalid/schema.enum'))!;
  const losing =
    (judge: Judge): Judge =>
    (bytes, cuts) => {
      const judged = judge(bytes, cuts);
      return { ...judged, findings: judged.findings.slice(1) };
    };
  expect(await differences([file], { version: '2.0.3', withRules: false })).toEqual([]);
  expect((await differences([file], { version: '2.0.3', withRules: false }, losing)).length).toBeGreaterThan(0);
});
