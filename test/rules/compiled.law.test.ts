import { Environment } from '@marcbachmann/cel-js';
import { expect, test } from 'vitest';
import { testAgreement } from './agreement.ts';

testAgreement('marche');

test('cel-js still goes through UTF-16 units in `matches`: test/rules/cel.ts has its own', () => {
  expect(new Environment().evaluate(`'\u{1F600}'.matches('^[^a]$')`)).toBe(false);
});
