import { expect, test } from 'vitest';
import { fit, tail, wrap } from '../../packages/base/src/layout.ts';

test('lines break at spaces, but not inside quotation marks, numbers, or before a colon', () => {
  expect(wrap('un deux trois', 8)).toBe('un deux\ntrois');
  expect(wrap('valeur « a » : b', 9)).toBe('valeur\n« a » : b');
  expect(wrap('total 1 234 567', 8)).toBe('total\n1 234 567');
  expect(wrap('voir n° 12', 7)).toBe('voir\nn° 12');
});

test('each line is indented, and a word that is too wide stands alone', () => {
  expect(wrap('ab abcdefghij cd', 6, '  ')).toBe('  ab\n  abcdefghij\n  cd');
});

test('cells have their exact width, counted in characters', () => {
  expect(fit('abc', 5)).toBe('abc  ');
  expect(fit('abcdef', 4)).toBe('abc…');
  expect(fit('😀😀😀', 2)).toBe('😀…');
});

test('a name is reported by its end', () => {
  expect(tail('titulaires > titulaire > id', 12)).toBe('…ulaire > id');
  expect(tail('id', 12)).toBe('id');
});
