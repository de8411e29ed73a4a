/** Gathers what is missing in migrated records, and makes of it a table to be completed by a person: a row for each contract, a column for each field. */
import { RECORD_KINDS, type RecordKind } from '../../model/kinds.ts';
import type { TableForm } from '../../model/forms.ts';
import { columnsOf, KIND_COLUMN, type Place } from '../../model/sheet.ts';
import { shownValue, SHEET_LIMITS } from '../../model/cell-text.ts';
import { treesOf } from '../../model/tree.ts';
import type { Model } from '../../model/types.ts';
import { tokens } from '../../../packages/base/src/pointer.ts';
import type { Lang } from '../../../packages/base/src/language.ts';
import { dropDown, listsOf, listsSheet } from '../../generate/template.ts';
import { MIGRATION } from '../../messages/compiled/migration.ts';
import { csvText } from '../../write/sheet/csv.ts';
import { workbookTooLarge } from '../../write/sheet/pieces.ts';
import { SHEET_NAMES } from '../../write/sheet/table.ts';
import type { Cell, Sheet } from '../../write/sheet/types.ts';
import { openDocument } from '../../write/ods/document.ts';
import { workbook } from '../../write/xlsx/workbook.ts';
import { guarded } from '../../model/cell-text.ts';
import { type Scope, scopesOf } from '../scope.ts';
import { at } from '../values.ts';
import { keyOf, SHOWN } from './identity.ts';

/** `field`: its stable name. */
export type Lacking = { kind: RecordKind; field: string; contracts: number };

type Row = { shown: string[]; fields: string[] };

/** Columns that a list of values gets: more than three codes of one list are rare, and a column may be added. */
const VALUES = 3;

/** Bytes that a cell takes at the least in a workbook. */
const CELL_BYTES = 60;

export class Needs {
  readonly #model: Model;
  readonly #form: TableForm;
  readonly #rows: Record<RecordKind, Row[]> = { marche: [], 'contrat-concession': [] };
  #bytes = 0;

  constructor(model: Model, form: TableForm) {
    this.#model = model;
    this.#form = form;
  }

  /** Adds a record that lacks these fields. One that no row could name is left out: its number or its buyer is missing first. @throws InputError `output.workbook-too-large` */
  add(kind: RecordKind, record: unknown, fields: readonly string[]): void {
    if (fields.length === 0 || keyOf(kind, record) === undefined) return;
    const shown = SHOWN[kind].map((path) => shownValue(at(record, path)) ?? '');
    this.#rows[kind].push({ shown, fields: [...fields] });
    this.#bytes += (shown.length + fields.length) * CELL_BYTES;
    if (this.#form !== 'csv' && this.#bytes > SHEET_LIMITS.bytes) throw workbookTooLarge();
  }

  get count(): number {
    return RECORD_KINDS.reduce((sum, kind) => sum + this.#rows[kind].length, 0);
  }

  /** The fields that some contract lacks, in the order of the schema, each with how many do. */
  lacking(): Lacking[] {
    return this.#kinds().flatMap((kind) => {
      const fields = new Set(this.#columns(kind).flatMap(({ field }) => field ?? []));
      return [...fields].map((field) => ({
        ...{ kind, field },
        contracts: this.#rows[kind].filter((row) => row.fields.includes(field)).length,
      }));
    });
  }

  /** The bytes of the table. */
  bytes(lang: Lang): Uint8Array {
    if (this.#form === 'csv') return new TextEncoder().encode(csvText(this.#csvRows()));
    const tables = this.#kinds().map((kind) => ({ kind, columns: this.#columns(kind) }));
    const lists = listsOf(tables.flatMap(({ columns }) => columns.map(({ place }) => place)));
    const sheets = [
      instructions(this.#model.version, lang),
      ...tables.map(({ kind, columns }) => this.#sheet(kind, columns, lists)),
      ...(lists.size > 0 ? [listsSheet(lists)] : []),
    ];
    return this.#form === 'xlsx' ? workbook(sheets) : openDocument(sheets);
  }

  #kinds(): RecordKind[] {
    return RECORD_KINDS.filter((kind) => this.#rows[kind].length > 0);
  }

  /** The columns of what names a contract, then those of all fields that some contract lacks, in the order of the schema. */
  #columns(kind: RecordKind): Column[] {
    const scope = scopesOf(this.#model)[kind];
    const missing = new Set(this.#rows[kind].flatMap(({ fields }) => fields));
    const places = columnsOf(treesOf(this.#model)[kind], () => VALUES);
    const shown = SHOWN[kind].flatMap((path) => places.find(({ pointer }) => isAt(pointer, path)) ?? []);
    const asked = places.flatMap((place): Column[] => {
      const field = [...missing].find((id) => isOf(scope, id, place));
      return field === undefined || (isItem(place) && scope.lists.has(field)) ? [] : [{ place, field }];
    });
    return [...shown.map((place) => ({ place })), ...asked];
  }

  #sheet(kind: RecordKind, columns: Column[], lists: ReadonlyMap<string, readonly string[]>): Sheet {
    const last = HEAD + this.#rows[kind].length;
    return {
      name: SHEET_NAMES[kind],
      frozen: { rows: HEAD, columns: SHOWN[kind].length },
      widths: columns.map(({ place }) => Math.max(16, Math.min(40, place.title.length + 2))),
      rows: sheetRows(columns, this.#rows[kind]),
      dropDowns: columns.flatMap(({ place, field }, i) =>
        field === undefined ? [] : dropDown(place, i + 1, lists, { from: HEAD + 1, to: last }),
      ),
    };
  }

  #csvRows(): string[][] {
    const tables = this.#kinds().map((kind) => ({ kind, columns: this.#columns(kind) }));
    const names = [...new Set(tables.flatMap(({ columns }) => columns.map(({ place }) => place.name)))];
    const rows = tables.flatMap(({ kind, columns }) =>
      this.#rows[kind].map(({ shown }) => [
        kind,
        ...names.map((name) => {
          const rank = columns.findIndex(({ place }) => place.name === name);
          return shown[rank] ?? '';
        }),
      ]),
    );
    return [[KIND_COLUMN, ...names], ...rows];
  }
}

/** `field`: the stable name of the field to complete; undefined for a column that names the contract. */
type Column = { place: Place; field?: string };

/** Rows of titles and of technical names. */
const HEAD = 2;

function* sheetRows(columns: readonly Column[], rows: readonly Row[]): Generator<Cell[]> {
  yield columns.map(({ place, field }): Cell => ({
    text: place.title,
    look: field === undefined ? 'header' : 'required-header',
  }));
  yield columns.map(({ place }): Cell => ({ text: place.name, look: 'names' }));
  for (const { shown, fields } of rows)
    yield columns.map(({ field }, i): Cell => {
      if (field === undefined) return guarded(shown[i] ?? '');
      // What a contract does not lack is grey, so that the eye finds what it does.
      return { text: '', look: fields.includes(field) ? 'example' : 'names' };
    });
}

const isAt = (pointer: string, path: readonly string[]): boolean => tokens(pointer).join('\n') === path.join('\n');

/** Whether a column is of a field: its value, or an item of its list of values. */
function isOf({ fields }: Scope, id: string, { pointer }: Place): boolean {
  const path = fields.get(id)?.path;
  const names = tokens(pointer);
  return path !== undefined && path.length <= names.length && path.every((name, i) => name === names[i]);
}

/** Whether a column is of an item after the first. */
const isItem = ({ pointer }: Place): boolean => tokens(pointer).some((name) => /^[1-9][0-9]*$/.test(name));

function instructions(version: string, lang: Lang): Sheet {
  const say = MIGRATION[lang];
  const prose = (text: string): Cell[] => [{ text, look: 'prose' }];
  return {
    // The name of the sheet of the template, which readers leave out.
    name: "Mode d'emploi",
    widths: [100],
    print: { paper: 'A4', landscape: true },
    rows: [
      [{ text: say['completion.title']({ version }), look: 'title' }],
      prose(say['completion.fill']()),
      prose(say['completion.unknown']()),
      prose(say['completion.back']()),
    ],
  };
}
