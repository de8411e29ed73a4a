import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import * as constants from '../../packages/fast-validate/src/assembly/constants.ts';
import { MOST_MEMBERS } from '../../src/model/record-shapes.ts';
import { ROOT } from '../support/engine.ts';
import { compiledQuickly, instanceOf } from './compile.ts';

const SOURCES = `${ROOT}packages/fast-validate/src/`;
const SHARED = 'assembly/constants.ts';
const NAMES = Object.keys(constants) as (keyof typeof constants)[];

test('TypeScript and AssemblyScript read the same numbers in the file of what both must know', async () => {
  const entry = [
    "import * as constants from './constants';",
    ...NAMES.map((name) => `export function ${name}(): f64 { return f64(constants.${name}); }`),
  ].join('\n');
  const files = new Map([
    ['constants.ts', readFileSync(SOURCES + SHARED, 'utf8')],
    ['entry.ts', entry],
  ]);
  const exports = instanceOf(await compiledQuickly(files, 'entry.ts'));
  expect(NAMES.length).toBeGreaterThan(50);
  expect(Object.fromEntries(NAMES.map((name) => [name, exports[name]!()]))).toEqual({ ...constants });
});

test('the shapes of records have as many members as a mask has bits', () => {
  expect(MOST_MEMBERS).toBe(constants.MOST_MEMBERS);
});

test('no other file of the package declares one of these constants', () => {
  const declared = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && name !== SHARED)
    .flatMap((name) => {
      const text = readFileSync(SOURCES + name, 'utf8');
      return [...text.matchAll(/^(?:export )?const (\w+)\b/gm)].map(([, constant = '']) => ({ name, constant }));
    })
    .filter(({ constant }) => (NAMES as string[]).includes(constant));
  expect(declared).toEqual([]);
});
