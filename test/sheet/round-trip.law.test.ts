import { readdirSync } from 'node:fs';
import { unzipSync } from 'fflate';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { RecordKind } from '../../src/model/kinds.ts';
import type { Leaf, Node } from '../../src/model/tree.ts';
import { treesOf } from '../../src/model/tree.ts';
import { meansNothing } from '../../src/model/no-contract.ts';
import { loadVersion } from '../../src/validate/registry.node.ts';
import { openCsv } from '../../src/read/csv/open-csv.ts';
import { openOds } from '../../src/read/ods/open-ods.ts';
import { openXlsx } from '../../src/read/xlsx/open-xlsx.ts';
import { createTable } from '../../src/write/sheet/table.ts';
import type { SheetForm } from '../../src/write/sheet/cells.ts';
import type { Lost } from '../../src/write/lost.ts';
import { readJsonFile, ROOT, GOLDEN } from '../support/engine.ts';
import { readAll } from './helpers.ts';
import { draws, NIGHT } from '../support/tier.ts';
import { UNFOLDED } from '../support/unfolded.ts';
import { anyCharacter } from '../support/any-character.ts';

const { model } = await loadVersion(GOLDEN);
const trees = treesOf(model);
const OPEN = { csv: openCsv, xlsx: openXlsx, ods: openOds };
const KINDS: RecordKind[] = ['marche', 'contrat-concession'];
const FORMS: SheetForm[] = ['csv', 'xlsx', 'ods'];

type Entry = { kind: RecordKind; value: unknown };

function through(form: SheetForm, entries: readonly Entry[]) {
  const table = createTable(model, form);
  const lost = entries.flatMap(({ kind, value }) => table.add(kind, value));
  const bytes = table.bytes();
  return { lost, bytes, read: readAll(OPEN[form], bytes, model) };
}

const byKind = (entries: readonly Entry[], kind: RecordKind) =>
  entries.filter((entry) => entry.kind === kind).map(({ value }) => value);

const folder = `${UNFOLDED}${GOLDEN}/valid/`;
const files = readdirSync(ROOT + folder).filter((name) => name.endsWith('.json') && !name.endsWith('.findings.json'));

describe.each(FORMS)('records through %s', (form) => {
  // What a record holds does not hang on how a workbook is packed.
  const taken = files.filter((_, i) => NIGHT || form === 'csv' || i % 3 === FORMS.indexOf(form));
  test.each(taken)('%s comes back the same, or what is lost is said', (file) => {
    const { marches } = readJsonFile(folder + file) as { marches: Partial<Record<RecordKind, unknown[]>> };
    const entries = KINDS.flatMap((kind) => (marches[kind] ?? []).map((value) => ({ kind, value })));
    const { lost, read } = through(form, entries);
    expect(lost.map(({ code, path }) => `${code} ${path}`)).toEqual(
      file === 'concession-sans-donnees-d-execution.json' ? ['convert.empty-list /donneesExecution'] : [],
    );
    if (lost.length > 0) return;
    expect(read.findings).toEqual([]);
    for (const kind of KINDS)
      expect(read.records.filter(({ list }) => list === kind).map(({ value }) => value)).toEqual(byKind(entries, kind));
  });
});

const AWKWARD = fc.oneof(
  fc.string({ unit: anyCharacter, minLength: 1 }),
  fc.constantFrom(
    '=1+1',
    '+a',
    '-2',
    '@x',
    '\tx',
    '\rx',
    "'=x",
    "''+",
    "'",
    'a;b',
    'a,b',
    '"',
    '"a";"b"',
    'a\r\nb',
    'a\nb',
    'a\rb',
    ' a ',
    '\u00a0',
    '_x000D_',
    '<&>',
    ']]>',
    'é',
    '😀',
    '1 250',
    'oui',
    '\ufeffa',
    'Aide : x',
  ),
);

function leafValue(leaf: Leaf): fc.Arbitrary<unknown> {
  if (leaf.isDate)
    return fc
      .date({ min: new Date('2010-01-01'), max: new Date('2039-12-31'), noInvalidDate: true })
      .map((date) => date.toISOString().slice(0, 10));
  if (leaf.type === 'boolean') return fc.boolean();
  if (leaf.type === 'integer') return fc.integer();
  if (leaf.type === 'number')
    return fc.oneof(
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.constantFrom(0.1, 1e5, 1.234, 0.30000000000000004, -0),
    );
  return AWKWARD;
}

/** Records built as the tree says, with any values of the right type. */
function valuesOf(node: Node): fc.Arbitrary<unknown> {
  if (node.kind === 'leaf') return leafValue(node);
  if (node.kind === 'list') {
    const { envelope } = node;
    const item = valuesOf(node.item);
    return fc.array(envelope === undefined ? item : item.map((inside) => ({ [envelope]: inside })), {
      minLength: 1,
      maxLength: 4,
    });
  }
  const required = node.members.filter((member) => member.required).map(({ name }) => name);
  return fc.record(Object.fromEntries(node.members.map(({ name, node: of }) => [name, valuesOf(of)])), {
    requiredKeys: required,
    noNullPrototype: true,
  });
}

const entryOf = fc.constantFrom(...KINDS).chain((kind) => valuesOf(trees[kind]).map((value): Entry => ({ kind, value })));
const numRuns = draws(15, 200);

/** No cell of an exported file may start as a formula does. */
const DANGEROUS = /^[=+\-@\t\r]/;

describe.each(FORMS)('any records through %s', (form) => {
  test('come back the same, and no cell is a formula', () => {
    fc.assert(
      fc.property(fc.array(entryOf, { minLength: 1, maxLength: 3 }), (entries) => {
        const { lost, bytes, read } = through(form, entries);
        // Only lone surrogates have no place in a file of text, and control characters in XML.
        const unwritable = ['convert.lone-surrogate', ...(form === 'ods' ? ['convert.control-character'] : [])];
        // An item of a list that is a sign for « nothing » is read as none, and said to be lost.
        const isNothing = ({ code, params }: Lost): boolean =>
          code === 'convert.wrong-type' && meansNothing(params['value'] as string);
        expect(lost.filter((one) => !unwritable.includes(one.code) && !isNothing(one))).toEqual([]);
        for (const cell of cellsIn(form, bytes)) expect(cell).not.toMatch(DANGEROUS);
        if (lost.length > 0) return;
        expect(read.findings.map(({ code }) => code).filter((code) => code !== 'encoding.nul')).toEqual([]);
        for (const kind of KINDS)
          expect(read.records.filter(({ list }) => list === kind).map(({ value }) => value)).toEqual(byKind(entries, kind));
      }),
      { numRuns },
    );
  });
});

function cellsIn(form: SheetForm, bytes: Uint8Array): string[] {
  if (form === 'csv')
    return parse(Buffer.from(bytes), { delimiter: ';', bom: true, relax_column_count: true, record_delimiter: '\r\n' }).flat();
  if (form === 'ods') {
    const xml = new TextDecoder().decode(unzipSync(bytes)['content.xml']);
    const cells = [...xml.matchAll(/<table:table-cell[^>]*><text:p>(.*?)<\/text:p>/gs)].map((match) => match[1] ?? '');
    return cells.map((cell) => cell.replace(/<text:tab\/>/g, '\t').replace(/<[^>]*>/g, ' '));
  }
  const sheets = Object.entries(unzipSync(bytes)).filter(([path]) => path.startsWith('xl/worksheets/'));
  return sheets.flatMap(([, xml]) =>
    [...new TextDecoder().decode(xml).matchAll(/<t [^>]*>([^<]*)<\/t>/g)].map((match) =>
      (match[1] ?? '').replace(/^_x000D_/, '\r'),
    ),
  );
}

describe('what a table cannot hold is said with its place', () => {
  const base = { id: 'A', acheteur: { id: '1' } };
  test.each([
    [{ objet: ' ' }, 'convert.empty-object', ''],
    [{ id: 'Aide : a', objet: 'Aide : b' }, 'convert.wrong-type', ''],
    [{ objet: 'Travaux de voirie' }, 'convert.wrong-type', ''],
    [{ objet: 'Total', montant: 5 }, 'convert.wrong-type', ''],
    [{ ...base, objet: '' }, 'table.empty-text', '/objet'],
    [{ ...base, objet: null }, 'convert.null', '/objet'],
    [{ ...base, objet: 12 }, 'convert.wrong-type', '/objet'],
    [{ ...base, montant: '12' }, 'convert.wrong-type', '/montant'],
    [{ ...base, techniques: [] }, 'convert.wrong-type', '/techniques'],
    [{ ...base, techniques: {} }, 'convert.empty-object', '/techniques'],
    [{ ...base, techniques: { technique: [] } }, 'convert.empty-list', '/techniques/technique'],
    [{ ...base, techniques: { technique: ['a'], autre: 1 } }, 'convert.unknown-property', '/techniques/autre'],
    [{ ...base, titulaires: [{ titulaire: {} }] }, 'convert.empty-object', '/titulaires/0/titulaire'],
    [{ ...base, titulaires: [{}] }, 'convert.empty-object', '/titulaires/0'],
    [{ ...base, titulaires: [{ autre: { id: '1' } }] }, 'convert.unknown-property', '/titulaires/0/autre'],
    [{ ...base, titulaires: ['x'] }, 'convert.wrong-type', '/titulaires/0'],
    [{ ...base, 'a/b': 1 }, 'convert.unknown-property', '/a~1b'],
    [{ ...base, objet: '\ud800' }, 'convert.lone-surrogate', '/objet'],
    [{ ...base, objet: 'x'.repeat(40_000) }, 'table.text-too-long', '/objet'],
    [
      { ...base, techniques: { technique: Array.from({ length: 1000 }, () => 'a') } },
      'table.list-too-long',
      '/techniques/technique',
    ],
  ])('%j', (value, code, path) => {
    expect(
      createTable(model, 'xlsx')
        .add('marche', value)
        .map((lost) => [lost.code, lost.path]),
    ).toEqual([[code, path]]);
  });
});

test('two writings of the same records are the same bytes', () => {
  const entries: Entry[] = [{ kind: 'marche', value: { id: 'A', montant: 1.5 } }];
  for (const form of FORMS) expect(through(form, entries).bytes).toEqual(through(form, entries).bytes);
});
