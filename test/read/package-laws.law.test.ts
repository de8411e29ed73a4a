import { readdirSync, readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { loadVersion } from '../../src/validate/registry.node.ts';
import { packageOf } from '../../src/write/package/file.ts';
import { GOLDEN } from '../support/engine.ts';
import { oneOfEachKind } from '../support/examples.ts';
import { fileArbitrary } from '../support/records.ts';
import { bytesOf, filesOf, readBack, thereAndBack, type Files } from './packages.ts';
import { draws } from '../support/tier.ts';
import { EXAMPLES } from '../support/unfolded.ts';

const { model, validators } = await loadVersion(GOLDEN);

const RUNS = draws(40, 500);
/** With this size a file has some 20 records on average. */
const SIZE = { minLength: 12, maxLength: 28 };

const jsonOf = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
const examplesIn = (folder: string): (readonly [name: string, file: unknown])[] =>
  readdirSync(folder)
    .map((name) => folder + name)
    .filter((name) => name.endsWith('.json') && !name.endsWith('.findings.json'))
    .map((name) => [name, jsonOf(readFileSync(name, 'utf8'))] as const)
    .filter(([, file]) => file !== undefined);
const FOLDER = `${EXAMPLES}${GOLDEN}/`;
const validExamples = examplesIn(`${FOLDER}valid/`);

const countOf = (file: object): number =>
  Object.values((file as { marches: Record<string, unknown[]> }).marches).reduce((sum, list) => sum + list.length, 0);

test('JSON → package → JSON is the identity on valid files, whatever their texts and numbers', () => {
  let records = 0;
  fc.assert(
    fc.property(fileArbitrary(model, SIZE, true), (file) => {
      records += countOf(file);
      const { files, lost } = packageOf(file, model);
      const { file: back, findings } = readBack(bytesOf(files), model);
      expect([lost, findings]).toEqual([[], []]);
      expect(isDeepStrictEqual(back, file) || { back, file }).toBe(true);
    }),
    { numRuns: RUNS },
  );
  expect(records).toBeGreaterThanOrEqual(RUNS * 20);
});

test('the records of this law are valid, and of many kinds', () => {
  const seen = new Set<string>();
  for (const file of fc.sample(fileArbitrary(model, SIZE, true), { numRuns: 40, seed: 7 })) {
    for (const [kind, list] of Object.entries(
      (file as { marches: Record<'marche' | 'contrat-concession', unknown[]> }).marches,
    )) {
      for (const record of list) {
        const check = validators[kind as 'marche' | 'contrat-concession'];
        expect(check(record) || check.errors).toBe(true);
        for (const name of Object.keys(record as object)) seen.add(name);
      }
    }
  }
  expect(seen.size).toBeGreaterThan(35);
});

test('every valid example comes back as it was, without a finding', () => {
  expect(validExamples.length).toBeGreaterThan(90);
  for (const [name, file] of validExamples) expect([name, thereAndBack(file, model)]).toEqual([name, { file, findings: [] }]);
});

test('an invalid example comes back as it was, or what is lost is said, with its place', () => {
  const examples = new Map(examplesIn(`${FOLDER}invalid/`));
  const invalid = oneOfEachKind([...examples.keys()]).map((name) => [name, examples.get(name)] as const);
  let whole = 0;
  for (const [name, file] of invalid) {
    const { files, lost } = packageOf(file, model);
    const same = isDeepStrictEqual(readBack(bytesOf(files), model).file, file);
    if (same) whole++;
    expect([name, lost.length === 0, ...lost.map(({ code }) => code.split('.')[0])]).toEqual([
      name,
      same,
      ...lost.map(() => 'convert'),
    ]);
  }
  expect(invalid.length).toBeGreaterThan(40);
  expect(whole).toBeGreaterThan(invalid.length / 2);
});

/** Records of examples with one random place removed, or replaced by something else. */
const spoiled = fc
  .tuple(
    fc.constantFrom(...validExamples.map(([, file]) => file)),
    fc.nat(200),
    fc.option(fc.jsonValue({ maxDepth: 1 }), { nil: undefined }),
  )
  .map(([file, place, other]) => {
    let at = place;
    return JSON.parse(JSON.stringify({ file }, (key, inner: unknown) => (key !== '' && at-- === 0 ? other : inner))) as {
      file?: unknown;
    };
  });

test('a spoiled file comes back as it was exactly where nothing is said to be lost', () => {
  fc.assert(
    fc.property(spoiled, ({ file = null }) => {
      const { files, lost } = packageOf(file, model);
      const { file: back, findings } = readBack(bytesOf(files), model);
      expect(findings).toEqual([]);
      expect([isDeepStrictEqual(back, file), file]).toEqual([lost.length === 0, file]);
    }),
    { numRuns: RUNS * 8 },
  );
});

/** What a faulty writer could do to the tables; each must be noticed by the finding or by the file that comes back. */
const PLANTS: Record<string, (files: Files) => void> = {
  'a column dropped': (files) => change(files, 'titulaires.csv', (line) => line.split(',').slice(0, -1).join(',')),
  'ranks swapped': (files) =>
    change(files, 'titulaires.csv', (line) =>
      line.replace(/^(\d+),(\d+),/, (_, key: string, rank: string) => `${key},${3 - Number(rank)},`),
    ),
  'the last row dropped': (files) => files.set('titulaires.csv', files.get('titulaires.csv')!.replace(/[^\n]*\n$/, '')),
};
const change = (files: Files, name: string, by: (line: string) => string): void => {
  files.set(name, files.get(name)!.split('\r\n').map(by).join('\r\n'));
};

test.each(Object.entries(PLANTS))('the law notices %s', (_, plant) => {
  const [, file] = validExamples.find(([name]) => name.includes('accord-cadre-de-plusieurs-titulaires'))!;
  const files = filesOf(file, model);
  plant(files);
  const { file: back, findings } = readBack(bytesOf(files), model);
  expect(findings.length === 0 && isDeepStrictEqual(back, file)).toBe(false);
});
