import { linkSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { generate } from '../../../federation/fake/contracts/data.ts';
import { disagreements } from '../../../bench/runner/agreement.ts';
import { ROOT, WrongExit } from '../../../bench/runner/measure.ts';
import type { Answer, Program } from '../../../bench/runner/programs.ts';
import { agree, lastWords } from '../../../bench/speed/agree.ts';
import { buildSum, ownFiles } from '../../../bench/speed/build.ts';
import { judgePlan } from '../../../bench/speed/expected.ts';
import { readSpeedOptions } from '../../../bench/speed/options.ts';
import { ownFile } from '../../../bench/speed/own-files.ts';
import { ROWS } from '../../../bench/speed/rows.ts';
import type { SideId } from '../../../bench/speed/sides.ts';
import { under } from '../../../src/host/paths.node.ts';

describe('options', () => {
  test('without any, all rows are measured at all sizes by at least five pairs', () => {
    expect(readSpeedOptions([])).toEqual({ pairs: 5, seed: 2, rows: ROWS, sizes: [0.05, 10, 200, 1200], files: [] });
  });

  test('some rows and sizes may be asked for', () => {
    const { rows, sizes, pairs } = readSpeedOptions(['--only', 'small,threads', '--sizes', '1200', '--pairs', '7']);
    expect([rows.map(({ id }) => id), sizes, pairs]).toEqual([['small', 'threads'], [0.05, 1200], 7]);
  });

  test.each([
    ['--only', 'smal'],
    ['--sizes', '11'],
    ['--pairs', '0'],
    ['--pairs', 'many'],
    ['--seed', '1.5'],
  ])('%s %s makes no sense: it is named, with what may be asked', (name, value) => {
    expect(() => readSpeedOptions([name, value])).toThrow(`${name} ${value} ?`);
  });

  test('files of the caller are measured by the rows of data as they are published, or by some of these', () => {
    const all = readSpeedOptions(['--files', 'a.json', 'b.json', '--pairs', '3']);
    expect([all.files, all.pairs]).toEqual([['a.json', 'b.json'], 3]);
    expect(all.rows.map(({ ours, theirs, unit }) => [ours, theirs, unit])).toEqual([
      ['all', 'parse', 'cpu'],
      ['all-ndjson', 'parse', 'cpu'],
      ['schema', 'parse', 'cpu'],
      ['all', 'ajv', 'cpu'],
      ['all', 'sourcemeta', 'cpu'],
      ['default', undefined, 'peak'],
      ['default', 'all', 'wall'],
    ]);
    const some = readSpeedOptions(['--files', 'a.json', '--files', 'b.json', '--only', 'memory-real,real-ajv']);
    expect([some.files, some.rows.map(({ id }) => id)]).toEqual([
      ['a.json', 'b.json'],
      ['memory-real', 'real-ajv'],
    ]);
  });

  test.each([
    [['--files', 'a.json', '--only', 'compact-ajv'], '--only compact-ajv ?'],
    [['--files', 'a.json', '--sizes', '10'], '--files --sizes 10 ?'],
    [['--files', 'a.json', '--seed', '3'], '--files --seed 3 ?'],
    [['a.json'], 'a.json ?'],
    [['--files'], '--files'],
  ])('%j makes no sense: the option is named', (args, words) => {
    expect(() => readSpeedOptions(args)).toThrow(words);
  });
});

describe('a file of the caller', () => {
  const folder = mkdtempSync(join(tmpdir(), 'decp-bench-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const written = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };

  test.each([
    ['absent', () => join(folder, 'absent.json'), 'illisible / cannot be read: ENOENT'],
    ['a folder', () => folder, "n'est pas un fichier / not a file"],
    ['XML', () => written('a.xml', '<marches/>'), "n'est pas du JSON / not JSON: SyntaxError"],
    ['cut off', () => written('cut.json', '{"marches":'), "n'est pas du JSON / not JSON: SyntaxError"],
  ])('that is %s is named, with what is wrong with it', (_, make, words) => {
    const path = make();
    expect(() => ownFile(path)).toThrow(`${path} : ${words}`);
  });

  test('is known by its size and by what decp counts in it', () => {
    expect(ownFile('examples/2.0.3/valid/base-marche.json')).toMatchObject({
      path: join(ROOT, 'examples/2.0.3/valid/base-marche.json'),
      ...{ bytes: statSync(join(ROOT, 'examples/2.0.3/valid/base-marche.json')).size, dirty: 0 },
      ...{ marche: 1, 'contrat-concession': 0 },
    });
    const invalid = written('invalid.json', '{"marches":{"marche":[{}],"contrat-concession":[{}]}}');
    expect(ownFile(invalid)).toMatchObject({ dirty: 2, marche: 1, 'contrat-concession': 1 });
  });
});

describe('what is known of a file before anything is timed', () => {
  test.each(['compact', 'pretty'] as const)(
    'Ajv finds in %s data as many records and invalid ones as the generator made',
    (layout) => {
      const schema = JSON.parse(readFileSync(under('dist', 'schemas', '2.0.3', 'decp.schema.draft-07.json'), 'utf8')) as object;
      const plan = { megabytes: 0.5, layout, dirty: 0.3, seed: 5 };
      const counts = judgePlan(plan, schema);
      const pieces = generate(plan);
      let last = pieces.next();
      while (last.done !== true) last = pieces.next();
      const truth = last.value;
      expect(counts).toMatchObject({ records: truth.marche + truth['contrat-concession'], invalid: truth.dirty });
      expect(counts.findings).toBeGreaterThan(truth.dirty);
    },
  );

  test('two programs that count otherwise are not compared', () => {
    const plan = { megabytes: 1, layout: 'compact', dirty: 0.05, seed: 2 } as const;
    const file = { plan, path: 'a.json', sha256: '', bytes: 9, marche: 8, 'contrat-concession': 2, dirty: 1 };
    const agreed = { records: 10, invalid: 1, findings: 3 };
    expect(disagreements(file, { decp: agreed, ajv: { findings: 3 }, parse: { records: 10 } })).toEqual([]);
    expect(disagreements(file, { decp: agreed, ajv: { findings: 4 } })).toEqual(['findings: decp 3, ajv 4']);
    expect(disagreements(file, { decp: { ...agreed, invalid: 2 } })).toEqual(['invalid: generator 1, decp 2']);
  });
});

describe('before anything is timed', () => {
  const plan = { megabytes: 1, layout: 'compact', dirty: 0.05, seed: 2 } as const;
  const file = { plan, path: join(ROOT, 'a.json'), sha256: '', bytes: 9, marche: 8, 'contrat-concession': 2, dirty: 1 };
  const truth = { records: 10, invalid: 1, findings: 3 };
  const command = { name: 'a program', args: [], exit: 1 };
  const saying = (answer: Answer): Program => ({ command: () => command, answer: () => answer });
  const dying = (words: string): Program => ({
    command: () => command,
    answer() {
      throw new WrongExit(command, 134, words);
    },
  });
  const asked = (...sides: [SideId, Program][]) => agree(file, new Map(sides), saying(truth));

  test('programs that agree are reported with what they said', () => {
    expect(asked(['schema', saying(truth)], ['ajv', saying({ findings: 3 })])).toEqual([
      { file: 'a.json', program: 'Ajv, record by record', exit: 0, answer: truth },
      { file: 'a.json', program: 'a program', exit: 1, answer: truth },
      { file: 'a.json', program: 'a program', exit: 1, answer: { findings: 3 } },
    ]);
  });

  test('one finding too few stops the benchmark', () => {
    expect(() => asked(['schema', saying({ ...truth, findings: 2 })])).toThrow('findings: Ajv, record by record 3, a program 2');
  });

  test('a peer that a file is too big for is left with its last words; ours may not fail so', () => {
    const dead = dying('Error: Cannot create a string longer than 0x1fffffe8 characters');
    expect(asked(['ajv', dead])[1]).toMatchObject({
      exit: 134,
      died: 'Error: Cannot create a string longer than 0x1fffffe8 characters',
    });
    expect(() => asked(['schema', dead])).toThrow('exit 134 where 1 was expected');
  });

  test('a peer that gives another verdict is not taken for a dead one', () => {
    expect(() => asked(['ajv', dying('a.json valid')])).toThrow(WrongExit);
  });
});

describe('a peer that fails', () => {
  test.each([
    ['at x.js:1\nError: Cannot create a string longer than 0x1fffffe8 characters\n  at y', 'Cannot create a string longer'],
    ['FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory', 'heap out of memory'],
  ])('is believed to have been overwhelmed by %j', (said, words) => expect(lastWords(said)).toContain(words));

  test.each(['bench/data/a.json invalid', 'schema is invalid', ''])('is not by %j: that is another verdict', (said) => {
    expect(lastWords(said)).toBeUndefined();
  });
});

describe('what was built', () => {
  const folder = mkdtempSync(join(tmpdir(), 'decp-bench-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  test('a file with a second name gets bytes of its own, the same ones', () => {
    const [elsewhere, here] = [mkdtempSync(join(tmpdir(), 'decp-bench-')), join(folder, 'a.js')];
    writeFileSync(join(elsewhere, 'a.js'), 'one');
    linkSync(join(elsewhere, 'a.js'), here);
    const before = buildSum(folder);
    ownFiles(folder);
    expect([statSync(here).nlink, readFileSync(here, 'utf8'), buildSum(folder)]).toEqual([1, 'one', before]);
    writeFileSync(join(elsewhere, 'a.js'), 'two');
    expect(buildSum(folder)).toBe(before);
    rmSync(elsewhere, { recursive: true });
  });

  test('another byte is another build', () => {
    const before = buildSum(folder);
    writeFileSync(join(folder, 'b.js'), '');
    expect(buildSum(folder)).not.toBe(before);
  });
});
