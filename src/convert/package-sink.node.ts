import { Zip, ZipDeflate } from 'fflate';
import { createReadStream, mkdirSync, mkdtempSync } from 'node:fs';
import { open, readdir, rename, rmdir, writeFile, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InputError } from '../finding.ts';
import { tablesOf, type TableLayout } from '../model/tables.ts';
import type { Model } from '../model/types.ts';
import { descriptorText, pathOf, rootOf, headerOf } from '../write/package/descriptor.ts';
import { rowsOf } from '../write/package/rows.ts';
import { removedOnExit } from '../host/output-file.node.ts';
import { unfinished } from '../host/unfinished.node.ts';
import { Gathered } from './gathered.ts';
import type { Sink } from './sink.ts';
import { DESCRIPTOR } from '../model/table-cells.ts';
import { cannotWrite } from '../host/stream-output.node.ts';
import type { Output } from '../host/output.ts';

/** Writes a file of the version as a data package. Its tables are written to a temporary folder, which is then moved to `folder` or packed into `archive`. */
export async function packageSink(model: Model, place: { folder: string } | { archive: Output }): Promise<Sink> {
  const layout = tablesOf(model);
  const { staging, remove } = await stagingFolder(place);
  const tables = await Tables.open(staging, layout, 'folder' in place ? place.folder : staging);
  return {
    open: () => undefined,
    record({ kind, value, index }) {
      const { rows, lost } = rowsOf(kind, value, index + 1, layout);
      tables.add(rows);
      return lost;
    },
    flush: () => tables.flushIfEnough(),
    async close(around) {
      await tables.close();
      await writeFile(join(staging, DESCRIPTOR), descriptorText(layout, rootOf(around))).catch(tables.failed);
    },
    async keep() {
      if ('folder' in place) await moveTo(staging, place.folder);
      else await pack(staging, place.archive);
      remove();
    },
    async discard() {
      await tables.abandon();
      remove();
      if ('archive' in place) await place.archive.discard();
    },
  };
}

/** The temporary folder in which the tables are written, and how to remove it. */
type Staging = { staging: string; remove: () => void };

async function stagingFolder(place: { folder: string } | { archive: Output }): Promise<Staging> {
  if ('archive' in place) {
    const staging = mkdtempSync(join(tmpdir(), 'decp-'));
    return { staging, remove: removedOnExit(staging) };
  }
  const folder = place.folder.replace(/[/\\]+$/, '');
  const inside = await readdir(folder).catch(() => []);
  if (inside.length > 0) throw new InputError('output.folder-in-use', { file: place.folder });
  const staging = unfinished(folder);
  // Registered before the folder exists: the program may be interrupted as soon as it does.
  const remove = removedOnExit(staging);
  try {
    mkdirSync(staging, { recursive: true });
  } catch (error) {
    remove();
    throw new InputError('output.cannot-write', { file: place.folder, reason: (error as NodeJS.ErrnoException).code });
  }
  return { staging, remove };
}

/** Replaces an empty folder of that name: not every system renames over one. */
async function moveTo(staging: string, folder: string): Promise<void> {
  const target = folder.replace(/[/\\]+$/, '');
  await rmdir(target).catch(() => undefined);
  await rename(staging, target);
}

/** Characters gathered for each table before they are written: one write for each record would cost more than the record. */
const ENOUGH = 1 << 16;

type Files = Map<string, { handle: FileHandle; lines: Gathered }>;

/** The open files of the tables. */
class Tables {
  readonly #files: Files;
  readonly failed: (error: unknown) => never;

  private constructor(files: Files, failed: (error: unknown) => never) {
    this.#files = files;
    this.failed = failed;
  }

  /** `name`: the output as the user named it, for the message that it cannot be written. */
  static async open(folder: string, { tables }: TableLayout, name: string): Promise<Tables> {
    const files: Files = new Map();
    const failed = (error: unknown): never => {
      throw cannotWrite(name, error as NodeJS.ErrnoException);
    };
    for (const table of tables) {
      const handle = await open(join(folder, pathOf(table)), 'wx');
      const lines = new Gathered((text) => handle.appendFile(text).catch(failed), ENOUGH);
      lines.add(headerOf(table));
      files.set(table.name, { handle, lines });
    }
    return new Tables(files, failed);
  }

  add(rows: ReadonlyMap<string, string>): void {
    for (const [name, lines] of rows) this.#files.get(name)?.lines.add(lines);
  }

  /** Writes the lines of the first table that has enough of them: each is looked at after every record. */
  flushIfEnough(): Promise<void> | undefined {
    for (const { lines } of this.#files.values()) {
      const written = lines.flushIfEnough();
      if (written) return written;
    }
    return undefined;
  }

  async close(): Promise<void> {
    for (const { lines } of this.#files.values()) await lines.flush();
    await this.abandon();
  }

  /** Closes the files without writing what is gathered. */
  async abandon(): Promise<void> {
    for (const { handle } of this.#files.values()) await handle.close();
    this.#files.clear();
  }
}

/** The earliest date of a ZIP archive: the same tables give the same bytes. */
const NO_DATE = new Date(1980, 0, 1);

async function pack(folder: string, archive: Output): Promise<void> {
  const waiting: Uint8Array[] = [];
  const zip = new Zip((error, chunk) => {
    if (error) throw error;
    waiting.push(chunk);
  });
  const flush = async (): Promise<void> => {
    for (const chunk of waiting.splice(0)) await archive.write(chunk);
  };
  for (const name of (await readdir(folder)).sort()) {
    const file = new ZipDeflate(name, { level: 6 });
    file.mtime = NO_DATE;
    zip.add(file);
    for await (const chunk of createReadStream(join(folder, name))) {
      file.push(chunk as Uint8Array);
      await flush();
    }
    file.push(new Uint8Array(), true);
  }
  zip.end();
  await flush();
  await archive.close();
}
