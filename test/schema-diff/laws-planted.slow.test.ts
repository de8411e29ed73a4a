/** The laws have teeth: each unsound shortcut breaks one of them, within as many pairs as every run of the tests draws. */
import { expect, test } from 'vitest';
import { Random } from '../fidelity/random.ts';
import { ALL_DIALECTS, pairOf } from './generate-schemas.ts';
import { type Answers, type Broken, Laws, PAIRS, type Trial } from './laws.ts';
import { PLANTS } from './plants.ts';
import { NIGHT } from '../support/tier.ts';

const known = new Map<string, Trial>();
const random = new Random('planted');

/** The pairs that a wrong yes could be noticed at; looked for once for all shortcuts. */
const pairs = Array.from({ length: PAIRS }, () => pairOf(random.next(), random.pick(ALL_DIALECTS))).filter((pair) =>
  new Laws(() => ({ backward: { verdict: 'yes' }, forward: { verdict: 'yes' } }), known).separates(pair),
);

function caught(answers: Answers): Broken[] {
  const laws = new Laws(answers, known);
  for (const pair of pairs) {
    const broken = laws.answers(pair);
    if (broken.length > 0) return broken;
  }
  return [];
}

/** By day one of those that do not look at a keyword, and one of those that take a keyword for another; all others are of their own kind. */
const NIGHTLY =
  /does not look at (?:minContains|maxContains|propertyNames|unevaluatedItems|what properties)|takes (?:unevaluatedProperties|anyOf) /;

test.each(PLANTS.filter(([name]) => NIGHT || !NIGHTLY.test(name)))('a shortcut is caught that %s', (_, answers) => {
  expect(caught(answers).map(({ law }) => law)).toContain('contained');
});
