import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { importsIn } from '../../../src/governance/build/imports.ts';
import { under } from '../../../src/host/paths.node.ts';

const FOLDER = under('dist', 'browser');

/** What a bundle asks for that a browser does not have, or that a careful page forbids. */
function strangers(text: string): string[] {
  return [
    ...importsIn('bundle.js', text).filter((name) => !name.startsWith('./')),
    ...(text.match(/\b(new Function|eval|require|__dirname|setImmediate|process\.\w+)\s*\(/g) ?? []),
  ];
}

test('the bundle for browsers imports nothing but its own files, and evaluates no text', () => {
  const names = readdirSync(FOLDER).filter((name) => name.endsWith('.js'));
  expect(names).toEqual(expect.arrayContaining(['client.js', 'worker.js']));
  for (const name of names) expect(strangers(readFileSync(`${FOLDER}/${name}`, 'utf8')), name).toEqual([]);
});

test.each([
  ['import { readFileSync } from "node:fs";', 'node:fs'],
  ['const fs = await import("fs");', 'fs'],
  ['import x from "fflate";', 'fflate'],
  ['const f = new Function("return 1");', 'new Function('],
  ['eval("1");', 'eval('],
])('the test of the bundle finds %s', (planted, found) => {
  expect(strangers(`${readFileSync(`${FOLDER}/worker.js`, 'utf8')}\n${planted}`)).toEqual([found]);
});

test('a page loads little before it checks a file: the words and the other forms come when they are needed', () => {
  const { length: size } = readFileSync(`${FOLDER}/client.js`);
  expect(size).toBeLessThan(8 << 10);
  expect(readFileSync(`${FOLDER}/worker.js`).length).toBeLessThan(128 << 10);
});
