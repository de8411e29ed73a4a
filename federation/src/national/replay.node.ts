/** Replays the national consolidation over the archive, into tables of the transaction. */
import type { Content } from '../../../src/consolidation/content.ts';
import { contentOf } from '../../../src/consolidation/parse.ts';
import type { Process } from '../../../src/consolidation/processes.ts';
import { Consolidation, type Judge, type Place, type Seen } from '../../../src/consolidation/replay.ts';
import { RECORD_KINDS } from '../../../src/model/kinds.ts';
import { type Archive, isDamage, type JournalEntry } from '../archive/archive.ts';
import { digest, uuid } from '../judge/hash.node.ts';
import { copyRow, type Session } from '../store/store.ts';
import { type ArchivedFile, filesBefore, listedOf, noteReadings, passesOf, type ReplayedFile } from './passes.ts';
import { keptOf } from './state.ts';

/** Bytes of the largest file that is replayed: a text can hold no more. */
const LARGEST = 400_000_000;

const BATCH = 2000;

/**
 * Returns what became of each version, by its number. Tables: `national_seen` (what became of each record of the files that were read; `place`: in the list of its kind, `launch`: the
 * number of the pass), `national_list` (records of each list), `national_kept` (what is published).
 */
export async function replayArchive(
  session: Session,
  { archive, processes, judge }: { archive: Archive; processes: readonly Process[]; judge: Judge },
): Promise<(ArchivedFile & ReplayedFile)[]> {
  await session.exec(TABLES);
  const seen = new Rows(session, 'national_seen', ['file', 'kind', 'place', 'launch', 'fate', 'key', 'unsure', 'invalid']);
  const lists = new Rows(session, 'national_list', ['file', 'kind', 'records']);
  const entries: JournalEntry[] = [];
  for await (const entry of archive.journal()) entries.push(entry);
  const listed = listedOf(entries);
  const files = filesBefore(listed, processes);
  let launch = 0;
  const consolidation = new Consolidation<ArchivedFile>(processes, {
    judge,
    digest: hashOf,
    content: async (file, process) => {
      const content = await read(archive, file, process);
      if (content !== null && typeof content !== 'string')
        for (const kind of RECORD_KINDS) {
          const list = content.lists.get(kind);
          await lists.add([file.number, kind, list === undefined || list === 'no-list' ? 0 : list.length]);
        }
      return content;
    },
    see: ({ place, fate, key, isUnsure, isInvalid }: Seen<ArchivedFile>) =>
      seen.add([...columnsOf(place), launch, fate, key === undefined ? null : hashOf(key), isUnsure, isInvalid]),
  });
  for (const pass of passesOf(listed, processes)) {
    const report = await consolidation.pass(pass);
    noteReadings(files, processes, { report, launch, pass: pass.listings });
    launch++;
  }
  await seen.end();
  await lists.end();
  await writeKept(session, consolidation);
  return [...files.values()];
}

const hashOf = (text: string): string => uuid(digest(text));

const TABLES = `
  create temp table national_seen (
    file int not null, kind text not null, place int not null, launch int not null, fate text not null, key uuid, unsure boolean not null, invalid boolean not null) on commit drop;
  create temp table national_list (file int not null, kind text not null, records int not null) on commit drop;
  create temp table national_kept (file int not null, kind text not null, place int not null, key uuid not null, named text not null, kept text not null) on commit drop`;

/** Rows of a table, copied in batches. */
class Rows {
  #rows: string[] = [];
  readonly #copy: (rows: Uint8Array) => Promise<void>;

  constructor(session: Session, table: string, columns: readonly string[]) {
    this.#copy = (rows) => session.copy(table, columns, [rows]);
  }

  async add(row: Parameters<typeof copyRow>[0]): Promise<void> {
    this.#rows.push(copyRow(row));
    if (this.#rows.length >= BATCH) await this.end();
  }

  async end(): Promise<void> {
    const rows = Buffer.from(this.#rows.join(''));
    this.#rows = [];
    if (rows.length > 0) await this.#copy(rows);
  }
}

const columnsOf = ({ file, kind, index }: Place<ArchivedFile>): [number, string, number] => [file.number, kind, index];

async function read(archive: Archive, { sha256 }: ArchivedFile, process: Process): Promise<Content | null> {
  if (!(await archive.has(sha256))) return null;
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of archive.read(sha256)) {
      size += chunk.length;
      if (size > LARGEST) return null;
      chunks.push(chunk);
    }
  } catch (error) {
    if (isDamage(error)) return null;
    throw error;
  }
  return contentOf(Buffer.concat(chunks), process);
}

/** Writes what the database and the files have in the end. */
async function writeKept(session: Session, consolidation: Consolidation<ArchivedFile>): Promise<void> {
  const rows = new Rows(session, 'national_kept', ['file', 'kind', 'place', 'key', 'named', 'kept']);
  for (const { place, stored, kept } of keptOf(consolidation))
    await rows.add([...columnsOf(place), hashOf(stored.key), stored.key.slice(0, 500), JSON.stringify(kept)]);
  await rows.end();
}
