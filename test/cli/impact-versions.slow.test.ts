import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, test } from 'vitest';
import type { VerdictChanges } from '../../src/model/impact.ts';
import { GOLDEN, readText } from '../support/engine.ts';
import { decp } from './run.ts';

const folder = mkdtempSync(join(tmpdir(), 'decp-impact-versions-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

type File = { marches: { marche: [Record<string, unknown>] } };
const [MARCHE] = (JSON.parse(readText('examples/2.0.3/valid/base-marche.json')) as File).marches.marche;
const TEXT = JSON.stringify({ marches: { marche: [MARCHE, { ...MARCHE, _type: 'Marché' }] } }, null, 2);
const put = (name: string, content: string | Uint8Array): string => {
  writeFileSync(join(folder, name), content);
  return name;
};
const run = (args: string[], input?: string) =>
  decp(['impact', '--from', '2.0.2', '--to', '2.0.3', ...args], { folder, ...(input !== undefined && { input }) });
const json = async (args: string[], input?: string) =>
  JSON.parse((await run([...args, '--format', 'json'], input)).out) as VerdictChanges;

put('a.json', TEXT);
put('flat.json', readText('examples/1.5.0/valid/base-marche.json'));

describe('decp impact --from --to', async () => {
  const counted = await json(['a.json']);

  test('says how many records change verdict, and why, with the first places', () => {
    expect(counted).toMatchObject({
      from: '2.0.2',
      to: '2.0.3',
      rules: { from: [], to: [] },
      records: { judged: 2, newlyRefused: 1, newlyAccepted: 0, acceptedByBoth: 1, refusedByBoth: 0 },
      wholeFiles: { judged: 1, newlyRefused: 1 },
      files: [{ name: 'a.json', sha256: createHash('sha256').update(TEXT).digest('hex'), shape: 'both', parsed: true }],
      causes: [
        { effect: 'new', code: 'schema.additionalProperties', path: '_type', records: 1, changing: 1, alone: 1, share: 0.5 },
      ],
    });
    const line = TEXT.slice(0, TEXT.indexOf('"_type"')).split('\n').length;
    expect(counted.causes[0]?.places).toEqual([{ file: 'a.json', pointer: '/marches/marche/1/_type', line, column: 9 }]);
  });

  test('the causes are named by the changes of the standard that they come from', () => {
    expect(counted.causes[0]?.changes).toHaveLength(1);
    expect(counted.causes[0]?.changes[0]?.kind).toBe('property-removed');
    expect(counted.causes[0]?.changes[0]?.fingerprint).toMatch(/^[0-9a-f]{16}$/);
  });

  test('packed files and standard input count as the plain file', async () => {
    const same = ({ records, causes }: VerdictChanges) => [records, causes.map(({ code, records: hit }) => [code, hit])];
    expect(same(await json([put('b.json.gz', gzipSync(TEXT))]))).toEqual(same(counted));
    expect(same(await json(['-'], TEXT))).toEqual(same(counted));
  });

  test('text is in the language asked for; --output writes it to a file', async () => {
    expect(await run(['a.json', '--lang', 'en', '--output', 'counts.txt'])).toEqual({ code: 0, out: '', err: '' });
    expect(readFileSync(join(folder, 'counts.txt'), 'utf8')).toContain('1 contract of 2 changes verdict.');
  });

  test('a file of neither form is named, not counted', async () => {
    const { out, code } = await run(['flat.json', 'a.json']);
    expect(code).toBe(0);
    expect(out).toMatch(/flat\.json.*\n.*n'est ni celle de 2\.0\.2 ni celle de 2\.0\.3 : son contrat n'est pas compté/);
    expect(out).toContain('1 contrat sur 2 change de verdict.');
  });

  test('a file over which the answer would be written is refused', async () => {
    expect((await run(['a.json', '--output', 'a.json'])).code).toBe(2);
    expect(readFileSync(join(folder, 'a.json'), 'utf8')).toBe(TEXT);
  });
});

describe('exit codes', () => {
  test.each([
    ['a file that cannot be read: 2', ['--from', '2.0.2', '--to', '2.0.3', 'absent.json'], 2],
    ['a file that is cut: 2', ['--from', '2.0.2', '--to', '2.0.3', put('cut.json', TEXT.slice(0, -30))], 2],
    [
      'an archive that is damaged: 2',
      ['--from', '2.0.2', '--to', '2.0.3', put('cut.json.gz', gzipSync(TEXT).subarray(0, -20))],
      2,
    ],
    ['an unknown version: 2', ['--from', '2.0.2', '--to', '9.9.9', 'a.json'], 2],
    ['--from alone: 2', ['--from', '2.0.2', 'a.json'], 2],
    ['--to alone: 2', ['--to', '2.0.2', 'a.json'], 2],
    ['with --schema: 2', ['--from', '2.0.2', '--to', '2.0.3', '--schema', GOLDEN, 'a.json'], 2],
    ['with --date: 2', ['--from', '2.0.2', '--to', '2.0.3', '--date', '2026-01-31', 'a.json'], 2],
  ])('%s', async (_, args, code) => {
    const { code: given, err } = await decp(['impact', ...args], { folder });
    expect(given).toBe(code);
    if (code !== 0) expect(err).not.toBe('');
  });

  test('a wrong call says which options go together', async () => {
    expect((await decp(['impact', '--from', '2.0.2', 'a.json'], { folder })).err).toContain('--from et --to vont ensemble');
  });
});
