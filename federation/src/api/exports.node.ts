/** The answer to a question as a file, page after page: it is never held whole, and waits for whoever reads it. */
import { Readable } from 'node:stream';
import { once } from '../../../src/host/once.ts';
import { type Found, findContracts } from '../search/contracts.node.ts';
import type { Filters, Sort } from '../search/filters.ts';
import type { ContractLine } from '../snapshot/contract.ts';
import { rowOf } from '../snapshot/tables/columns.ts';
import { CsvFile } from '../snapshot/tables/csv.ts';
import { tableLayout } from '../snapshot/tables/layout.node.ts';
import type { Queries } from '../store/store.ts';
import { shaped, snapshotLineOf } from './lines.node.ts';
import type { Shape } from '../shape/shape.node.ts';
import { Turns } from './turns.node.ts';

/** Contracts read at once. */
const BATCH = 500;

/** Exports that one process makes at once, those of one client and of one network among them, and the milliseconds that each may take. */
const turns = new Turns(8, { share: 2, network: 4 });
const PATIENCE = 15 * 60_000;

/** Milliseconds in which a piece of it is to be read, and the bytes in a second that are read then, at the least. */
const READING = 30_000;
const LEAST_SPEED = 16_384;

/**
 * Makes an export for a client where there are not too many already; throws a Problem otherwise. It breaks off, which the client sees, after its time, and where something
 * fails, which `onFault` is given. The signal is raised once nobody reads it any longer.
 */
export function exporting(
  client: string,
  make: (signal: AbortSignal) => AsyncGenerator<string | Uint8Array>,
  onFault: (error: unknown) => void,
): Readable {
  const giveBack = turns.take(client);
  const over = new AbortController();
  const stream: Readable = Readable.from(
    readInTime(make(over.signal), () => stream.destroy(Object.assign(new Error('it is read too slowly'), { code: LEFT }))),
    { objectMode: false },
  );
  const timer = setTimeout(() => stream.destroy(new Error('the export has taken too long')), PATIENCE);
  // Whoever leaves before the end is no fault.
  stream.once('error', (error: NodeJS.ErrnoException) => (error.code === LEFT ? undefined : onFault(error)));
  stream.once('close', () => {
    giveBack();
    over.abort();
    clearTimeout(timer);
  });
  return stream;
}

/** What Node says of a stream that ends early. */
const LEFT = 'ERR_STREAM_PREMATURE_CLOSE';

/** Gives the pieces as they are, and says where one waits too long for whoever reads it. */
async function* readInTime(pieces: AsyncIterable<string | Uint8Array>, onLate: () => void): AsyncGenerator<string | Uint8Array> {
  let late: NodeJS.Timeout | undefined;
  try {
    for await (const piece of pieces) {
      late = setTimeout(onLate, READING + (piece.length / LEAST_SPEED) * 1000);
      yield piece;
      clearTimeout(late);
    }
  } finally {
    clearTimeout(late);
  }
}

/** Lines as in `contrats.ndjson.gz` of a snapshot. */
export async function* exportedLines(queries: Queries, { shape, ...asked }: Lines): AsyncGenerator<string> {
  const lineOf = (contract: Found): string => `${snapshotLineOf(shape ? shaped(shape, contract) : contract)}\n`;
  for await (const contracts of pages(queries, asked)) yield contracts.map(lineOf).join('');
}

/** Rows as in the CSV files of a snapshot, in one: with the columns of all versions. */
export async function* exportedCsv(queries: Queries, asked: Whole): AsyncGenerator<Uint8Array> {
  const table = await layout();
  const csv = new CsvFile(table.columns, [...table.columns.keys()]);
  yield csv.take();
  for await (const contracts of pages(queries, asked)) {
    for (const contract of contracts) csv.add(rowOf(table, JSON.parse(snapshotLineOf(contract)) as ContractLine));
    yield csv.take();
  }
}

const layout = once(tableLayout);

/** A question that is answered whole, until the signal. */
type Whole = { filters: Filters; sort: Sort; signal: AbortSignal };

/** In the shape of one version, where it is asked for. */
type Lines = Whole & { shape: Shape | undefined };

/** All contracts that are asked for. Pages that had nothing give none: an empty piece would end the stream. */
async function* pages(queries: Queries, { filters, sort, signal }: Whole): AsyncGenerator<Found[]> {
  let cursor: string | undefined;
  do {
    const page = await findContracts(queries, { filters, sort, cursor, limit: BATCH, withBody: true });
    if (page.contracts.length > 0) yield page.contracts;
    cursor = page.next;
  } while (cursor !== undefined && !signal.aborted);
}
