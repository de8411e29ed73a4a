import { expect, test } from 'vitest';
import { describe, titleOf } from '../../src/messages.ts';
import { ALL } from './cases.ts';
import { contextIn } from './context.ts';
import { foreignWords } from './french.ts';

test('no French message holds an English word or the name of a keyword', () => {
  const guilty = ALL.flatMap((finding) => {
    const words = foreignWords(describe(finding, contextIn('fr'), 'fr').text + titleOf(finding.code, 'fr'));
    return words.map((word) => `${finding.code}: ${word}`);
  });
  expect(guilty).toEqual([]);
});

test('the check notices an English word, a keyword, and null outside of quotation marks', () => {
  expect(foreignWords('Le champ is absent')).toEqual(['is']);
  expect(foreignWords('minItems : 1')).toEqual(['minItems']);
  expect(foreignWords('écrivez null')).toEqual(['null']);
  expect(foreignWords('écrivez « null »')).toEqual([]);
});

test('French messages use straight apostrophes and French quotation marks only', () => {
  for (const finding of ALL) {
    const text = describe(finding, contextIn('fr'), 'fr').text.replace(/«[^»]*»/g, '');
    expect(text).not.toMatch(/[’“”]/);
  }
});
