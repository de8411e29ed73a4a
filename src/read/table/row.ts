/** One row: its kind, its record, its findings, and the cells of its values. */
import type { Finding, Position } from '../../finding.ts';
import type { RecordKind } from '../../model/kinds.ts';
import { findingOf } from '../../messages/finding-of.ts';
import type { Place } from '../../model/sheet.ts';
import { recordRef } from '../record.ts';
import type { Column, Header } from './header.ts';
import { Closing, valueOf, type Filled } from './record.ts';
import type { Spot } from './spot.ts';
import { shownText, type Row } from './types.ts';
import { readCell, type Note } from './value.ts';

type Noted = { note: Note; place: Place; rank: number };

export type RowReading = {
  kind: RecordKind;
  value: Record<string, unknown>;
  /** The findings of the row, once its path and its index in its list are known. `list` is null where the list mixes both kinds. */
  findings: (path: string, list: RecordKind | null, index: number) => Generator<Finding>;
  locate: (pointer: string) => Position | undefined;
};

const OTHER: Record<RecordKind, RecordKind> = { marche: 'contrat-concession', 'contrat-concession': 'marche' };
const OWNER_OF_CONCESSION = 'autoriteConcedante.id';

/** Spellings of the first column that are understood, without case, accents, blanks and hyphens. */
const KINDS = new Map<string, RecordKind>([
  ['marche', 'marche'],
  ['contratconcession', 'contrat-concession'],
  ['contratdeconcession', 'contrat-concession'],
  ['concession', 'contrat-concession'],
]);

const plain = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/[\p{M}\s-]/gu, '')
    .toLowerCase();

/** A column of the other kind is read too: the schema then says, at its cell, that such a contract has no such value. */
const placeIn = (column: Column, kind: RecordKind): Place | undefined => column.places[kind] ?? column.places[OTHER[kind]];

export function readRow(row: Row, header: Header, spot: Spot): RowReading {
  const said = header.kindRank === undefined ? undefined : shownText(row.cells.get(header.kindRank)).trim();
  const known = said === undefined ? header.kind : KINDS.get(plain(said));
  const kind = known ?? kindOfCells(row, header);
  const filled: Filled[] = [];
  const noted: Noted[] = [];
  for (const column of header.columns) {
    const cell = row.cells.get(column.rank);
    const place = placeIn(column, kind);
    if (cell === undefined || !place) continue;
    const { value, notes } = readCell(place.leaf, cell);
    noted.push(...notes.map((note) => ({ note, place, rank: column.rank })));
    if (value !== undefined) filled.push({ rank: column.rank, place, value });
  }
  const closing = new Closing(filled);
  const value = valueOf(filled, closing);
  const at = (rank: number): { position: Position } => ({ position: spot(row, rank, header.names.get(rank)) });
  let ranks: ReadonlyMap<string, number> | undefined;
  return {
    kind,
    value,
    *findings(path, list, index) {
      const record = recordRef(list ?? kind, index, value);
      if (said !== undefined && known === undefined)
        yield findingOf('table.unknown-contrat', path, { value: said }, { record, ...at(header.kindRank ?? 0) });
      for (const { note, place, rank } of noted)
        yield findingOf(note.code, path + (closing.moved(place.pointer) ?? ''), note.params, { record, ...at(rank) });
      for (const { pointer, rank, list: name, number, index: to } of closing.gaps(filled))
        yield findingOf('table.gap', path + pointer, { list: name, number, rank: to + 1 }, { record, ...at(rank) });
      const stray = strayValue(row, header);
      if (stray) yield findingOf('table.value-without-column', path, { value: stray.value }, { record, ...at(stray.rank) });
    },
    locate(pointer) {
      // Most rows have nothing to place; one that has may have much.
      ranks ??= ranksOf(header, kind, closing, new Set(filled.map((cell) => cell.rank)));
      const rank = rankOf(pointer, ranks);
      return rank === undefined ? spot(row) : at(rank).position;
    },
  };
}

function kindOfCells(row: Row, { columns }: Header): RecordKind {
  const owner = columns.find(({ places }) => places['contrat-concession']?.name === OWNER_OF_CONCESSION);
  return owner && shownText(row.cells.get(owner.rank)).trim() !== '' ? 'contrat-concession' : 'marche';
}

function strayValue({ cells }: Row, { names }: Header): { rank: number; value: string } | undefined {
  for (const [rank, cell] of cells) {
    const value = shownText(cell);
    if (!names.has(rank) && value.trim() !== '') return { rank, value };
  }
  return undefined;
}

/** The columns of values by their pointers; of a block or a list the first filled one below it. */
function ranksOf(
  { columns }: Header,
  kind: RecordKind,
  closing: Closing,
  filled: ReadonlySet<number>,
): ReadonlyMap<string, number> {
  const ranks = new Map<string, number>();
  for (const column of columns) {
    const place = placeIn(column, kind);
    for (let at = place ? (closing.moved(place.pointer) ?? '') : ''; at !== ''; at = around(at)) {
      const known = ranks.get(at);
      if (known === undefined || (!filled.has(known) && filled.has(column.rank))) ranks.set(at, column.rank);
    }
  }
  return ranks;
}

const around = (pointer: string): string => pointer.slice(0, pointer.lastIndexOf('/'));

/** For what is absent the column where it would stand, or that of the nearest block around it. Undefined for the record as a whole. */
function rankOf(pointer: string, ranks: ReadonlyMap<string, number>): number | undefined {
  for (let at = pointer; at !== ''; at = around(at)) {
    const rank = ranks.get(at);
    if (rank !== undefined) return rank;
  }
  return undefined;
}
