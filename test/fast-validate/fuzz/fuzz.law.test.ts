import { describe, expect, test } from 'vitest';
import { loadWithMembers } from '../../../src/validate/fast-path.node.ts';
import { allRules, rulesFor } from '../../../src/validate/load-rules.node.ts';
import { RECOGNISED } from '../../support/engine.ts';
import { TIER } from '../../support/tier.ts';
import { countedJudges } from '../counted.ts';
import { fastJudge } from '../fast.ts';
import { slowJudge } from '../judge.ts';
import { COUNT, PATIENCE, RULES_COUNT, SEED } from '../settings.ts';
import { corpusOf } from './corpus.ts';
import { type Class, type Found, search } from './search.ts';

const TODAY = '2026-01-01';
const CLASSES: Class[] = ['clean', 'doubtful', 'broken'];

/** The least share of each class of mutants. */
const LEAST = 0.15;

const report = (name: string, { tried, shares }: Found): void => {
  const parts = CLASSES.map((kind) => `${kind} ${(100 * shares[kind]).toFixed(1)} %`);
  console.log(`${name}: ${tried} mutants (FUZZ_SEED=${SEED}): ${parts.join(', ')}`);
};

/** In `npm test` the version in force and the draft. */
const VERSIONS = TIER === 'fast' ? ['2.0.3', 'next'] : RECOGNISED;

describe.each(VERSIONS)('under %s the two paths agree on every mutant', (name) => {
  test('without the rules', { timeout: PATIENCE }, async () => {
    const version = await loadWithMembers(name);
    const count = Math.ceil(COUNT / RECOGNISED.length);
    const found = search({ corpus: corpusOf(version), slow: slowJudge(version), fast: fastJudge(version), seed: SEED, count });
    report(name, found);
    expect(found.differences.join('\n')).toBe('');
    if (count >= 1000) for (const kind of CLASSES) expect(found.shares[kind], kind).toBeGreaterThan(LEAST);
  });

  test('with all rules', { timeout: PATIENCE }, async () => {
    const version = await loadWithMembers(name);
    const rules = await rulesFor(name, allRules(TODAY));
    const count = Math.ceil(RULES_COUNT / RECOGNISED.length);
    const judges = { slow: slowJudge(version, rules), fast: fastJudge(version, rules) };
    const found = search({ corpus: corpusOf(version), ...judges, seed: `${SEED} rules`, count });
    report(`${name} with rules`, found);
    expect(found.differences.join('\n')).toBe('');
  });

  test.each([
    ['with all rules', true],
    ['without the rules', false],
  ])('%s, in a report that counts what it does not show', { timeout: PATIENCE }, async (_, withRules) => {
    const version = await loadWithMembers(name);
    const judges = countedJudges(version, withRules ? await rulesFor(name, allRules(TODAY)) : undefined);
    const count = Math.ceil(RULES_COUNT / RECOGNISED.length);
    const found = search({ corpus: corpusOf(version), ...judges, seed: `${SEED} counted`, count });
    console.log(`${name}: ${found.tried} mutants, ${judges.counted()} findings counted without being made`);
    expect(found.differences.join('\n')).toBe('');
    expect(judges.counted()).toBeGreaterThan(found.tried / (withRules ? 10 : 100));
  });
});
