import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, test } from 'vitest';
import type { Impact } from '../../src/model/impact.ts';
import { GOLDEN, readText } from '../support/engine.ts';
import { decp } from './run.ts';

const folder = mkdtempSync(join(tmpdir(), 'decp-impact-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const DEMO = readText('examples/demo/marches-de-kervadec.json');
const put = (name: string, content: string | Uint8Array): string => {
  writeFileSync(join(folder, name), content);
  return name;
};
const run = (args: string[], input?: string) =>
  decp(['impact', '--date', '2026-01-31', ...args], { folder, ...(input !== undefined && { input }) });
const json = async (args: string[], input?: string) =>
  JSON.parse((await run([...args, '--format', 'json'], input)).out) as Impact;
const without = ({ files: _, measured: __, ...counts }: Impact) => counts;

put('demo.json', DEMO);

describe('decp impact', async () => {
  const demo = await json(['demo.json']);

  test('counts what a file holds, reported with its sum and the version applied', () => {
    expect(demo).toMatchObject({
      schema: null,
      date: '2026-01-31',
      files: [{ name: 'demo.json', sha256: createHash('sha256').update(DEMO).digest('hex'), version: '2.0.3', records: 14 }],
      records: { marche: 12, 'contrat-concession': 2, valid: 11, invalid: 3 },
    });
    expect(demo.findings.find(({ code }) => code === 'schema.enum')).toMatchObject({
      records: 1,
      fields: [{ path: 'procedure' }],
    });
    expect(demo.measured).toMatch(/^\d{4}-\d\d-\d\d$/);
    expect(demo.rulesVersion).toMatch(/^next-/);
  });

  test('packed files, folders and standard input give the counts of the plain file; only base names are reported', async () => {
    mkdirSync(join(folder, 'tree/deep'), { recursive: true });
    put('tree/deep/demo.json.gz', gzipSync(DEMO));
    expect(without(await json(['tree']))).toEqual(
      JSON.parse(JSON.stringify(without(demo)).replaceAll('demo.json', 'demo.json.gz')),
    );
    expect((await json(['tree'])).files.map(({ name }) => name)).toEqual(['demo.json.gz']);
    expect(without(await json(['-'], DEMO))).toEqual(JSON.parse(JSON.stringify(without(demo)).replaceAll('demo.json', '-')));
  });

  test('two files count twice', async () => {
    const twice = await json(['demo.json', put('again.json', DEMO)]);
    expect(twice.records.marche).toBe(24);
    for (const [i, rule] of twice.rules.entries())
      expect([rule.hit, rule.records]).toEqual([2 * demo.rules[i]!.hit, 2 * demo.rules[i]!.records]);
  });

  test('--schema applies another version', async () => {
    const other = await json(['demo.json', '--schema', GOLDEN]);
    expect([other.schema, other.files[0]?.version]).toEqual([GOLDEN, GOLDEN]);
  });

  test('nothing of a record is reported: no name, no number, no text', async () => {
    const strings = new Set<string>();
    JSON.parse(DEMO, (key, value: unknown) => {
      if (typeof value === 'string' && ['id', 'objet', 'nom', 'denominationSociale'].includes(key)) strings.add(value);
      return value;
    });
    const reported = (await run(['demo.json', '--format', 'json'])).out + (await run(['demo.json'])).out;
    expect(strings.size).toBeGreaterThan(20);
    expect([...strings].filter((text) => text.length > 2 && reported.includes(text))).toEqual([]);
  });

  test('text is a table in the language asked for; --output writes it to a file', async () => {
    expect((await run(['demo.json'])).out).toContain('1 fichier, 12 marchés et 2 contrats de concession');
    const english = (await run(['demo.json', '--lang', 'en'])).out;
    expect(english).toContain('1 file, 12 marchés and 2 contrats de concession');
    expect(await run(['demo.json', '--lang', 'en', '--output', 'counts.txt'])).toEqual({ code: 0, out: '', err: '' });
    expect(readFileSync(join(folder, 'counts.txt'), 'utf8')).toBe(english);
  });
});

describe('exit codes', () => {
  test.each([
    ['counted, whatever is found: 0', ['demo.json'], 0],
    ['a file that cannot be read: 2', ['absent.json'], 2],
    ['one of several files cannot be read: 2, the others are counted', ['absent.json', 'demo.json'], 2],
    ['an unknown version: 2', ['demo.json', '--schema', '9.9.9'], 2],
    ['no day of the calendar: 2', ['demo.json', '--date', '2026-02-30'], 2],
    ['no file: 2', [], 2],
  ])('%s', async (_, args, code) => {
    expect((await run(args)).code).toBe(code);
  });

  test('a file that cannot be read is named, and does not stop the others', async () => {
    const { out, err } = await run(['absent.json', 'demo.json']);
    expect(err).toContain('absent.json');
    expect(out).toContain('1 fichier, 12 marchés');
    expect((await run(['absent.json'])).out).toBe('');
  });
});
