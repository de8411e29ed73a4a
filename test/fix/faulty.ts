/** Files with the faults that people make, for the tests of `fix`: some have one certain correction, others none. */
import fc from 'fast-check';
import type { RecordKind } from '../../src/model/kinds.ts';
import { treesOf } from '../../src/model/tree.ts';
import type { Model } from '../../src/model/types.ts';
import { openDocument } from '../../src/write/ods/document.ts';
import { cellsOf } from '../../src/write/sheet/cells.ts';
import { csvText } from '../../src/write/sheet/csv.ts';
import { workbook } from '../../src/write/xlsx/workbook.ts';

type Fault = (text: string) => string;

/** Ways to write a text wrongly. */
const OF_TEXT: Fault[] = [
  (text) => `${text} `,
  (text) => ` ${text}\u00a0`,
  (text) => text.toUpperCase(),
  (text) => text.toLowerCase(),
  (text) => text.replaceAll("'", '\u2019'),
  (text) => text.replace(/^(\d{3})(\d{3})(\d{3})(\d{5})$/, '$1 $2 $3 $4'),
  (text) => text.replace(/^(\d{4})-(\d\d)-(\d\d)$/, '$3/$2/$1'),
  (text) => text.replace(/^(\d{4})-(\d\d)-(\d\d)$/, '$3.$2.$1'),
  (text) => text.replace(/^(\d{4})-(\d\d)-(\d\d)$/, '$2/$3/$1'),
  (text) => text.replace(/^(\d{4})-(\d\d)-(\d\d)$/, '$1-$2-$3T23:00:00Z'),
  (text) => text.slice(1),
  (text) => `${text}?`,
  () => 'autre chose',
  () => '',
  () => '<&">',
];

/** Ways to write a number or an answer as a text. */
const OF_NUMBER: Fault[] = [
  (text) => text.replace('.', ','),
  (text) => `${text.replace('.', ',')} €`,
  (text) => text.replace(/\B(?=(\d{3})+$)/g, '\u202f'),
  () => '1,234',
  () => '1.234',
  () => '5 %',
  () => '12,5',
  () => '123456789012345678',
];
const OF_ANSWER: Fault[] = [() => 'oui', () => 'FAUX', () => 'O', () => 'peut-être', () => '1'];

const applied = (faults: readonly Fault[], text: string): fc.Arbitrary<string> =>
  fc.constantFrom(...faults).map((fault) => fault(text));

const ONE_IN = 4;

/** A value of JSON with faults in some of its leaves. */
export function faulty(value: unknown): fc.Arbitrary<unknown> {
  if (Array.isArray(value)) return fc.tuple(...value.map(faulty));
  if (typeof value === 'object' && value !== null)
    return fc.record(Object.fromEntries(Object.entries(value).map(([key, of]) => [key, faulty(of)])));
  const wrong: fc.Arbitrary<unknown> =
    typeof value === 'string'
      ? fc.oneof({ weight: 9, arbitrary: applied(OF_TEXT, value) }, { weight: 1, arbitrary: fc.constant(Number(value) || null) })
      : fc.oneof(
          applied(typeof value === 'number' ? OF_NUMBER : OF_ANSWER, String(value)),
          fc.constant(String(value)),
          fc.constant(0),
        );
  return fc.oneof({ weight: ONE_IN - 1, arbitrary: fc.constant(value) }, { weight: 1, arbitrary: wrong });
}

/** Texts of cells with faults in some of them. */
export const faultyCells = (cells: ReadonlyMap<string, string>): fc.Arbitrary<Map<string, string>> =>
  fc
    .tuple(
      ...[...cells].map(([name, text]) =>
        fc
          .oneof(
            { weight: ONE_IN - 1, arbitrary: fc.constant(text) },
            { weight: 1, arbitrary: applied([...OF_TEXT, ...OF_NUMBER, ...OF_ANSWER], text) },
          )
          .map((now): [string, string] => [name, now]),
      ),
    )
    .map((entries) => new Map(entries));

export type Entry = { kind: RecordKind; value: unknown };

/** As a program with its own layout writes JSON. */
export const jsonFile = (entries: readonly Entry[]): Uint8Array =>
  new TextEncoder().encode(JSON.stringify({ marches: { marche: entries.map(({ value }) => value) } }, undefined, 3));

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

function element(name: string, value: unknown): string {
  if (Array.isArray(value)) {
    const isBlocks = value.every((item) => typeof item === 'object' && item !== null);
    return isBlocks ? `<${name}>${value.map(inside).join('')}</${name}>` : value.map((item) => element(name, item)).join('');
  }
  return `<${name}>${inside(value)}</${name}>`;
}

function inside(value: unknown): string {
  if (typeof value !== 'object') return escaped(`${value as string | number | boolean}`);
  const members = Object.entries(value ?? {});
  return members.map(([key, of]) => element(key, of)).join('\n');
}

export const xmlFile = (entries: readonly Entry[]): Uint8Array =>
  new TextEncoder().encode(
    `<?xml version="1.0" encoding="UTF-8"?>\r\n<marches>${entries.map(({ kind, value }) => element(kind, value)).join('\r\n')}</marches>`,
  );

/** The cells of a valid record. */
export const cells = (model: Model, { kind, value }: Entry): Map<string, string> =>
  cellsOf(treesOf(model)[kind], value, 'csv').cells;

type Rows = readonly (readonly string[])[];

const sheet = (rows: Rows) => [{ name: 'Marchés', rows }];

/** A table in each form. */
export const TABLES: Record<'csv' | 'xlsx' | 'ods', (rows: Rows) => Uint8Array> = {
  csv: (rows) => new TextEncoder().encode(csvText(rows)),
  xlsx: (rows) => workbook(sheet(rows)),
  ods: (rows) => openDocument(sheet(rows)),
};

export const rowsOf = (records: readonly ReadonlyMap<string, string>[]): string[][] => {
  const names = [...new Set(records.flatMap((record) => [...record.keys()]))];
  return [names, ...records.map((record) => names.map((name) => record.get(name) ?? ''))];
};
