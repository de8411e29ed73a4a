import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { expect, test } from 'vitest';
import { CATALOGUES } from '../../../src/governance/messages/compile.node.ts';
import { compileCatalogue } from '../../../src/governance/messages/compile.ts';
import { readCatalogue } from '../../../src/governance/messages/catalogue.ts';
import type { Family } from '../../../src/governance/messages/entry.ts';
import { FORMATTERS, usesOf } from '../../../src/governance/messages/placeholders.ts';
import { ALL } from '../../messages/cases.ts';
import { ROOT } from '../../support/engine.ts';

const LANGUAGES = ['fr', 'en', 'it'];

type Description = Record<'title' | 'found' | 'expected' | 'remedy' | 'text', string>;

type Texts = string | { [part: string]: Texts };
type Entry = Record<string, Texts>;

/** A made-up third language: the English texts, each with a mark before it. */
function third(text: string): string {
  const entries = parse(text) as Record<string, Entry>;
  const marked = (one: Texts): Texts =>
    typeof one === 'string' ? `§${one}` : Object.fromEntries(Object.entries(one).map(([part, said]) => [part, marked(said)]));
  for (const entry of Object.values(entries)) if (entry['en'] !== undefined) entry['it'] = marked(entry['en']);
  return JSON.stringify(entries);
}

/** A message of the third language to be rendered: the module and the key that it is under, and the values it is given. */
type Call = { module: string; key: string; part: string; values: Record<string, unknown> };

/** A copy of the code whose catalogue has three languages, and a call of every message that is no finding. */
function withThirdLanguage(): { folder: string; calls: Call[] } {
  const calls: Call[] = [];
  const folder = mkdtempSync(join(tmpdir(), 'decp-language-'));
  for (const part of ['src', 'packages', 'package.json']) cpSync(join(ROOT, part), join(folder, part), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  for (const { from, to } of CATALOGUES) {
    const names = readdirSync(join(ROOT, from)).filter((name) => name.endsWith('.yaml'));
    const files = new Map(
      names.map((name) => [name, name === 'terms.yaml' ? terms(from) : third(readFileSync(join(ROOT, from, name), 'utf8'))]),
    );
    const { families, problems } = readCatalogue(files, LANGUAGES);
    expect(problems).toEqual([]);
    const base = to.replace(/[^/]+/g, '..');
    const options = {
      languages: LANGUAGES,
      format: `${base}/packages/base/src/format.ts`,
      language: `${base}/packages/base/src/language.ts`,
    };
    for (const [name, text] of compileCatalogue(families, options)) writeFileSync(join(folder, to, name), text);
    calls.push(...families.flatMap((family) => callsOf(family, to)));
  }
  return { folder, calls };
}

/** What a formatter is given, by the type of TypeScript that it takes. */
const VALUES: Readonly<Record<string, unknown>> = {
  string: 'x',
  number: 2,
  unknown: null,
  'readonly string[]': ['x', 'y'],
  Texts: { fr: 'x', en: 'x', it: 'x' },
};

function callsOf({ name, entries }: Family, folder: string): Call[] {
  if (name === 'sources' || entries.some(({ severity }) => severity !== undefined)) return [];
  return entries.flatMap(({ key, texts }) =>
    Object.entries(texts['it'] ?? {}).map(([part, text]) => {
      const uses = usesOf(text).sort((a, b) => Number(a.use in FORMATTERS) - Number(b.use in FORMATTERS));
      const values = uses.map(({ name, use }) => [name, use === 'plural' ? 2 : VALUES[FORMATTERS[use] ?? 'string']]);
      return { module: `./${folder}/${name}.it.ts`, key, part, values: Object.fromEntries(values) as Call['values'] };
    }),
  );
}

const terms = (from: string): string =>
  readFileSync(join(ROOT, from, 'terms.yaml'), 'utf8').replace(/^ {2}en:\n((?: {4}.*\n)+)/gm, '$&  it:\n$1');

const SAY = `
import { readFileSync } from 'node:fs';
import { describe, NO_CONTEXT } from './src/messages.ts';
const { findings, calls } = JSON.parse(readFileSync(0, 'utf8'));
const rendered = [];
for (const { module, key, part, values } of calls) {
  const message = (await import(module)).default[key];
  rendered.push((typeof message === 'function' ? message : message[part])(values));
}
console.log(JSON.stringify({ described: findings.map((finding) => describe(finding, NO_CONTEXT, 'it')), rendered }));
`;

test('a language is one key an entry and no code: with a made-up third one, every message is rendered', () => {
  const { folder, calls } = withThirdLanguage();
  try {
    writeFileSync(join(folder, 'say.mts'), SAY);
    // A reason that a finding carries is given in each language too.
    const findings = JSON.parse(JSON.stringify(ALL).replace(/"en":("(?:[^"\\]|\\.)*")/g, '$&,"it":$1')) as unknown;
    const { stdout, stderr } = spawnSync(process.execPath, ['--import', 'tsx', 'say.mts'], {
      cwd: folder,
      input: JSON.stringify({ findings, calls }),
      encoding: 'utf8',
      maxBuffer: 1e8,
    });
    expect(stderr).toBe('');
    const { described, rendered } = JSON.parse(stdout) as { described: Description[]; rendered: string[] };
    expect(described).toHaveLength(ALL.length);
    for (const [index, { title, found, expected, remedy, text }] of described.entries())
      for (const part of [title, found, expected, remedy, text]) expect(part, ALL[index]?.code).toMatch(/^§/);
    expect(rendered.length).toBeGreaterThan(1000);
    for (const [index, text] of rendered.entries()) {
      const { module, key, part } = calls[index] ?? {};
      expect(text, `${String(module)} ${String(key)} ${String(part)}`).toMatch(/^§/);
      expect(text, `${String(module)} ${String(key)} ${String(part)}`).not.toMatch(/undefined|\[object/);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
