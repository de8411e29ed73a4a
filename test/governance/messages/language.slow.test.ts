import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { expect, test } from 'vitest';
import { CATALOGUES } from '../../../src/governance/messages/compile.node.ts';
import { compileCatalogue } from '../../../src/governance/messages/compile.ts';
import { readCatalogue } from '../../../src/governance/messages/catalogue.ts';
import { ALL } from '../../messages/cases.ts';
import { ROOT } from '../../support/engine.ts';

const LANGUAGES = ['fr', 'en', 'it'];

type Entry = Record<string, string | Record<string, string>>;

/** A made-up third language: the English texts, each with a mark before it. */
function third(text: string): string {
  const entries = parse(text) as Record<string, Entry>;
  const marked = (one: Entry[string]): Entry[string] =>
    typeof one === 'string' ? `§${one}` : Object.fromEntries(Object.entries(one).map(([part, said]) => [part, `§${said}`]));
  for (const entry of Object.values(entries)) if (entry['en'] !== undefined) entry['it'] = marked(entry['en']);
  return JSON.stringify(entries);
}

/** A copy of the code whose catalogue has three languages. */
function withThirdLanguage(): string {
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
  }
  return folder;
}

const terms = (from: string): string =>
  readFileSync(join(ROOT, from, 'terms.yaml'), 'utf8').replace(/^ {2}en:\n((?: {4}.*\n)+)/gm, '$&  it:\n$1');

const SAY = `
import { readFileSync } from 'node:fs';
import { describe, NO_CONTEXT } from './src/messages.ts';
const findings = JSON.parse(readFileSync(0, 'utf8'));
console.log(JSON.stringify(findings.map((finding) => describe(finding, NO_CONTEXT, 'it'))));
`;

test('a language is one key an entry and no code: with a made-up third one, every message is said', () => {
  const folder = withThirdLanguage();
  try {
    writeFileSync(join(folder, 'say.mts'), SAY);
    // A reason that a finding carries is given in each language too.
    const input = JSON.stringify(ALL).replace(/"en":("(?:[^"\\]|\\.)*")/g, '$&,"it":$1');
    const { stdout, stderr } = spawnSync(process.execPath, ['--import', 'tsx', 'say.mts'], {
      cwd: folder,
      input,
      encoding: 'utf8',
    });
    expect(stderr).toBe('');
    const said = JSON.parse(stdout) as Record<'title' | 'found' | 'expected' | 'remedy' | 'text', string>[];
    expect(said).toHaveLength(ALL.length);
    for (const [index, { title, found, expected, remedy, text }] of said.entries())
      for (const part of [title, found, expected, remedy, text]) expect(part, ALL[index]?.code).toMatch(/^§/);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
