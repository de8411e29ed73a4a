/** The two sides of a comparison, from what a person calls them. */
import { existsSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { InputError } from '../../finding.ts';
import type { JsonSchema } from '../../../packages/schema-diff/src/index.ts';
import type { Erratum } from '../../model/errata.ts';
import type { Model } from '../../model/types.ts';
import type { ReportSide } from '../../report/diff/types.ts';
import { blobAt, blobIfAt, commitOf, entryAt, inRepository } from '../../host/git.node.ts';
import { under } from '../../host/paths.node.ts';
import { fileOf } from '../../model/state-schemas.ts';
import { loadVersion, stateIndex, versionIndex } from '../../validate/registry.node.ts';
import { sha256 } from '../../host/sha256.node.ts';
import { commitModel, folderModel, versionOf, parseSchema, numberOf } from '../../diff/version-folder.node.ts';
import { readErrata } from '../checks/errata.ts';
import { type SchemaFiles, whereOf } from '../problem.ts';
import type { Sources } from '../build/sources.node.ts';

/**
 * One side: a version (`model`), or a schema only. `number`: its version number, or the expected one; `errata`: those that come
 * with it; `sources`: the folder or file that it was read from, if that still exists.
 */
export type Side = {
  reported: ReportSide;
  schema: JsonSchema;
  model?: Model;
  number?: string;
  errata: readonly Erratum[];
  sources?: string;
};

const LARGEST = 16 << 20;
const NEXT_PATH = 'schema/next';

/** Reads a side: `2.0.3`, `next`, `etat-2.0.4`, a file, a folder, `git:REF`, `git:REF:PATH`. Throws an InputError where it cannot be read. */
export async function readSide(name: string): Promise<Side> {
  if (name.startsWith('git:')) return gitSide(name);
  const known = (await versionIndex()).map(({ version }) => version);
  if (known.includes(name)) return versionSide(name);
  if ((await stateIndex()).some(({ version }) => version === name)) return stateSide(name);
  const info = await stat(name).catch(() => undefined);
  if (info?.isDirectory() === true) return folderSide(name, resolve(name));
  if (info?.isFile() === true) return fileSide(name);
  throw new InputError('input.no-such-side', { name, known });
}

/** `next` is read from its sources where they are there: they may have changed since the last build. */
export async function versionSide(version: string): Promise<Side> {
  const folder = under('schema', version);
  if (version === 'next' && existsSync(folder)) return folderSide(version, folder);
  const { model } = await loadVersion(version);
  return { ...(await modelSide(model, { name: version, version }, await errataOf(version))), ...sourcesIn(folder) };
}

/** A working schema of the State: its Model, which accepts the same and has our texts, and the sum of the file that was taken over. It has no number. */
async function stateSide(name: string): Promise<Side> {
  const [{ model }, bytes] = await Promise.all([loadVersion(name), readFile(under('dist', 'versions', name, 'schema.json'))]);
  const reported = { name, sha256: sha256(bytes) };
  return { reported, schema: model.schema as JsonSchema, model, errata: [], ...sourcesIn(under('schema', 'etat', fileOf(name))) };
}

/** `next` as its sources were read. */
export async function nextSide({ folder, files, next }: Sources): Promise<Side> {
  const text = files.get('next/errata.yaml');
  const errata = text === undefined ? [] : errataIn(files, text, 'next/errata.yaml');
  const path = `${folder}/next`;
  return { ...(await modelSide(next, { name: 'next', version: 'next' }, errata, path)), sources: path };
}

const sourcesIn = (folder: string) => existsSync(folder) && { sources: folder };

async function folderSide(name: string, folder: string): Promise<Side> {
  const model = await folderModel(folder, name);
  const text = await readFile(`${folder}/errata.yaml`, 'utf8').catch(() => undefined);
  const errata = text === undefined ? [] : await parseErrata(text, `${name}/errata.yaml`);
  return { ...(await modelSide(model, { name, version: model.version }, errata, folder)), sources: folder };
}

/** Only the very folder `schema/next` is to carry the number that `releases.json` gives to `next`. */
async function modelSide(model: Model, reported: ReportSide, errata: readonly Erratum[], folder?: string): Promise<Side> {
  const isOurs = folder === undefined || model.version !== 'next' || folder === under('schema', 'next');
  const number = isOurs ? await numberOf(model.version) : undefined;
  return { reported, schema: model.schema as JsonSchema, model, errata, ...(number !== undefined && { number }) };
}

async function fileSide(name: string): Promise<Side> {
  const bytes = await readFile(name).catch((error: unknown) => {
    throw new InputError('input.not-readable', { file: name, reason: (error as NodeJS.ErrnoException).code });
  });
  if (bytes.length > LARGEST) throw new InputError('input.too-large', { file: name, limit: LARGEST });
  return { ...bytesSide(bytes, { name }), sources: resolve(name) };
}

const bytesSide = (bytes: Buffer, reported: ReportSide): Side => ({
  reported: { ...reported, sha256: sha256(bytes) },
  schema: parseSchema(bytes.toString('utf8'), reported.name),
  errata: [],
});

/** Reads a side from a commit of the repository around the current folder. */
async function gitSide(name: string): Promise<Side> {
  const [, ref = '', path = NEXT_PATH] = /^git:([^:]*)(?::(.*))?$/s.exec(name) ?? [];
  const repository = process.cwd();
  const commit = await commitOf(ref, repository);
  const inside = inRepository(path);
  const entry = inside === undefined ? undefined : await entryAt(commit, inside, repository);
  if (inside === undefined || entry === undefined) throw new InputError('input.not-at-ref', { ref, path });
  if (entry === 'blob') return bytesSide(await blobAt(commit, inside, repository), { name, commit });
  return commitSide(commit, inside, repository, name);
}

/** A version folder of a commit. */
export async function commitSide(commit: string, path: string, repository: string, name: string): Promise<Side> {
  const model = await commitModel(commit, path, repository, name);
  const file = `${path}/errata.yaml`;
  const listed = await blobIfAt(commit, file, repository);
  const errata = listed ? await parseErrata(listed.toString('utf8'), `${name}/errata.yaml`) : [];
  const version = versionOf(path);
  const number = version === 'next' ? undefined : version;
  return {
    reported: { name, version, commit },
    schema: model.schema as JsonSchema,
    model,
    errata,
    ...(number !== undefined && { number }),
  };
}

const META = 'dialect/errata.schema.json';

/** The errata of a list that may be anybody's. Throws an InputError where its form is wrong: it would excuse nothing, in silence. */
async function parseErrata(text: string, file: string): Promise<readonly Erratum[]> {
  const meta = await readFile(under('schema', META), 'utf8').catch(() => {
    throw new InputError('input.not-a-clone');
  });
  return errataIn(new Map([[META, meta]]), text, file);
}

function errataIn(files: SchemaFiles, text: string, file: string): readonly Erratum[] {
  const { errata, problems } = readErrata(files, file, text);
  const [problem] = problems;
  if (problem) throw new InputError('input.bad-errata', { file: whereOf(problem), reason: { fr: problem.fr, en: problem.en } });
  return errata;
}

/** The errata of a version as the build left them; they were checked then. */
const errataOf = async (version: string): Promise<readonly Erratum[]> =>
  JSON.parse(await readFile(under('dist', 'versions', version, 'errata.json'), 'utf8').catch(() => '[]')) as Erratum[];
