/** The README of the package shows what the package says. */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { DIALECTS, type Keyword, KEYWORDS } from '../../packages/schema-diff/src/index.ts';
import { runCommand } from '../../packages/schema-diff/src/command.node.ts';
import { readText, ROOT } from '../support/engine.ts';
import { FAMILIES, FAMILIES_OF_TWO_JUDGES, readFamily } from './cases.ts';
import { FAULTS } from './faults.ts';
import { PAIRS } from './laws.ts';
import { PATHOLOGICAL } from './pathological.ts';
import { PLANTS } from './plants.ts';

const README = readText('packages/schema-diff/README.md');
const folder = mkdtempSync(join(tmpdir(), 'schema-diff-readme-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** The dialects of a row, in words. */
function dialectsOf({ from, to }: Keyword): string {
  const [first, last] = [DIALECTS[0], DIALECTS.at(-1)];
  if (from === to) return from;
  if (to === last) return from === first ? 'all' : `${from} and later`;
  return from === first ? `up to ${to}` : `${from} to ${to}`;
}

test('its table of keywords is that of the package', () => {
  const rows = new Map<string, string[]>();
  for (const row of KEYWORDS) {
    const key = `${row.does} | ${dialectsOf(row)}`;
    rows.set(key, [...(rows.get(key) ?? []), `\`${row.keyword}\``]);
  }
  const expected = [...rows].map(([key, keywords]) => `${key} | ${keywords.join(' ')}`);
  const [, table = ''] = /<!-- keywords -->\n([\s\S]*)<!-- \/keywords -->/.exec(README) ?? [];
  const shown = table
    .split('\n')
    .filter((line) => /^\| (read|annotation|makes)/.test(line))
    .map((line) =>
      line
        .slice(1, -1)
        .split('|')
        .map((cell) => cell.trim())
        .join(' | '),
    );
  expect(shown).toEqual(expected);
});

test('the report that it shows is printed by the command', async () => {
  const [, shown = ''] = /```console\n\$ npx schema-diff old\.json new\.json\n([\s\S]*?)```/.exec(README) ?? [];
  const schema = { type: 'object', properties: { email: { type: 'string' } } };
  writeFileSync(join(folder, 'old.json'), JSON.stringify(schema));
  writeFileSync(join(folder, 'new.json'), JSON.stringify({ ...schema, required: ['email'] }));
  let out = '';
  const host = {
    tool: { name: 'schema-diff', version: '0.0.0' },
    out: (text: string) => void (out += text),
    err: () => undefined,
    colour: false,
  };
  await runCommand([join(folder, 'old.json'), join(folder, 'new.json')], host);
  // The folder makes lines longer than those of a reader.
  const words = (text: string): string => text.replaceAll(`${folder}/`, '').replace(/\s+/g, ' ').trim();
  expect(shown).not.toBe('');
  expect(words(out).startsWith(words(shown))).toBe(true);
});

test('it counts the tests as they are, and names files that are there', () => {
  const [, tested = ''] = /## How it was tested\n([^]*?)\n## /.exec(README) ?? [];
  const casesOf = (families: readonly string[]): number => families.flatMap((family) => readFamily(family).cases).length;
  for (const counted of [
    `${String(casesOf(FAMILIES))} pairs`,
    `${String(casesOf(FAMILIES_OF_TWO_JUDGES))} more`,
    `${PAIRS.toLocaleString('en')} random pairs`,
    `${String(PLANTS.length)} unsound shortcuts`,
    `${String(Object.keys(PATHOLOGICAL).length)} pairs made to exhaust`,
    `${String(FAULTS.length)} cases where Ajv or Hyperjump`,
  ])
    expect(tested).toContain(counted);
  const files = [...tested.matchAll(/`([\w.-]+\.ts)`/g)].map(([, name]) => name);
  expect(files.length).toBeGreaterThan(8);
  expect(files.filter((name) => !existsSync(`${ROOT}test/schema-diff/${String(name)}`))).toEqual([]);
});

test('its figures beside other tools are those that were measured', () => {
  const [, measured = ''] = /\n### Ensemble[^\n]*\n([^]*?)\n### /.exec(readText('bench/RESULTS-diff.md')) ?? [];
  const [, shown = ''] = /## Compared with others\n([^]*)/.exec(README) ?? [];
  expect(rowsOf(shown)).toEqual(rowsOf(measured.replaceAll(/(\d),(\d)/g, '$1.$2')));
  expect(rowsOf(shown).length).toBeGreaterThan(4);
});

/** The rows of a table that hold figures, without their first cell, which is in another language. */
const rowsOf = (table: string): string[][] =>
  table
    .split('\n')
    .filter((line) => /^\| .* ms +\|/.test(line))
    .map((line) =>
      line
        .split('|')
        .slice(2, -1)
        .map((cell) => cell.trim()),
    );
