import { expect, test } from 'vitest';
import { markdownText } from '../../src/report/markdown-safe.ts';

const lines = (text: string) => markdownText(text, 24, '  ').join('\n').split('\n');

test('paragraphs are wrapped and stay apart', () => {
  expect(lines('un deux trois quatre cinq\nsix\n\nsept')).toEqual(['  un deux trois quatre', '  cinq six', '', '  sept']);
});

test('each item of a list has lines of its own, under its mark', () => {
  expect(lines('avant\n- un deux trois quatre cinq\n- six\n  sept')).toEqual([
    '  avant',
    '  - un deux trois quatre',
    '    cinq',
    '  - six sept',
  ]);
});

test('marks of code and emphasis go, the address of a link stays', () => {
  expect(lines('**le** `montant`, [ici](https://a.fr)')).toEqual(['  le montant, ici', '  (https://a.fr)']);
});
