import { beforeAll, describe, expect, test } from 'vitest';
import { loadWithMembers } from '../../../src/validate/fast-path.node.ts';
import { allRules, rulesFor } from '../../../src/validate/load-rules.node.ts';
import { IN_FORCE, RECOGNISED } from '../../support/engine.ts';
import { someOf, TIER } from '../../support/tier.ts';
import { countedJudges } from '../counted.ts';
import { fastJudge } from '../fast.ts';
import { slowJudge } from '../judge.ts';
import { COUNT, RULES_COUNT, SEED } from '../settings.ts';
import { type Corpus, corpusOf } from './corpus.ts';
import { type Class, type Found, search } from './search.ts';

const TODAY = '2026-01-01';
const CLASSES: Class[] = ['clean', 'doubtful', 'broken'];

/** The least share of each class of mutants. */
const LEAST = 0.15;

const report = (name: string, { tried, shares }: Found): void => {
  const parts = CLASSES.map((kind) => `${kind} ${(100 * shares[kind]).toFixed(1)} %`);
  console.log(`${name}: ${tried} mutants (FUZZ_SEED=${SEED}): ${parts.join(', ')}`);
};

/** The version in force and the newest one; the nightly run goes as deep in all versions, `npm test` looks at the first alone. */
const DEEP = someOf(RECOGNISED);
const VERSIONS = TIER === 'fast' ? [IN_FORCE] : RECOGNISED;

/** Of the others a tenth: a recogniser differs from the next by what its schema has, which few mutants show. */
const shareOf = (name: string, count: number): number => Math.ceil(count / RECOGNISED.length / (DEEP.includes(name) ? 1 : 10));

describe.each(VERSIONS)('under %s the two paths agree on every mutant', (name) => {
  /** Made once: it costs as much as hundreds of mutants. */
  let corpus: Corpus;
  beforeAll(async () => {
    corpus = corpusOf(await loadWithMembers(name));
  });

  test('without the rules', async () => {
    const version = await loadWithMembers(name);
    const count = shareOf(name, COUNT);
    const found = search({ corpus, slow: slowJudge(version), fast: fastJudge(version), seed: SEED, count });
    report(name, found);
    expect(found.differences.join('\n')).toBe('');
    if (count >= 300) for (const kind of CLASSES) expect(found.shares[kind], kind).toBeGreaterThan(LEAST);
  });

  test('with all rules', async () => {
    const version = await loadWithMembers(name);
    const rules = await rulesFor(name, allRules(TODAY));
    const count = shareOf(name, RULES_COUNT);
    const judges = { slow: slowJudge(version, rules), fast: fastJudge(version, rules) };
    const found = search({ corpus, ...judges, seed: `${SEED} rules`, count });
    report(`${name} with rules`, found);
    expect(found.differences.join('\n')).toBe('');
  });

  test.each([
    ['with all rules', true],
    ['without the rules', false],
  ])('%s, in a report that counts what it does not show', async (_, withRules) => {
    const version = await loadWithMembers(name);
    const judges = countedJudges(version, withRules ? await rulesFor(name, allRules(TODAY)) : undefined);
    const count = shareOf(name, RULES_COUNT);
    const found = search({ corpus, ...judges, seed: `${SEED} counted`, count });
    console.log(`${name}: ${found.tried} mutants, ${judges.counted()} findings counted without being made`);
    expect(found.differences.join('\n')).toBe('');
    // Else the findings that are only counted are not tried. Among few mutants there may be none.
    if (TIER !== 'fast' && DEEP.includes(name)) expect(judges.counted()).toBeGreaterThan(found.tried / (withRules ? 10 : 100));
  });
});
