import { expect, test } from 'vitest';
import { lossOf } from '../../../federation/src/consolidate/guard.ts';

test.each([
  ['a first version', { before: 0, lost: 0, after: 500, share: 0.2 }, false],
  ['a first version without records', { before: 0, lost: 0, after: 0, share: 0.2 }, false],
  ['as many as may be lost', { before: 100, lost: 20, after: 80, share: 0.2 }, false],
  ['one more', { before: 100, lost: 21, after: 79, share: 0.2 }, true],
  ['one more, though others came', { before: 100, lost: 21, after: 200, share: 0.2 }, true],
  ['as many as may be lost of a share that no binary fraction is', { before: 100, lost: 29, after: 71, share: 0.29 }, false],
  ['nine of ten, which is few', { before: 10, lost: 9, after: 1, share: 0.2 }, false],
  ['ten of eleven', { before: 11, lost: 10, after: 1, share: 0.2 }, true],
  ['all of a small file, replaced by others', { before: 5, lost: 5, after: 5, share: 0.2 }, false],
  ['all of a small file, and nothing came', { before: 1, lost: 1, after: 0, share: 0.2 }, true],
  ['nothing left, though all may be lost', { before: 1, lost: 1, after: 0, share: 1 }, true],
  ['all replaced where all may be lost', { before: 100, lost: 100, after: 90, share: 1 }, false],
  ['any loss where none may be, but few', { before: 100, lost: 9, after: 91, share: 0 }, false],
  ['any loss where none may be', { before: 100, lost: 10, after: 90, share: 0 }, true],
  ['one of many where the rest was not read', { before: 100, lost: 1, after: 99, share: 1, isCut: true }, true],
  ['none where the rest was not read', { before: 100, lost: 0, after: 100, share: 0, isCut: true }, false],
  ['a first version of which the rest was not read', { before: 0, lost: 0, after: 3, share: 0, isCut: true }, false],
])('%s', (_, { share, ...counts }, held) => {
  expect(lossOf({ isCut: false, ...counts }) > share).toBe(held);
});
