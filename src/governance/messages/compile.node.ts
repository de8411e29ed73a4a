/** Writes the compiled catalogue beside the code that says it. Nothing else of the program is loaded: without it the program cannot start. */
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { ROOT } from '../../host/paths.node.ts';
import { whereOf, type Problem } from '../problem.ts';

const LANGUAGES = ['fr', 'en'] as const;

/** Folders of messages, and where each is compiled to. */
export const CATALOGUES = [
  { from: 'packages/base/messages', to: 'packages/base/src/compiled' },
  { from: 'messages', to: 'src/messages/compiled' },
  { from: 'packages/schema-diff/messages', to: 'packages/schema-diff/src/compiled' },
] as const;

/** The code that compiles. */
const OWN = 'src/governance/messages';

const BANNED = join(ROOT, 'messages/banned.yaml');

/** The sum of all that a compiled catalogue follows from. */
const SUM = 'sum';

/** Compiles the catalogues that have changed. Throws an Error that lists what is wrong in them, by file, line and column. */
export async function compileMessages(): Promise<void> {
  for (const { from, to } of CATALOGUES) await compileFolder(join(ROOT, from), join(ROOT, to));
}

async function compileFolder(from: string, to: string): Promise<void> {
  const files = await yamlIn(from);
  const sum = await sumOf(files);
  if ((await readFile(join(to, SUM), 'utf8').catch(() => '')) === sum) return;
  // What compiles is loaded only where something is to be compiled: every `npm run` asks.
  const [{ readCatalogue }, { compileCatalogue }] = await Promise.all([import('./catalogue.ts'), import('./compile.ts')]);
  const { families, problems } = readCatalogue(files, LANGUAGES);
  if (problems.length > 0) throw new Error(problems.map((problem) => sentenceOf(problem, from)).join('\n'));
  const base = relative(to, join(ROOT, 'packages/base/src')).replaceAll('\\', '/');
  const compiled = compileCatalogue(families, {
    languages: LANGUAGES,
    format: `${base}/format.ts`,
    language: `${base}/language.ts`,
  });
  await replaceFolder(to, new Map([...compiled, [SUM, sum]]));
}

/** The files of a folder, and the words that no message may contain, which are the same for all folders. */
async function yamlIn(folder: string): Promise<Map<string, string>> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.yaml')).sort();
  const files = names.map((name) => [name, join(folder, name)] as const);
  const all = new Map([...files, ['banned.yaml', BANNED] as const]);
  return new Map(await Promise.all([...all].map(async ([name, path]) => [name, await readFile(path, 'utf8')] as const)));
}

/** What the code beside this file imports to compile: the shape of a catalogue, what reads it, and the parsers, by their versions. */
export const IMPORTED = [
  'schema/dialect/messages.schema.json',
  'src/model/source-text.ts',
  'packages/base/src/pointer.ts',
  'package-lock.json',
];

/** Also of the code that compiles. */
async function sumOf(files: ReadonlyMap<string, string>): Promise<string> {
  const hash = createHash('sha256');
  for (const [name, text] of files) hash.update(`${name}\0${text}\0`);
  const own = (await readdir(join(ROOT, OWN))).sort().map((name) => `${OWN}/${name}`);
  for (const path of [...own, ...IMPORTED]) hash.update(await readFile(join(ROOT, path)));
  return hash.digest('hex');
}

const sentenceOf = (problem: Problem, folder: string): string =>
  `${relative(ROOT, folder)}/${whereOf(problem)}: ${problem.fr} / ${problem.en}`;

/** Written beside, then moved into place, so that nobody loads half of it; files that are wanted no more go. */
async function replaceFolder(folder: string, files: ReadonlyMap<string, string>): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const [name, text] of files) {
    const beside = join(folder, `.${name}.${String(process.pid)}`);
    await writeFile(beside, text);
    await rename(beside, join(folder, name));
  }
  for (const name of await readdir(folder)) if (!files.has(name) && !name.startsWith('.')) await rm(join(folder, name));
}
