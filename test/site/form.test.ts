/** The form where contracts are typed: its fields are those of the model, and what it keeps reads back as contracts. */
import { expect, test } from 'vitest';
import { EMPTY, keep, type Kept, MOST_CONTRACTS, readKept, rowsOf, tableOf } from '../../docs-site/src/form/contracts.ts';
import { fewest, listsOf, sectionsOf } from '../../docs-site/src/form/fields.ts';
import { treesOf } from '../../src/model/tree.ts';
import { openCsv } from '../../src/read/csv/open-csv.ts';
import { loadVersion } from '../../src/validate/registry.node.ts';
import { cellsOf } from '../../src/write/sheet/cells.ts';
import { judgeTable, readAll } from '../sheet/helpers.ts';
import { IN_FORCE, readJsonFile } from '../support/engine.ts';

const version = await loadVersion(IN_FORCE);
const { model } = version;
const file = (kind: string) =>
  readJsonFile(`examples/${IN_FORCE}/valid/base-${kind}.json`) as { marches: Record<string, unknown[]> };
const RECORDS = {
  marche: file('marche').marches['marche']?.[0],
  'contrat-concession': file('concession').marches['contrat-concession']?.[0],
} as const;
const KINDS = ['marche', 'contrat-concession'] as const;

const contractOf = (kind: (typeof KINDS)[number]) => ({
  kind,
  cells: Object.fromEntries(cellsOf(treesOf(model)[kind], RECORDS[kind], 'csv').cells),
});

test.each(KINDS)('the form of a %s has an input for each value of a complete contract, and one section of its own', (kind) => {
  const names = sectionsOf(model, kind, { titulaires: 3, concessionnaires: 3, techniques: 3 }, 'fr').flatMap(({ fields }) =>
    fields.map(({ name }) => name),
  );
  for (const name of Object.keys(contractOf(kind).cells)) expect(names).toContain(name);
  expect(sectionsOf(model, kind, {}, 'fr').filter(({ list }) => list === undefined)).toHaveLength(1);
});

test('each field has a label and help in both languages, codes where there is a list, and an item more where it is asked for', () => {
  for (const lang of ['fr', 'en'] as const)
    for (const { fields } of sectionsOf(model, 'marche', {}, lang))
      for (const { label, help, kind, codes } of fields) {
        expect(label).not.toBe('');
        expect(help).toMatch(/\w.*[.!?]?$/);
        expect(kind === 'code').toBe(codes.length > 0);
      }
  const titulaires = (count: number) =>
    sectionsOf(model, 'marche', { titulaires: count }, 'fr').filter(({ list }) => list === 'titulaires');
  expect(titulaires(2).map(({ key }) => key)).toEqual(['titulaires.1', 'titulaires.2']);
});

test('every contract has a titulaire and one value of each list; blocks that few contracts have are added', () => {
  const lists = listsOf(model, 'marche', 'fr');
  const blocks = new Set(lists.flatMap(({ name, isBlocks }) => (isBlocks ? [name] : [])));
  expect(lists.map(({ name }) => name)).toContain('modifications.titulaires');
  expect(['titulaires', 'techniques', 'modifications'].map((list) => fewest(list, blocks))).toEqual([1, 1, 0]);
});

test('what is typed is checked as a table, and conforms where the contract does', () => {
  const bytes = new TextEncoder().encode(tableOf(KINDS.map(contractOf)));
  expect(judgeTable(openCsv, bytes, version).findings).toEqual([]);
  expect(readAll(openCsv, bytes, model).records.map(({ value }) => value)).toEqual(KINDS.map((kind) => RECORDS[kind]));
});

test('a file taken up gives the contracts that it was made of', () => {
  const contracts = KINDS.map(contractOf);
  const sorted = (all: typeof contracts) =>
    all.map(({ kind, cells }) => ({ kind, cells: Object.fromEntries(Object.entries(cells).toSorted()) }));
  expect(sorted(rowsOf(tableOf(contracts)) as typeof contracts)).toEqual(sorted(contracts));
  expect(rowsOf(tableOf(contracts.slice(1)).replaceAll(/^"?contrat(-concession)?"?;/gm, ''))[0]?.kind).toBe('contrat-concession');
  expect(rowsOf('')).toEqual([]);
});

function storage(text: string | null) {
  let kept = text;
  return {
    getItem: () => kept,
    setItem: (_: string, value: string) => {
      kept = value;
    },
  };
}

test('contracts stay in the browser, and come back as they were', () => {
  const kept: Kept = { contracts: KINDS.map(contractOf), draft: contractOf('marche'), at: 1 };
  const store = storage(null);
  expect(keep(store, kept)).toBe(true);
  expect(readKept(store)).toEqual(kept);
});

test.each([
  ['nothing', null],
  ['no JSON', '{'],
  ['another shape', '{"contracts":[{"kind":"marche"}],"draft":{"kind":"marche","cells":{}}}'],
  ['another kind', '{"contracts":[],"draft":{"kind":"bail","cells":{}}}'],
  ['a value that is no text', '{"contracts":[],"draft":{"kind":"marche","cells":{"id":1}}}'],
  [
    'too many contracts',
    JSON.stringify({ contracts: Array.from({ length: MOST_CONTRACTS + 1 }, () => EMPTY.draft), draft: EMPTY.draft }),
  ],
])('a browser that kept %s gives an empty form', (_, text) => {
  expect(readKept(storage(text))).toEqual(EMPTY);
});

test('a browser that has no space left says so', () => {
  const full = {
    setItem: () => {
      throw new DOMException('', 'QuotaExceededError');
    },
  };
  expect(keep(full, EMPTY)).toBe(false);
});
