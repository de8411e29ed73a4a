/** The README of the package shows what the package says. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { DIALECTS, type Keyword, KEYWORDS } from '../../packages/schema-diff/src/index.ts';
import { runCommand } from '../../packages/schema-diff/src/command.node.ts';
import { readText } from '../support/engine.ts';

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
