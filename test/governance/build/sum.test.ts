import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { sumOf } from '../../../src/governance/build/made-before.node.ts';
import { under } from '../../../src/host/paths.node.ts';

const FOLDER = `.cache/sum-${process.pid}`;
const put = (name: string, text: string): void => {
  writeFileSync(under(FOLDER, name), text);
};
const sum = (): Promise<string> => sumOf([`${FOLDER}/in`, `${FOLDER}/absent`], [`${FOLDER}/alone.json`]);

beforeEach(() => {
  rmSync(under(FOLDER), { recursive: true, force: true });
  mkdirSync(under(FOLDER, 'in/deep'), { recursive: true });
  put('in/deep/a.yaml', 'a');
  put('in/b.csv', 'b');
  put('alone.json', '{}');
});
afterAll(() => {
  rmSync(under(FOLDER), { recursive: true, force: true });
});

test('the sum of the same texts is the same', async () => {
  const before = await sum();
  put('in/deep/a.yaml', 'a');
  put('elsewhere.txt', 'x');
  expect(await sum()).toBe(before);
});

test.each<[change: string, edit: () => void]>([
  ['a text of a folder', () => put('in/deep/a.yaml', 'other')],
  ['a file more', () => put('in/deep/c.yaml', '')],
  ['a file less', () => rmSync(under(FOLDER, 'in/b.csv'))],
  ['a file alone', () => put('alone.json', '[]')],
  ['a file alone that goes', () => rmSync(under(FOLDER, 'alone.json'))],
  [
    'a folder that comes',
    () => {
      mkdirSync(under(FOLDER, 'absent'));
      put('absent/a', 'a');
    },
  ],
  [
    'a text that moves from one file to the next',
    () => {
      put('in/b.csv', '');
      put('in/deep/a.yaml', 'ba');
    },
  ],
])('%s changes it', async (_, edit) => {
  const before = await sum();
  edit();
  expect(await sum()).not.toBe(before);
});
