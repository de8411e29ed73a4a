import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, test } from 'vitest';
import { IN_FORCE, readText, ROOT } from '../support/engine.ts';
import { decp } from './run.ts';

const folder = mkdtempSync(join(tmpdir(), 'decp-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const DEMO = readText('examples/demo/marches-de-kervadec.json');
const GOOD = readText('examples/2.0.3/valid/base-marche.json');
const put = (name: string, content: string | Uint8Array): string => {
  writeFileSync(join(folder, name), content);
  return name;
};
const run = (args: string[], input?: string | Uint8Array) =>
  decp(['validate', '--date', '2026-12-31', ...args], { folder, ...(input !== undefined && { input }) });

type Report = {
  files: {
    file: string;
    sha256: string;
    version: string;
    verdict: string;
    schemaVerdict: string;
    records: object;
    counts: object;
    findings: { code: string; path: string }[];
    truncated: boolean;
  }[];
};
const report = (text: string): Report => JSON.parse(text) as Report;

put('demo.json', DEMO);
put('good.json', GOOD);

describe('the verdict is the exit code', () => {
  test.each([
    ['conforming: 0', ['good.json'], 0],
    ['findings: 1', ['demo.json'], 1],
    ['nothing could be read: 2', ['absent.json'], 2],
    ['a finding wins over a file that could not be read', ['absent.json', 'demo.json'], 1],
    ['a file that could not be read wins over a conforming one', ['absent.json', 'good.json'], 2],
    ['an unknown version is a usage error', ['good.json', '--schema', '9.9.9'], 2],
    ['an unknown option is a usage error', ['good.json', '--schéma', '2.0.3'], 2],
    ['a number is a number', ['good.json', '--max-findings', 'dix'], 2],
  ])('%s', async (_, args, code) => {
    expect((await run(args)).code).toBe(code);
  });
});

describe('what is read', async () => {
  const findingsOf = async (args: string[], input?: string | Uint8Array) =>
    report((await run([...args, '--format', 'json'], input)).out).files[0]?.findings;
  const expected = await findingsOf(['demo.json']);

  test('a packed file and standard input give the findings of the plain file', async () => {
    expect(expected).toHaveLength(3);
    expect(await findingsOf([put('demo.json.gz', gzipSync(DEMO))])).toEqual(expected);
    expect(await findingsOf(['-'], DEMO)).toEqual(expected);
  });

  test('a folder stands for the JSON files under it, in order; an empty one is said to be empty', async () => {
    mkdirSync(join(folder, 'tree/deep'), { recursive: true });
    put('tree/b.json', GOOD);
    put('tree/deep/a.json.gz', gzipSync(GOOD));
    put('tree/deep/C.JSON', GOOD);
    put('tree/deep/D.JSON.GZ', gzipSync(GOOD));
    put('tree/notes.txt', 'no');
    expect(report((await run(['tree', '--format', 'json'])).out).files.map(({ file }) => file)).toEqual([
      'tree/b.json',
      'tree/deep/C.JSON',
      'tree/deep/D.JSON.GZ',
      'tree/deep/a.json.gz',
    ]);
    mkdirSync(join(folder, 'empty'));
    expect((await run(['empty'])).out).toContain('« empty »');
  });

  test('a file larger than what is read at once, whose beginning is looked at first, is read whole', async () => {
    const { marches } = JSON.parse(GOOD) as { marches: { marche: object[] } };
    const [record] = marches.marche;
    const padded = { ...record, objet: 'Voirie '.repeat(140) };
    const large = JSON.stringify({
      marches: { marche: Array.from({ length: 2000 }, (_, i) => ({ ...padded, id: `2024-${i}` })) },
    });
    expect(large.length).toBeGreaterThan(3 << 20);
    const [file] = report((await run([put('large.json', large), '--format', 'json'])).out).files;
    expect(file).toMatchObject({ verdict: 'conforming', records: { marche: 2000, valid: 2000 } });
    const few = JSON.stringify({
      marches: { marche: Array.from({ length: 3 }, (_, i) => ({ ...record, id: `2024-${i}`, objet: 'x'.repeat(1_500_000) })) },
    });
    expect(
      report((await run([put('few.json', few), '--format', 'json'])).out).files[0]?.findings.map(({ code, path }) => [
        code,
        path,
      ]),
    ).toEqual([0, 1, 2].map((i) => ['schema.maxLength', `/marches/marche/${i}/objet`]));
  });
});

describe('what is written', () => {
  test('json has the shape that programs rely on', async () => {
    const [file] = report((await run(['demo.json', '--format', 'json'])).out).files;
    expect(file).toMatchObject({
      file: 'demo.json',
      format: 'json',
      sha256: createHash('sha256').update(DEMO).digest('hex'),
      version: '2.0.3',
      versionDetected: '2.0.3',
      schemaVerdict: 'invalid',
      verdict: 'not-conforming',
      records: { marche: 12, 'contrat-concession': 2, valid: 11, invalid: 3, conforming: 11 },
      counts: { error: 3, warning: 0, info: 0 },
      truncated: false,
    });
  });

  test('--max-findings cuts the list, never the counts', async () => {
    const [file] = report((await run(['demo.json', '--format', 'json', '--max-findings', '1'])).out).files;
    expect(file).toMatchObject({ counts: { error: 3 }, truncated: true });
    expect(file?.findings).toHaveLength(1);
    expect((await run(['demo.json', '--max-findings', '1'])).out).toContain('3 erreurs');
  });

  test('--schema applies another version', async () => {
    expect(report((await run(['good.json', '--schema', '2.0.0', '--format', 'json'])).out).files[0]).toMatchObject({
      version: '2.0.0',
      versionDetected: IN_FORCE,
      verdict: 'not-conforming',
    });
  });

  test('--output writes the file and nothing else; where it cannot, it says so', async () => {
    expect(await run(['demo.json', '--output', 'report.txt'])).toEqual({ code: 1, out: '', err: '' });
    expect(readFileSync(join(folder, 'report.txt'), 'utf8')).toBe((await run(['demo.json'])).out);
    const refused = await run(['demo.json', '--output', 'no/such/folder/report.txt']);
    expect([refused.code, refused.out]).toEqual([2, '']);
    expect(refused.err).toContain('« no/such/folder/report.txt »');
  });

  test('ndjson is one object a line, csv one finding a row', async () => {
    const lines = (await run(['demo.json', '--format', 'ndjson'])).out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { type: string });
    expect(lines.map(({ type }) => type)).toEqual(['finding', 'finding', 'finding', 'summary']);
    expect((await run(['demo.json', '--format', 'csv'])).out.trim().split('\r\n')).toHaveLength(4);
  });

  test('a reader that goes away is no error', async () => {
    const child = spawn(
      'sh',
      ['-c', `"${process.execPath}" "${ROOT}dist/bin/decp.js" validate demo.json --format json | head -c 10`],
      { cwd: folder },
    );
    let err = '';
    child.stderr.on('data', (text: Buffer) => (err += text.toString()));
    await new Promise((done) => child.once('close', done));
    expect(err).toBe('');
  });
});

test('a stop half-way leaves no half-written report', async () => {
  const child = spawn(
    process.execPath,
    [`${ROOT}dist/bin/decp.js`, 'validate', '-', '--format', 'ndjson', '--output', 'stopped.ndjson'],
    { cwd: folder },
  );
  // Enough of a file for findings to be written, and no end.
  child.stdin.write(DEMO.slice(0, DEMO.lastIndexOf('"contrat-concession"')));
  child.stdin.on('error', () => undefined);
  const partial = () => readdirSync(folder).filter((name) => name.startsWith('stopped'));
  child.stdin.write(' '.repeat(18 << 20));
  while (partial().length === 0 && child.exitCode === null) await new Promise((done) => setTimeout(done, 20));
  child.kill('SIGINT');
  const signal = await new Promise((done) =>
    child.once('close', (_, name) => {
      done(name);
    }),
  );
  expect([signal, partial()]).toEqual(['SIGINT', []]);
  expect(existsSync(join(folder, 'stopped.ndjson'))).toBe(false);
});
