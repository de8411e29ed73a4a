import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { BinaryFile, GeneratedFile } from '../../generate/types.ts';
import type { Problem } from '../problem.ts';
import { once } from '../../host/once.ts';
import { under } from '../../host/paths.node.ts';
import { pathsUnder, readTree, writeFiles } from '../../host/tree.node.ts';

/** The file that records earlier builds. If it is missing, everything is built again. */
const KEPT = 'built.json';

/** The code on which every output depends. */
const CODE = {
  folders: ['messages', 'packages', 'src', 'scripts'],
  files: ['package.json', 'package-lock.json', 'tsconfig.json'],
};

/** The SHA-256 of the code as it stands. */
export const sumOfCode = (): Promise<string> => sumOf(CODE.folders, CODE.files);

/** Where the bundled program has the sum of the code that it was built of: what it runs may be older than the sources beside it. */
declare const BUILT_FROM: string | undefined;

const runningCode = once(async () => (typeof BUILT_FROM === 'string' ? BUILT_FROM : sumOfCode()));

/**
 * The SHA-256 of the code that runs, with the Node that runs it: by both all is kept that it makes or proves. To be asked for early: what is edited from then on is
 * other code.
 */
export const codeSum = async (): Promise<string> => `${await runningCode()} ${process.versions.node}`;

/** Where what follows from the code alone is recorded, apart: a build writes both records at the same time. */
const OF_CODE = under('.cache', 'code');

/** From now on all is made again. */
export async function forgetMade(): Promise<void> {
  for (const folder of [under('.cache'), OF_CODE]) await rm(join(folder, KEPT), { force: true });
}

/** Has some folders below `dist/` filled, unless all that is in them was made by the same code before: nothing else has a part in it. `at`: where it is recorded. */
export async function madeOfCode(folders: readonly string[], make: () => Promise<unknown>, at: string = OF_CODE): Promise<void> {
  const name = folders.join(' ');
  const before = await MadeBefore.read(at);
  if (before.of(name, '')) return;
  await before.forget([name]);
  await make();
  // Code that was edited meanwhile has a part in what was made.
  if ((await sumOfCode()) !== (await runningCode())) return;
  const paths = folders.map(async (folder) => (await pathsUnder(join(under('dist'), folder))).map((path) => `${folder}/${path}`));
  before.keep(name, '', (await Promise.all(paths)).flat());
  await before.save();
}

/** For some files below `dist/`: the checksum of their inputs, and their paths. */
type Remembered = { sum: string; paths: string[] };

/** Knows which files below `dist/` a build before this one has made of the same inputs by the same code, so that they need not be made again. */
export class MadeBefore {
  readonly #code: string;
  readonly #made: Map<string, Remembered>;
  readonly #folder: string;

  private constructor(code: string, made: Map<string, Remembered>, folder: string) {
    this.#code = code;
    this.#made = made;
    this.#folder = folder;
  }

  /** `folder`: where the build before has left what it knew; what cannot be read is nothing. */
  static async read(folder: string = under('.cache')): Promise<MadeBefore> {
    const text = await readFile(join(folder, KEPT), 'utf8').catch(() => '{}');
    return new MadeBefore(await codeSum(), new Map(Object.entries(madeIn(text))), folder);
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

  /** Records an output. To be called once its files are in `dist/`. */
  keep(name: string, inputs: string, paths: readonly string[]): void {
    this.#made.set(name, { sum: this.#sumOf(inputs), paths: [...paths] });
  }

  /** For the builds to come. Where nothing can be written nothing is kept. */
  async save(): Promise<void> {
    const text = JSON.stringify(Object.fromEntries(this.#made));
    await writeFiles(this.#folder, [{ path: KEPT, text }]).catch(() => undefined);
  }

  #sumOf(inputs: string): string {
    return createHash('sha256').update(`${this.#code}\0${inputs}`).digest('hex');
  }
}

function madeIn(text: string): Record<string, Remembered> {
  try {
    const made = JSON.parse(text) as Record<string, Partial<Remembered>>;
    return Object.fromEntries(
      Object.entries(made).filter((entry): entry is [string, Remembered] => Array.isArray(entry[1].paths)),
    );
  } catch {
    return {};
  }
}

/** The sum of the sources that `dist/` was built from, whole, and in a second line the Node that built it. Whoever writes a part of it only takes the stamp away first. */
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

/** The result of building some files below `dist/`, by path from there. If there are problems nothing is written. */
export type Made = { files: readonly (GeneratedFile | BinaryFile)[]; problems: readonly Problem[] };

/** Files below `dist/` that are made together. */
export type Output = {
  /** Under which they are remembered. */
  name: string;
  /** All that they are made of: where it is the same, and the code is, they are not made again. Without it they are made each time. */
  inputs?: string;
  /** The folder below `dist/` that these files fill; other files in it are removed. */
  folder?: string;
  make: () => Promise<Made>;
};

/**
 * Builds the outputs that are out of date and, unless there is a problem, writes them. `prepare`: called once all are built and
 * before any is written. Returns the number of files, including those that were up to date.
 */
export async function writeOutputs(
  outputs: readonly Output[],
  before: MadeBefore,
  prepare: () => Promise<void>,
): Promise<{ problems: Problem[]; count: number }> {
  const kept = new Map(outputs.map(({ name, inputs }) => [name, inputs === undefined ? undefined : before.of(name, inputs)]));
  const making = await Promise.allSettled(
    outputs.filter(({ name }) => !kept.get(name)).map(async (output) => ({ ...output, ...(await output.make()) })),
  );
  const made = making.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
  const problems = made.flatMap((output) => output.problems);
  if (problems.length > 0) return { problems, count: 0 };
  // Problems are returned first, because they are the likely cause of other failures.
  for (const result of making) if (result.status === 'rejected') throw result.reason;
  await prepare();
  await before.forget(made.map(({ name }) => name));
  for (const { name, inputs, folder, files } of made) {
    if (folder !== undefined) await rm(under('dist', folder), { recursive: true, force: true });
    await writeFiles(under('dist'), files);
    const paths = files.map(({ path }) => path);
    if (inputs !== undefined) before.keep(name, inputs, paths);
    kept.set(name, paths);
  }
  await before.save();
  return { problems, count: [...kept.values()].reduce((sum, paths) => sum + (paths?.length ?? 0), 0) };
}
