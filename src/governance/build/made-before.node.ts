import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { under } from '../../host/paths.node.ts';
import { writeFiles, readTree } from '../../host/tree.node.ts';

/** Where it is kept; without it all is made again. */
const KEPT = 'built.json';

/** What makes them all. */
const CODE = { folders: ['packages', 'src', 'scripts'], files: ['package.json', 'package-lock.json', 'tsconfig.json'] };

/** From now on all is made again. */
export const forgetMade = (): Promise<void> => rm(under('.cache', KEPT), { force: true });

/** Of some files below `dist/`: the sum of what they were made of, and their paths from there. */
type Made = { sum: string; paths: string[] };

/** Knows which files below `dist/` a build before this one has made of the same inputs by the same code, so that they need not be made again. */
export class MadeBefore {
  readonly #code: string;
  readonly #made: Map<string, Made>;

  private constructor(code: string, made: Map<string, Made>) {
    this.#code = code;
    this.#made = made;
  }

  /** `kept`: what the build before has left, as text; nothing where it cannot be read. */
  static async read(kept?: string): Promise<MadeBefore> {
    const text = kept ?? (await readFile(under('.cache', KEPT), 'utf8').catch(() => '{}'));
    return new MadeBefore(await sumOf(CODE.folders, CODE.files), new Map(Object.entries(madeIn(text))));
  }

  /** The paths of the files that were made under this name of these inputs; undefined where they differ, or one is gone. */
  of(name: string, inputs: string): readonly string[] | undefined {
    const made = this.#made.get(name);
    const isSame = made?.sum === this.#sumOf(inputs) && made.paths.every((path) => existsSync(under('dist', path)));
    return isSame ? made.paths : undefined;
  }

  /** To be awaited before the files of these names are written again: a build that is interrupted leaves nothing that passes for whole. */
  async forget(names: readonly string[]): Promise<void> {
    for (const name of names) this.#made.delete(name);
    await this.save();
  }

  /** To be called once the files stand in `dist/`. */
  keep(name: string, inputs: string, paths: readonly string[]): void {
    this.#made.set(name, { sum: this.#sumOf(inputs), paths: [...paths] });
  }

  /** For the builds to come. Where nothing can be written nothing is kept. */
  async save(): Promise<void> {
    const text = JSON.stringify(Object.fromEntries(this.#made));
    await writeFiles(under('.cache'), [{ path: KEPT, text }]).catch(() => undefined);
  }

  #sumOf(inputs: string): string {
    return createHash('sha256').update(`${this.#code}\0${inputs}`).digest('hex');
  }
}

function madeIn(text: string): Record<string, Made> {
  try {
    const made = JSON.parse(text) as Record<string, Partial<Made>>;
    return Object.fromEntries(Object.entries(made).filter((entry): entry is [string, Made] => Array.isArray(entry[1].paths)));
  } catch {
    return {};
  }
}

/** The sum of the sources that `dist/` was built from, whole. Whoever writes a part of it only takes the stamp away first. */
export const STAMP = under('dist', 'sources.sha256');

export const forgetStamp = (): Promise<void> => rm(STAMP, { force: true });

const there = (path: string): boolean => existsSync(under(path));

/** The SHA-256 of the text files of some folders, and of some files. Those that are not there have no part in it. */
export async function sumOf(folders: readonly string[], files: readonly string[] = []): Promise<string> {
  const hash = createHash('sha256');
  for (const folder of folders.filter(there))
    for (const [path, text] of await readTree(under(folder))) hash.update(`${folder}/${path}\0${text}\0`);
  for (const file of files.filter(there)) hash.update(`${file}\0${await readFile(under(file), 'utf8')}\0`);
  return hash.digest('hex');
}
