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
import type { Spool } from '../../convert/sink.ts';
import { Gathered, together } from '../../convert/gathered.ts';
import type { Output } from '../../host/output.ts';
import { csvLine, csvText } from '../../write/sheet/csv.ts';
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

/** A record that lacks something. `fields`: the stable names of what it lacks. */
type Row = { shown: string[]; fields: readonly string[] };

/** A row until the end of the file: what names the record, and the rank of what it lacks among all that records of its kind lack together. */
type Kept = [set: number, ...shown: string[]];

/** Columns that a list of values gets: more than three codes of one list are rare, and a column may be added. */
const VALUES = 3;

/** Bytes that a cell takes at the least in a workbook. */
const CELL_BYTES = 60;

export class Needs {
  readonly #model: Model;
  readonly #form: TableForm;
  readonly #rows: Record<RecordKind, KindRows>;
  #bytes = 0;

  /** `spool`: makes what keeps rows until the end, since the columns are known only then. */
  constructor(model: Model, form: TableForm, spool: () => Spool) {
    this.#model = model;
    this.#form = form;
    this.#rows = { marche: new KindRows(spool()), 'contrat-concession': new KindRows(spool()) };
  }

  /**
   * Adds a record that lacks these fields. One that no row could name is left out: its number or its buyer is missing first. Those that would make a
   * workbook too large are only counted.
   */
  add(kind: RecordKind, record: unknown, fields: readonly string[]): void {
    if (fields.length === 0 || keyOf(kind, record) === undefined) return;
    const shown = SHOWN[kind].map((path) => shownValue(at(record, path)) ?? '');
    this.#bytes += (shown.length + fields.length) * CELL_BYTES;
    this.#rows[kind].add({ shown, fields }, this.#isTooLarge);
  }

  get #isTooLarge(): boolean {
    return this.#form !== 'csv' && this.#bytes > SHEET_LIMITS.bytes;
  }

  /** Writes rows to disk; undefined while they are too few. To be awaited before the next record. */
  flushIfEnough(): Promise<void> | undefined {
    return together(...RECORD_KINDS.map((kind) => this.#rows[kind].spool.flushIfEnough()));
  }

  get count(): number {
    return RECORD_KINDS.reduce((sum, kind) => sum + this.#rows[kind].count, 0);
  }

  /** The fields that some contract lacks, in the order of the schema, each with how many do. */
  lacking(): Lacking[] {
    return this.#kinds().flatMap((kind) => {
      const fields = new Set(this.#columns(kind).flatMap(({ field }) => field ?? []));
      return [...fields].map((field) => ({
        ...{ kind, field },
        contracts: this.#rows[kind].lacking(field),
      }));
    });
  }

  /** Writes the table. @throws InputError `output.workbook-too-large`, `table.too-many-rows` (workbooks) */
  async pour(output: Pick<Output, 'write'>, lang: Lang): Promise<void> {
    await (this.#form === 'csv' ? this.#pourCsv(output) : output.write(await this.#workbook(lang)));
  }

  /** Removes what was kept. */
  async remove(): Promise<void> {
    for (const kind of RECORD_KINDS) await this.#rows[kind].spool.remove();
  }

  async #workbook(lang: Lang): Promise<Uint8Array> {
    if (this.#isTooLarge) throw workbookTooLarge();
    const kinds = this.#kinds();
    const lines = await Promise.all(kinds.map((kind) => this.#rows[kind].all()));
    const tables = kinds.map((kind, i) => ({ kind, columns: this.#columns(kind), rows: lines[i] ?? [] }));
    const lists = listsOf(tables.flatMap(({ columns }) => columns.map(({ place }) => place)));
    const sheets = [
      instructions(this.#model.version, lang),
      ...tables.map((table) => this.#sheet(table, lists)),
      ...(lists.size > 0 ? [listsSheet(lists)] : []),
    ];
    return this.#form === 'xlsx' ? workbook(sheets) : openDocument(sheets);
  }

  #kinds(): RecordKind[] {
    return RECORD_KINDS.filter((kind) => this.#rows[kind].count > 0);
  }

  /** The columns of what names a contract, then those of all fields that some contract lacks, in the order of the schema. */
  #columns(kind: RecordKind): Column[] {
    const scope = scopesOf(this.#model)[kind];
    const missing = this.#rows[kind].fields();
    const places = columnsOf(treesOf(this.#model)[kind], () => VALUES);
    const shown = SHOWN[kind].flatMap((path) => places.find(({ pointer }) => isAt(pointer, path)) ?? []);
    const asked = places.flatMap((place): Column[] => {
      const field = [...missing].find((id) => isOf(scope, id, place));
      return field === undefined || (isItem(place) && scope.lists.has(field)) ? [] : [{ place, field }];
    });
    return [...shown.map((place) => ({ place })), ...asked];
  }

  #sheet(
    { kind, columns, rows }: { kind: RecordKind; columns: Column[]; rows: readonly string[] },
    lists: ReadonlyMap<string, readonly string[]>,
  ): Sheet {
    const kept = this.#rows[kind];
    const last = HEAD + rows.length;
    return {
      name: SHEET_NAMES[kind],
      frozen: { rows: HEAD, columns: SHOWN[kind].length },
      widths: columns.map(({ place }) => Math.max(16, Math.min(40, place.title.length + 2))),
      rows: sheetRows(columns, rows, (line) => kept.row(line)),
      dropDowns: columns.flatMap(({ place, field }, i) =>
        field === undefined ? [] : dropDown(place, i + 1, lists, { from: HEAD + 1, to: last }),
      ),
    };
  }

  async #pourCsv(output: Pick<Output, 'write'>): Promise<void> {
    const tables = this.#kinds().map((kind) => ({ kind, columns: this.#columns(kind) }));
    const names = [...new Set(tables.flatMap(({ columns }) => columns.map(({ place }) => place.name)))];
    const gathered = new Gathered((text) => output.write(text));
    gathered.add(csvText([[KIND_COLUMN, ...names]]));
    for (const { kind, columns } of tables) {
      const ranks = columns.map(({ place }) => names.indexOf(place.name) + 1);
      for await (const lines of this.#rows[kind].spool.lines())
        for (const line of lines) {
          const { shown } = this.#rows[kind].row(line);
          // In the order of the columns of the file, which another kind may have named first.
          const cells = shown.map((text, i): [number, string] => [ranks[i] ?? 0, text]).sort(([one], [other]) => one - other);
          gathered.add(csvLine([[0, kind], ...cells], names.length + 1));
          await gathered.flushIfEnough();
        }
    }
    await gathered.flush();
  }
}

/** The rows of one kind, kept out of memory: thousands of records lack the same few fields. */
class KindRows {
  readonly spool: Spool;
  readonly #sets: { fields: readonly string[]; contracts: number }[] = [];
  readonly #ranks = new Map<string, number>();
  count = 0;

  constructor(spool: Spool) {
    this.spool = spool;
  }

  add({ shown, fields }: Row, isOnlyCounted: boolean): void {
    const names = fields.join(' ');
    let rank = this.#ranks.get(names);
    if (rank === undefined) {
      rank = this.#sets.push({ fields: [...fields], contracts: 0 }) - 1;
      this.#ranks.set(names, rank);
    }
    const set = this.#sets[rank];
    if (set) set.contracts++;
    this.count++;
    if (isOnlyCounted) return;
    const kept: Kept = [rank, ...shown];
    this.spool.add(`${JSON.stringify(kept)}\n`);
  }

  /** The row of a line that was kept. */
  row(line: string): Row {
    const [rank, ...shown] = JSON.parse(line) as Kept;
    return { shown, fields: this.#sets[rank]?.fields ?? [] };
  }

  /** The lines of all rows, for a workbook, which is made in memory. */
  async all(): Promise<string[]> {
    const all: string[] = [];
    for await (const lines of this.spool.lines()) all.push(...lines);
    return all;
  }

  fields(): Set<string> {
    return new Set(this.#sets.flatMap(({ fields }) => fields));
  }

  /** How many records lack a field. */
  lacking(field: string): number {
    return this.#sets.reduce((sum, { fields, contracts }) => sum + (fields.includes(field) ? contracts : 0), 0);
  }
}

/** `field`: the stable name of the field to complete; undefined for a column that names the contract. */
type Column = { place: Place; field?: string };

/** Rows of titles and of technical names. */
const HEAD = 2;

function* sheetRows(columns: readonly Column[], rows: readonly string[], rowOf: (line: string) => Row): Generator<Cell[]> {
  yield columns.map(({ place, field }): Cell => ({
    text: place.title,
    look: field === undefined ? 'header' : 'required-header',
  }));
  yield columns.map(({ place }): Cell => ({ text: place.name, look: 'names' }));
  for (const line of rows) {
    const { shown, fields } = rowOf(line);
    yield columns.map(({ field }, i): Cell => {
      if (field === undefined) return guarded(shown[i] ?? '');
      // What a contract does not lack is grey, so that the eye finds what it does.
      return { text: '', look: fields.includes(field) ? 'example' : 'names' };
    });
  }
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
