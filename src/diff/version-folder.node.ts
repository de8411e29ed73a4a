import { cp, mkdir, mkdtemp, rm, stat, writeFile, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { InputError } from '../finding.ts';
import { DIFF } from '../messages/compiled/diff.ts';
import { textsOf } from '../../packages/base/src/texts.ts';
import type { Model, Texts } from '../model/types.ts';
import { readVersion } from '../model/read-version.node.ts';
import { treeAt } from '../host/git.node.ts';
import { under } from '../host/paths.node.ts';
import type { JsonSchema } from '../../packages/schema-diff/src/index.ts';
import { readSource } from '../model/source-text.ts';
import { SourceError } from '../model/source-error.ts';
import { parseJson } from '../read/json/parse.ts';
import { type Release, isBefore } from '../model/releases.ts';
import { versionIndex } from '../validate/registry.node.ts';
import { isObject } from '../../packages/base/src/json.ts';

/** Files beside the version folders that are read with each of them. */
const BESIDE = ['base-uri.txt', 'fields', 'legal-texts.yaml'];

/** The version in a folder, according to its name. Any other name than `X.Y.Z` means a proposal for `next`. */
export const versionOf = (folder: string): string => (/^\d+\.\d+\.\d+$/.test(basename(folder)) ? basename(folder) : 'next');

/**
 * Reads the model of a version folder, with the texts of fields beside it or, if there are none, those of the référentiel. Throws
 * an InputError if it cannot be read.
 */
export async function folderModel(folder: string, name: string): Promise<Model> {
  if (!(await isThere(join(folder, 'decp.schema.json')))) throw new InputError('input.not-a-version-folder', { folder: name });
  const beside = await Promise.all(BESIDE.map((file) => isThere(join(dirname(folder), file))));
  if (beside.every(Boolean)) return read(dirname(folder), basename(folder), versionOf(folder), name);
  return inTemporary(async (schema) => {
    await cp(folder, join(schema, 'version'), { recursive: true });
    return read(schema, 'version', versionOf(folder), name);
  });
}

/** Reads the model of a version folder in a commit, with the texts of that commit. Throws an InputError if it cannot be read. */
export async function commitModel(commit: string, path: string, repository: string, name: string): Promise<Model> {
  return inTemporary(async (schema) => {
    await put(await treeAt(commit, path, repository), join(schema, 'version'));
    const fields = await treeAt(commit, join(dirname(path), 'fields'), repository);
    if (fields.size > 0) await rm(join(schema, 'fields'), { recursive: true });
    await put(fields, join(schema, 'fields'));
    if (!(await isThere(join(schema, 'version', 'decp.schema.json'))))
      throw new InputError('input.not-a-version-folder', { folder: name });
    return read(schema, 'version', versionOf(path), name);
  });
}

const isThere = (path: string): Promise<boolean> => stat(path).then(Boolean, () => false);

/** Runs `work` in a temporary folder laid out like `schema/`, which starts with the files of `BESIDE`. */
async function inTemporary<T>(work: (schema: string) => Promise<T>): Promise<T> {
  const schema = await mkdtemp(join(tmpdir(), 'decp-'));
  try {
    for (const file of BESIDE) await cp(under('schema', file), join(schema, file), { recursive: true });
    return await work(schema);
  } finally {
    await rm(schema, { recursive: true, force: true });
  }
}

async function put(files: ReadonlyMap<string, Uint8Array>, folder: string): Promise<void> {
  for (const [path, content] of files) {
    // A forged commit could contain paths that lead outside the folder.
    if (path.split('/').some((step) => step === '..' || step === '')) continue;
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
}

/** Any failure is reported as an InputError, because the folder comes from the user. */
async function read(schema: string, from: string, version: string, folder: string): Promise<Model> {
  try {
    return await readVersion(schema, from, version);
  } catch (error) {
    throw new InputError('input.not-a-version-folder', {
      folder,
      reason: reasonOf(error, (text) => text.replaceAll(join(schema, from), folder)),
    });
  }
}

/** `named`: replaces the path that was read by the name that the user gave. */
function reasonOf(error: unknown, named: (text: string) => string): Texts {
  if (error instanceof SourceError) return textsOf(DIFF, (say) => say['source-wrong']({ file: error.where, said: error.texts }));
  const message = named((error instanceof Error ? error.message : String(error)).split('\n', 1)[0] ?? '');
  return textsOf(DIFF, (say) => say['unreadable-file']({ message }));
}

/** Parses a JSON Schema written in JSON or YAML. Throws an InputError if it is neither, with the line and column of the error. */
export function parseSchema(text: string, file: string): JsonSchema {
  const value = parse(text.replace(/^\ufeff/, ''), file);
  if (typeof value === 'boolean' || isObject(value)) return value;
  throw new InputError('input.not-a-schema', { file });
}

/** JSON is tried first: it is the usual case and much faster to parse. */
function parse(text: string, file: string): unknown {
  try {
    return parseJson(text);
  } catch {
    const { value, errors } = readSource(text);
    const [error] = errors;
    if (error) throw new InputError('input.not-a-schema', { file: `${file}:${error.line}:${error.column}` });
    return value;
  }
}

/** The versions of the format, oldest first, from `schema/releases.json` or, without sources, from the build. */
async function releases(): Promise<readonly Release[]> {
  const text = await readFile(under('schema', 'releases.json'), 'utf8').catch(() => undefined);
  return text === undefined ? await versionIndex() : (JSON.parse(text) as { releases: Release[] }).releases;
}

/** The number of a version; for `next`, the expected one if it is known. */
export async function numberOf(version: string): Promise<string | undefined> {
  const release = (await releases()).find((one) => one.version === version);
  return release?.expectedVersion ?? (version === 'next' ? undefined : version);
}

const published = async (): Promise<string[]> =>
  (await releases()).map(({ version }) => version).filter((version) => version !== 'next');

/** The newest release with a lower number. */
export const releaseBefore = async (number: string): Promise<string | undefined> =>
  (await published()).filter((version) => isBefore(version, number)).at(-1);

/** The newest release. Throws an Error if there is none. */
export async function latestVersion(): Promise<string> {
  const newest = (await published()).at(-1);
  if (newest === undefined) throw new Error('schema/releases.json lists no release');
  return newest;
}
