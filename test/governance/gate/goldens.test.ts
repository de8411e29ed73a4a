import { expect, test } from 'vitest';
import { readTree } from '../../../src/host/tree.node.ts';
import { ROOT } from '../../support/engine.ts';

/**
 * The tests that compare with a golden file (or an inline one) and read the draft of the next version as well, and why a proposal that is right does not
 * change what they compare.
 */
const READ_NEXT: Record<string, string> = {
  'cli/explain.test.ts':
    'rules are looked up in it, and golden files show the catalogue of codes, with examples that are written there',
  'diff/published.slow.test.ts': 'it is the name of a side; the draft is compared only where no version of our own was released',
  'governance/gate/gate.slow.test.ts': 'its clone puts the draft back to the newest release (test/support/draft.ts)',
  'governance/gate/goldens.test.ts': 'it names what it looks for',
  'governance/checks.test.ts': 'the faults are planted in the schema of a frozen version under the name of the draft',
  'governance/propose/plans.test.ts': 'the draft is that of the day after the newest release',
  'governance/propose/verb.test.ts': 'only paths: what is written is a scaffold',
  'governance/rule-expressions.test.ts': 'goldenModel bears the name of the draft',
  'governance/rules.test.ts': 'only paths: the rules are invented',
  'library/package/package.slow.test.ts':
    'golden files show what the commands of an installed package answer; of the draft only its doors are opened',
  'messages/examples.test.ts': 'golden files show the examples of a frozen version',
  'fast-validate/golden/golden.slow.test.ts':
    'golden files show a model that is invented; the draft is only looked at for length',
  'governance/release/changelog.test.ts': 'it is the name of a side: the changes are invented',
  'report/diff.test.ts': 'it is the name of a side: the changes are invented',
  'report/pull-request-sources.test.ts': 'only paths: the files before and after are invented',
  'report/pull-request.test.ts': 'only paths: the proposal is invented',
  'report/verdict-changes.test.ts': 'it is the name of a side: the changes are invented',
};

const COMPARES = /toMatchFileSnapshot|toMatchInlineSnapshot|toMatchSnapshot/;
const READS_NEXT = /loadVersion\('next'\)|versionOf\('next'\)|(?:schema|examples)\/next\b|'next'/;

const files = await readTree(`${ROOT}test`, (path) => /\.test\.ts$/.test(path));

/** What the guard says of tests by their path. */
const suspects = (tests: ReadonlyMap<string, string>): string[] =>
  [...tests].flatMap(([path, text]) => (COMPARES.test(text) && READS_NEXT.test(text) ? [path] : [])).sort();

test('a golden file shows a frozen version or a fixture, so that a proposal that the gate lets through changes none', () => {
  // Is this test failing? A golden file that is made of schema/next goes red with the next code that somebody adds. Make it of `goldenModel`
  // (test/support/golden-model.ts), of a frozen version or of a fixture; or say here why it does not hang on the draft.
  expect(suspects(files)).toEqual(Object.keys(READ_NEXT).sort());
});

test('a golden file that is made of the draft is noticed', () => {
  const planted = "const { model } = await loadVersion('next');\nawait expect(sql(model)).toMatchFileSnapshot('x');\n";
  expect(suspects(new Map([['planted.test.ts', planted]]))).toEqual(['planted.test.ts']);
  expect(suspects(new Map([['planted.test.ts', planted.replace("loadVersion('next')", "loadVersion('2.1.0')")]]))).toEqual([]);
});
