/** The built program in a process of its own, one call for each way to end and for each way to read and write; and that in this process it says the same. */
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, test } from 'vitest';
import { removedOnExit } from '../../src/host/output-file.node.ts';
import { EXIT } from '../../src/host/exit.ts';
import { host } from '../../src/host/memory.node.ts';
import { readText } from '../support/engine.ts';
import { decp, decpProcess, inThisProcess } from './run.ts';

const folder = mkdtempSync(join(tmpdir(), 'decp-process-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const DEMO = readText('examples/demo/marches-de-kervadec.json');
const { marches } = JSON.parse(readText('examples/2.0.3/valid/base-marche.json')) as { marches: { marche: [object] } };
const many = { marches: { marche: Array.from({ length: 2_000 }, (_, i) => ({ ...marches.marche[0], id: `A${i}`, objet: i })) } };
writeFileSync(join(folder, 'good.json'), JSON.stringify({ marches }));
writeFileSync(join(folder, 'demo.json'), DEMO);
writeFileSync(join(folder, 'many.json'), JSON.stringify(many));
writeFileSync(join(folder, 'a.json'), '{ "type": "string" }');
writeFileSync(join(folder, 'b.json'), '{ "type": "string", "maxLength": 3 }');

const DAY = ['--date', '2026-12-31'];

describe('in a process of its own and in that of the tests, a call ends alike and says the same', () => {
  // 70 is for what no input brings about: `code-cache.slow.test.ts` breaks the program for it.
  test.each<[what: string, code: number, args: string[], input?: string | Uint8Array]>([
    ['a file that conforms', 0, ['validate', 'good.json', ...DAY]],
    ['findings', 1, ['validate', 'demo.json', ...DAY]],
    ['a file that is not there', 2, ['validate', 'absent.json', ...DAY]],
    ['a wrong call', 2, ['validate', '--threads', 'deux', 'demo.json']],
    ['no call', 2, []],
    ['a help', 0, ['validate', '--help', '--lang', 'en']],
    ['the version', 0, ['--version']],
    ['a call that the command line reads', 1, ['validate', '--rules=qualite', '--format', 'json', ...DAY, 'demo.json']],
    ['another verb, which finds', 1, ['diff', 'a.json', 'b.json', '--lang', 'en']],
    ['another verb, in the other language', 0, ['explain', 'schema.enum']],
    ['standard input', 1, ['validate', '-', '--format', 'csv', ...DAY], DEMO],
    ['standard input, packed', 1, ['validate', '-', '--format', 'json', ...DAY], gzipSync(DEMO)],
    ['standard input without anything', 2, ['validate', '-', ...DAY]],
    ['both standard streams', 0, ['convert', 'good.json', '-', '--to', 'xml', '--schema', '2.0.3']],
  ])('%s: %i', async (_, code, args, input) => {
    const place = { folder, ...(input !== undefined && { input }) };
    const run = decpProcess(args, place);
    expect(run.code).toBe(code);
    expect(await decp(args, place)).toEqual(run);
  });

  test('a report that is longer than what is written at once', async () => {
    const args = ['validate', 'many.json', '--format', 'ndjson', ...DAY];
    const run = decpProcess(args, { folder });
    expect(run.code).toBe(1);
    expect(run.out.length).toBeGreaterThan(300_000);
    expect(await decp(args, { folder })).toEqual(run);
  });
});

describe('a call in this process', () => {
  const STREAMS = ['stdin', 'stdout', 'stderr'];
  const streams = () => STREAMS.map((name) => Object.getOwnPropertyDescriptor(process, name));
  const state = () => ({
    cwd: process.cwd(),
    code: process.exitCode,
    streams: streams(),
    host: { ...host },
    env: { ...process.env },
    files: readdirSync(folder),
  });

  test.each([
    [['validate', 'demo.json']],
    [['validate', 'absent.json']],
    [['diff']],
    [['--help']],
    // What was opened and has nothing to hold goes away with its call, not with the process.
    [['validate', 'demo.json', '--output', 'absent/report.txt']],
    [['impact', 'absent.json', '--output', 'counts.txt']],
    [['diff', 'a.json', 'b.json', '--output', 'absent/reported.txt']],
  ])('leaves it as it was: %j', async (args) => {
    const [before, said] = [state(), console];
    await decp(args, { folder });
    expect(state()).toEqual(before);
    expect(console).toBe(said);
  });

  test('waits for the one before, and one that cannot begin stops no other', async () => {
    const [first, none, last] = await Promise.allSettled([
      decp(['validate', 'demo.json', ...DAY], { folder }),
      decp(['--version'], { folder: join(folder, 'absent') }),
      decp(['explain', 'schema.enum']),
    ]);
    expect(first).toEqual({ status: 'fulfilled', value: decpProcess(['validate', 'demo.json', ...DAY], { folder }) });
    expect(none.status).toBe('rejected');
    expect(last).toEqual({ status: 'fulfilled', value: decpProcess(['explain', 'schema.enum']) });
  });

  test('fails where it still listens to its process once it has ended', async () => {
    const before = state();
    let release: (() => void) | undefined;
    const forgetful = () => {
      release = removedOnExit(join(folder, 'absent'));
      return Promise.resolve(EXIT.conforming);
    };
    await expect(inThisProcess(forgetful)).rejects.toThrow('still listens');
    release?.();
    expect(state()).toEqual(before);
  });
});
