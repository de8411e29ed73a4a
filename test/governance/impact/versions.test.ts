import { describe, expect, test } from 'vitest';
import type { Cause } from '../../../src/model/impact.ts';
import { GOLDEN, readJsonFile } from '../../support/engine.ts';
import { countFiles } from './count.ts';

type Json = Record<string, unknown>;

const [MARCHE] = (readJsonFile('examples/2.0.3/valid/base-marche.json') as { marches: { marche: [Json] } }).marches.marche;
const [FLAT] = (readJsonFile('examples/1.5.0/valid/base-marche.json') as { marches: [Json] }).marches;

const marches = (...marche: unknown[]) => ({ marches: { marche } });
const flat = (...records: unknown[]) => ({ marches: records });
const typed: Json = { ...MARCHE, _type: 'Marché' };
const { objet: _, ...withoutObjet } = MARCHE;

const facts = ({ effect, code, kind, path, value, files, records, changing, alone, share }: Cause) => ({
  ...{ effect, code, kind, path, files, records, changing, alone, share },
  ...(value !== undefined && { value }),
});

describe('2.0.2 → 2.0.3, where `_type` is taken out', () => {
  const files = {
    'a.json': marches(MARCHE, typed, { ...withoutObjet, _type: 'Marché' }),
    'b.json': marches(typed, withoutObjet),
  };

  test('records are counted by their two verdicts, file by file and in all', async () => {
    const { records, wholeFiles, files: each } = await countFiles('2.0.2', '2.0.3', files);
    expect(records).toEqual({ judged: 5, acceptedByBoth: 1, refusedByBoth: 2, newlyRefused: 2, newlyAccepted: 0 });
    expect(wholeFiles).toEqual({ judged: 2, acceptedByBoth: 0, refusedByBoth: 2, newlyRefused: 0, newlyAccepted: 0 });
    expect(each.map(({ name, shape, records: { judged, newlyRefused } }) => [name, shape, judged, newlyRefused])).toEqual([
      ['a.json', 'both', 3, 1],
      ['b.json', 'both', 2, 1],
    ]);
  });

  test('the cause is reported by code and field, with the records it hits, those that change for it, and where', async () => {
    const { causes } = await countFiles('2.0.2', '2.0.3', files);
    expect(causes.map(facts)).toEqual([
      {
        effect: 'new',
        code: 'schema.additionalProperties',
        kind: 'marche',
        path: '_type',
        files: 2,
        records: 3,
        changing: 2,
        alone: 2,
        share: 0.4,
      },
    ]);
    expect(causes[0]?.places.map(({ file, pointer, line }) => [file, pointer, line])).toEqual([
      ['a.json', '/marches/marche/1/_type', 1],
      ['a.json', '/marches/marche/2/_type', 1],
      ['b.json', '/marches/marche/0/_type', 1],
    ]);
    expect(causes[0]?.places[0]?.column).toBe(1 + JSON.stringify(files['a.json']).indexOf('"_type"'));
  });

  test('the way back fixes what the way there broke', async () => {
    const { records, causes } = await countFiles('2.0.3', '2.0.2', files);
    expect(records).toEqual({ judged: 5, acceptedByBoth: 1, refusedByBoth: 2, newlyRefused: 0, newlyAccepted: 2 });
    expect(causes.map(({ effect, changing, alone }) => [effect, changing, alone])).toEqual([['gone', 2, 2]]);
  });

  test('a whole file that one version accepts and the other refuses is reported', async () => {
    const { wholeFiles, files: each } = await countFiles('2.0.2', '2.0.3', {
      'a.json': marches(typed),
      'b.json': marches(MARCHE),
    });
    expect(wholeFiles).toMatchObject({ judged: 2, acceptedByBoth: 1, newlyRefused: 1 });
    expect(each.map(({ verdict }) => verdict)).toEqual([
      { from: true, to: false },
      { from: true, to: true },
    ]);
  });
});

test('a version beside itself changes nothing, whatever the file', async () => {
  const { causes, records } = await countFiles('2.0.3', '2.0.3', { 'a.json': marches(MARCHE, typed, 12, null, []) });
  expect(causes).toEqual([]);
  expect(records).toEqual({ judged: 5, acceptedByBoth: 1, refusedByBoth: 4, newlyRefused: 0, newlyAccepted: 0 });
});

const [OLDER] = (readJsonFile('examples/2.0.1/valid/base-marche.json') as { marches: { marche: [Json] } }).marches.marche;
const CURLY = 'Techniques de l’information et de la communication';

test('a record that is newly refused for two reasons has neither as its only one', async () => {
  const broken = { ...OLDER, ccag: CURLY, techniques: { technique: ['Système d’acquisition dynamique'] } };
  const { causes, records } = await countFiles('2.0.1', '2.0.2', { 'a.json': marches(broken, { ...OLDER, ccag: CURLY }) });
  expect(records.newlyRefused).toBe(2);
  expect(causes.map(({ effect, path, changing, alone }) => [effect, path, changing, alone])).toEqual([
    ['new', 'ccag', 2, 1],
    ['new', 'techniques.technique[]', 1, 0],
  ]);
});

test('a code that one version has in its list and the other has not is reported by its value, any other value is not', async () => {
  const files = { 'a.json': marches({ ...OLDER, ccag: CURLY }, { ...OLDER, ccag: 'inventé' }) };
  const { causes, records } = await countFiles('2.0.1', '2.0.2', files);
  expect(records).toMatchObject({ newlyRefused: 1, refusedByBoth: 1 });
  expect(causes.map(facts)).toMatchObject([{ effect: 'new', code: 'schema.enum', value: CURLY, records: 1, changing: 1 }]);
  const back = await countFiles('2.0.2', '2.0.1', files);
  expect(back.causes.map(facts)).toMatchObject([{ effect: 'gone', value: CURLY, records: 1 }]);
});

describe('rules', () => {
  const origins = { ...MARCHE, origineFrance: 0.9, origineUE: 0.5 };
  const RULE = 'origine-france-superieure-a-ue';

  test('the version-bearing rules of a version count in its verdict', async () => {
    const { causes, records, files } = await countFiles('2.0.3', GOLDEN, { 'a.json': marches(origins, MARCHE) });
    expect(records).toMatchObject({ newlyRefused: 1, acceptedByBoth: 1 });
    expect(causes.map(facts)).toMatchObject([{ effect: 'new', code: RULE, path: 'origineFrance', changing: 1, alone: 1 }]);
    expect(files[0]?.verdict).toEqual({ from: true, to: false });
  });

  test('no other rule does: not a warning, not what the national consolidation drops', async () => {
    const odd = { ...MARCHE, montant: 3_000_000_001, acheteur: { id: '11111111111111' }, codeCPV: '99999999' };
    const { causes, records } = await countFiles('2.0.3', GOLDEN, { 'a.json': marches(odd) });
    expect(causes).toEqual([]);
    expect(records.acceptedByBoth).toBe(1);
  });
});

describe('files of another form', () => {
  const outside = (files: Record<string, unknown>, from: string, to: string) => countFiles(from, to, files);

  test('of neither version: the records are not counted, and their number is reported', async () => {
    const { records, causes, files } = await outside({ 'a.json': flat(FLAT, FLAT), 'b.json': marches(MARCHE) }, '2.0.3', GOLDEN);
    expect(files.map(({ shape, outside: apart, records: { judged } }) => [shape, apart, judged])).toEqual([
      ['neither', 2, 0],
      ['both', 0, 1],
    ]);
    expect(records.judged).toBe(1);
    expect(causes.filter(({ kind }) => kind !== null)).toEqual([]);
  });

  test.each([
    ['1.5.0', '2.0.1', flat(FLAT), 'from'],
    ['2.0.0', '2.0.3', marches(MARCHE), 'to'],
  ])('%s → %s, of one of the two: records are counted, the whole file is refused by the other', async (from, to, file, shape) => {
    const { files, causes } = await outside({ 'a.json': file }, from, to);
    expect(files[0]).toMatchObject({ shape, outside: 0, records: { judged: 1 } });
    expect(files[0]?.verdict).toEqual(shape === 'from' ? { from: true, to: false } : { from: false, to: true });
    expect(causes.find(({ code }) => code === 'structure.list-of-another-version')).toMatchObject({
      effect: shape === 'from' ? 'new' : 'gone',
      kind: null,
      files: 1,
      records: 0,
      changing: 0,
    });
  });

  test.each([
    ['a bare list', [MARCHE], 1],
    ['one record alone', MARCHE, 1],
    ['no list at all', { version: '2.1' }, 0],
  ])('%s is of neither', async (_, file, apart) => {
    const { files, records } = await outside({ 'a.json': file }, '2.0.2', '2.0.3');
    expect(files[0]).toMatchObject({ shape: 'neither', outside: apart });
    expect(records.judged).toBe(0);
  });

  test('what stands above records is reported by file', async () => {
    const { causes } = await outside({ 'a.json': { version: 2, ...marches(MARCHE) } }, '2.0.3', GOLDEN);
    expect(causes.map(facts)).toMatchObject([{ effect: 'new', code: 'schema.type', kind: null, path: '', files: 1, records: 0 }]);
  });
});

describe('what is wrong with the file itself', () => {
  test('a file that is cut is counted as far as it goes, and has no verdict as a whole', async () => {
    const text = JSON.stringify(marches(typed, typed));
    const { records, wholeFiles, files } = await countFiles('2.0.2', '2.0.3', { 'a.json': text.slice(0, -40) });
    expect(records).toMatchObject({ judged: 2, newlyRefused: 1, refusedByBoth: 1 });
    expect(wholeFiles.judged).toBe(0);
    expect(files[0]).toMatchObject({ parsed: false, verdict: { from: null, to: null } });
  });

  test('names that a file invents are not causes one by one', async () => {
    const invented = Object.fromEntries(Array.from({ length: 200 }, (_, i) => [`invente${i}`, i]));
    const odd = { ...MARCHE, ...invented, titulaires: [{ titulaire: invented }] };
    const { causes } = await countFiles('1.5.0', GOLDEN, { 'a.json': flat(odd), 'b.json': marches(odd) });
    expect(JSON.stringify(causes.map(facts))).not.toContain('invente');
    expect(causes.length).toBeLessThan(80);
  });
});
