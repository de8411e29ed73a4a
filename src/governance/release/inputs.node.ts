import { existsSync, readdirSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { isOwn } from '../../model/releases.ts';
import { under } from '../../host/paths.node.ts';
import { notesPath } from './files.node.ts';
import { readBytes } from '../../host/tree.node.ts';
import { createHash } from 'node:crypto';
import { byPath, type Files } from './archive/tgz.node.ts';

/**
 * An input of a release: a folder or file of the repository. `written`: the release commit itself changes it after the artefacts
 * are built, so that its checksum identifies it instead of a commit.
 */
export type Input = { path: string; written?: true };

/** The texts, lists and program that every version is made with. */
const COMMON = [
  ...['schema/base-uri.txt', 'schema/fields', 'schema/legal-texts.yaml', 'schema/nomenclatures'],
  ...['messages', 'packages', 'src', 'scripts', 'package.json', 'package-lock.json', 'LICENSE'],
];

/**
 * The inputs of the artefacts of a version. `inForce`: the version whose schema the forecasts apply. A version without rules of
 * its own takes those of `next`.
 */
export function schemaInputs(from: string, name: string, inForce: string): Input[] {
  const frozen = from !== 'next' && isOwn(name);
  const others = [inForce, ...(isOwn(name) ? [] : ['next'])].filter((version) => version !== from);
  return [
    { path: `schema/${from}`, ...(frozen && { written: true }) },
    ...others.map((version) => ({ path: `schema/${version}` })),
    // Those of a version may be stored with another one, or as cases of several.
    { path: 'examples', ...(frozen && { written: true }) },
    ...notesOf(name).map((path) => ({ path, written: true as const })),
    ...COMMON.map((path) => ({ path })),
  ];
}

/** The notes of a release, where they are written. */
export const notesOf = (version: string): string[] =>
  (['fr', 'en'] as const).map((lang) => notesPath(version, lang)).filter((path) => existsSync(under(path)));

/** Excluded from the inputs of the npm package: it is written after the package, which does not contain it. */
const INDEX = 'releases.json';

/** The inputs of the npm package. Its release writes the version number. */
export function toolsInputs(): Input[] {
  const written = ['package.json', 'package-lock.json'];
  const schema = readdirSync(under('schema')).filter((name) => name !== INDEX);
  return [
    ...schema.map((name) => ({ path: `schema/${name}` })),
    ...[
      'examples',
      'messages',
      'packages',
      'src',
      'scripts',
      'tsconfig.json',
      'LICENSE',
      'integrations/paquet',
      'CHANGELOG.md',
    ].map((path) => ({
      path,
    })),
    ...written.map((path) => ({ path, written: true as const })),
  ].filter(({ path }) => existsSync(under(path)));
}

/** A thing and the name that git gives to its content. */
export type Dependency = { name: string; digest: { gitTree: string } | { gitBlob: string } };

/** The current content of the inputs, committed or not. */
export function dependenciesOf(inputs: readonly Input[]): Promise<Dependency[]> {
  return Promise.all(
    inputs.map(async ({ path: name }): Promise<Dependency> => {
      const path = under(name);
      const isFolder = (await stat(path)).isDirectory();
      const digest = isFolder ? { gitTree: gitTree(await sourcesIn(path)) } : { gitBlob: gitBlob(await readFile(path)) };
      return { name, digest };
    }),
  );
}

/** The files of a folder that git follows: the compiled messages are made of others. */
async function sourcesIn(folder: string): Promise<Map<string, Uint8Array>> {
  const files = await readBytes(folder);
  return new Map([...files].filter(([path]) => !/(^|\/)compiled\//.test(path)));
}

const object = (type: 'blob' | 'tree', content: Uint8Array): string =>
  createHash('sha1').update(`${type} ${content.length}\0`).update(content).digest('hex');

/** The name that git gives to the content of a file. */
const gitBlob = (bytes: Uint8Array): string => object('blob', bytes);

/**
 * The name that git gives to a folder of plain files (`git rev-parse <commit>:<folder>`). Worked out here, it is known before the folder is
 * in a commit, and where there is no git: a release commit can hold the name of a tree, never its own.
 */
export function gitTree(files: Files): string {
  const folders = new Map<string, Map<string, Uint8Array>>();
  const entries: [name: string, mode: string, id: string][] = [];
  for (const [path, bytes] of files) {
    const at = path.indexOf('/');
    if (at < 0) entries.push([path, '100644', gitBlob(bytes)]);
    else {
      const name = path.slice(0, at);
      const inside = folders.get(name) ?? new Map<string, Uint8Array>();
      folders.set(name, inside.set(path.slice(at + 1), bytes));
    }
  }
  for (const [name, inside] of folders) entries.push([name, '40000', gitTree(inside)]);
  // Git orders a folder as if its name ended with a slash.
  const ordered = entries.map((entry) => [entry[1] === '40000' ? `${entry[0]}/` : entry[0], entry] as const).sort(byPath);
  return object('tree', Buffer.concat(ordered.map(([, [name, mode, id]]) => treeEntry(name, mode, id))));
}

const treeEntry = (name: string, mode: string, id: string): Buffer =>
  Buffer.concat([Buffer.from(`${mode} ${name}\0`), Buffer.from(id, 'hex')]);
