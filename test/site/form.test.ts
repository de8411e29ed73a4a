/** The form where contracts are typed: its fields are those of the model, and what it keeps reads back as contracts. */
import { expect, test } from 'vitest';
import {
  checkedTableOf,
  EMPTY,
  isUnsaved,
  keep,
  type Kept,
  MOST_CONTRACTS,
  ranksOf,
  readKept,
  rowsOf,
  tableOf,
  withoutContract,
} from '../../docs-site/src/form/contracts.ts';
import { fewest, formColumns, isFolded, listsOf, sectionsOf } from '../../docs-site/src/form/fields.ts';
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
        // The form has no JSON.
        expect(help).not.toMatch(/guillemets|quoted|`|\b(?:true|false)\b/);
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
    all.map(({ kind, cells }) => ({
      kind,
      cells: Object.fromEntries(Object.entries(cells).toSorted(([a], [b]) => (a < b ? -1 : 1))),
    }));
  expect(sorted(rowsOf(tableOf(contracts)) as typeof contracts)).toEqual(sorted(contracts));
  expect(rowsOf(tableOf(contracts.slice(1)).replaceAll(/^"?contrat(-concession)?"?;/gm, ''))[0]?.kind).toBe('contrat-concession');
  expect(rowsOf('')).toEqual([]);
});

test.each(['autoriteConcedante.id', 'concessionnaires.1.id', 'dateSignature', 'valeurGlobale'])(
  'a table that does not name its kinds is one of concessions where it has %s',
  (name) => {
    expect(rowsOf(`id;${name}\r\n1;x\r\n`)).toEqual([{ kind: 'contrat-concession', cells: { id: '1', [name]: 'x' } }]);
    expect(rowsOf('id;montant\r\n1;2\r\n')[0]?.kind).toBe('marche');
  },
);

test.each(KINDS)('a %s without a value has its missing values reported, each at an input of the form', (kind) => {
  const contracts = [contractOf(kind), { kind, cells: {} }];
  const columns = formColumns(model, [kind], 'fr');
  const { findings } = judgeTable(openCsv, new TextEncoder().encode(checkedTableOf(contracts, columns)), version);
  const missing = findings.filter((finding) => ranksOf(finding, contracts).includes(1));
  expect(findings.filter((finding) => ranksOf(finding, contracts).includes(0))).toEqual([]);
  expect(new Set(missing.map(({ code }) => code))).toEqual(new Set(['schema.required']));
  const names = missing.map(({ position }) => position?.cell?.name ?? '');
  for (const name of names) expect(columns).toContain(name);
  for (const { fields } of sectionsOf(model, kind, {}, 'fr'))
    for (const { name, required } of fields)
      if (required && !/^(titulaires|concessionnaires|acheteur|lieuExecution)\./.test(name)) expect(names).toContain(name);
});

test('an empty contract alone is reported as well, and columns of the form change nothing in what is read back', () => {
  const [contracts, columns] = [[EMPTY.draft], formColumns(model, KINDS, 'fr')];
  const bytes = new TextEncoder().encode(checkedTableOf(contracts, columns));
  expect(judgeTable(openCsv, bytes, version).findings.some((finding) => ranksOf(finding, contracts).length > 0)).toBe(true);
  expect(rowsOf(tableOf(KINDS.map(contractOf), columns))).toHaveLength(2);
  expect(rowsOf(tableOf([EMPTY.draft], columns))).toEqual([EMPTY.draft]);
});

test('a finding is one of the contract of its row, of those that fill its column, or of all', () => {
  const contracts = [EMPTY.draft, { kind: 'marche' as const, cells: { autre: 'x' } }];
  const at = (row: number, name?: string) => ({
    position: { offset: 0, line: 1, column: 1, cell: { row, ...(name !== undefined && { name }) } },
  });
  expect(ranksOf(at(2, 'id'), contracts)).toEqual([0]);
  expect(ranksOf(at(1, 'autre'), contracts)).toEqual([1]);
  expect(ranksOf(at(1, 'rang'), contracts)).toEqual([]);
  expect(ranksOf({}, contracts)).toEqual([0, 1]);
});

test('a contract that is removed takes its draft along, and no other', () => {
  const [a, b, c] = ['a', 'b', 'c'].map((id) => ({ kind: 'marche' as const, cells: { id } }));
  if (!a || !b || !c) throw new Error('three contracts');
  const draft = { kind: 'marche' as const, cells: { id: 'typed' } };
  const contracts = [a, b, c];
  expect(withoutContract({ contracts, draft, at: 1 }, 0)).toEqual({ contracts: [b, c], draft, at: 0 });
  expect(withoutContract({ contracts, draft, at: 1 }, 1)).toEqual({ contracts: [a, c], draft: EMPTY.draft, at: undefined });
  expect(withoutContract({ contracts, draft, at: 1 }, 2)).toEqual({ contracts: [a, b], draft, at: 1 });
  expect(withoutContract({ contracts, draft, at: undefined }, 0)).toEqual({ contracts: [b, c], draft, at: undefined });
});

test('what is typed is unsaved where the list has not the same values', () => {
  const contract = contractOf('marche');
  const same = { kind: contract.kind, cells: { ...contract.cells } };
  const { id: _, ...less } = contract.cells;
  const unsaved = (draft: Kept['draft'], at?: number) => isUnsaved({ contracts: [contract], draft, at });
  expect([unsaved(EMPTY.draft), unsaved(same, 0)]).toEqual([false, false]);
  expect([unsaved(same), unsaved({ ...same, cells: less }, 0), unsaved(EMPTY.draft, 0)]).toEqual([true, true, true]);
});

test('an item that was added is not folded away, and items of blocks within blocks are numbered', () => {
  const fields = (counts: Record<string, number>) =>
    sectionsOf(model, 'marche', counts, 'fr').flatMap((section) => section.fields);
  const folded = (counts: Record<string, number>) =>
    fields(counts).flatMap((field) => (isFolded(field, counts) ? [field.name] : []));
  expect(folded({ techniques: 1 })).toContain('origineFrance');
  expect(folded({ techniques: 2 })).not.toContain('techniques.2');
  const labels = new Map(
    fields({ modifications: 1, 'modifications.titulaires': 2, techniques: 2 }).map(({ name, label }) => [name, label]),
  );
  expect(labels.get('modifications.1.titulaires.1.id')).toMatch(/ \(1\)$/);
  expect(labels.get('modifications.1.titulaires.2.id')).toMatch(/ \(2\)$/);
  expect(labels.get('techniques.2')).toMatch(/ \(2\)$/);
  for (const name of ['techniques.1', 'titulaires.1.id', 'modifications.1.id', 'id'])
    expect(labels.get(name)).not.toMatch(/\(\d+\)$/);
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
  expect(keep(() => store, kept)).toBe(true);
  expect(readKept(() => store)).toEqual(kept);
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
  expect(readKept(() => storage(text))).toEqual(EMPTY);
});

test('a browser that has no space left says so', () => {
  const full = {
    setItem: () => {
      throw new DOMException('', 'QuotaExceededError');
    },
  };
  expect(keep(() => full, EMPTY)).toBe(false);
});

test('a browser that refuses its storage to the page keeps nothing, and the form is empty', () => {
  const refused = (): never => {
    throw new DOMException('', 'SecurityError');
  };
  expect(readKept(refused)).toEqual(EMPTY);
  expect(keep(refused, EMPTY)).toBe(false);
});
