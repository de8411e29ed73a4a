import { cp, mkdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { InputError } from '../../finding.ts';
import { EXIT, type ExitCode } from '../../host/exit.ts';
import { readVersion } from '../../model/read-version.node.ts';
import { formatSums, parseSums, SUMS, type Sums } from '../sums.ts';
import type { Problem } from '../problem.ts';
import type { Model, Schema } from '../../model/types.ts';
import { subschemas } from '../../model/tree.ts';
import { sha256 } from '../../host/sha256.node.ts';
import { readBytes, readTree, writeFiles } from '../../host/tree.node.ts';
import { unfinished } from '../../host/unfinished.node.ts';
import { toDraft07 } from '../../generate/json-schema.ts';
import type { ReleaseEntry } from '../release/after-release.ts';
import type { Sources } from './sources.node.ts';
import { under } from '../../host/paths.node.ts';
import { BUILD } from '../../messages/compiled/build.ts';
import { textsOf } from '../../../packages/base/src/texts.ts';

/** `npm run freeze -- X.Y.Z`: freezes `schema/next/` as a published version. */
export async function runFreeze({ version }: { version: string }): Promise<ExitCode> {
  console.log(await freeze(under('schema'), version));
  return EXIT.conforming;
}

/**
 * Freezes `schema/next/` into `schema/<version>/`: its sources (without counts of real data), their bundle, an empty list of
 * known defects, and the checksums. Throws an InputError if the version is not a version number or exists already.
 */
export async function freeze(schemaDir: string, version: string): Promise<string> {
  const folder = join(schemaDir, version);
  if (!/^\d+\.\d+\.\d+$/.test(version)) throw new InputError('input.not-a-version-number', { version });
  if (await stat(folder).then(Boolean, () => false)) throw new InputError('input.version-taken', { version });
  const beside = unfinished(join(schemaDir, `.${version}`));
  try {
    await cp(join(schemaDir, 'next'), beside, { recursive: true, filter: (path) => !/^impact\b/.test(basename(path)) });
    const { schema } = await readVersion(schemaDir, basename(beside), version);
    await mkdir(join(beside, 'bundled'));
    await writeFile(join(beside, 'bundled', 'decp.schema.json'), `${JSON.stringify(schema, null, 2)}\n`);
    await writeFile(join(beside, 'known-defects.yaml'), '[]\n');
    await writeFile(join(beside, SUMS), formatSums(sumsOf(await readBytes(beside))));
    await rename(beside, folder);
  } finally {
    await rm(beside, { recursive: true, force: true });
  }
  return folder;
}

const NOT_FROZEN = textsOf(BUILD, (say) => say['published.not-frozen']());

const ADDED = textsOf(BUILD, (say) => say['published.added']());

/** A frozen folder never changes: each file is there, none is new, and each has the sum that was written when it was frozen. */
export function checkFrozen(version: string, written: Sums, found: Sums): Problem[] {
  if (written.size === 0) return [{ file: `schema/${version}`, ...NOT_FROZEN }];
  const paths = [...new Set([...written.keys(), ...found.keys()])].sort();
  return paths.flatMap((path) => {
    const [before, now] = [written.get(path), found.get(path)];
    if (before === now) return [];
    const file = `schema/${version}/${path}`;
    if (before === undefined) return [{ file, ...ADDED }];
    return [{ file, ...textsOf(BUILD, (say) => say['published.other']({ isThere: now !== undefined })) }];
  });
}

/**
 * Outside of the sums: the sums themselves, and the two files that may grow after a version was published, its known defects and the step that leads to it.
 * The gate refuses any other change of these two (`src/governance/gate/published.node.ts`).
 */
const OUTSIDE = [SUMS, 'known-defects.yaml', 'migration.yaml'];

/** The sums of the files of a version folder, by path from there. */
export const sumsOf = (files: Bytes): Sums =>
  new Map([...files].flatMap(([path, bytes]) => (OUTSIDE.includes(path) ? [] : [[path, sha256(bytes)] as const])));

type Bytes = ReadonlyMap<string, Uint8Array>;

/** The files of one version, by path from its folder. */
const within = (schema: Bytes, version: string): Bytes =>
  new Map(
    [...schema].flatMap(([path, bytes]) => (path.startsWith(`${version}/`) ? [[path.slice(version.length + 1), bytes]] : [])),
  );

/** Checks the size and checksum that `releases.json` lists for each file. `schema`: all files of `schema/`. */
export function checkReleaseFiles(schema: Bytes, releases: readonly ListedRelease[]): Problem[] {
  const listed = releases.flatMap(({ version, files }) => files.map((file) => ({ ...file, path: `${version}/${file.path}` })));
  return listed.flatMap(({ path, bytes, sha256: sum }) => {
    const content = schema.get(path);
    if (content?.length === bytes && sum === sha256(content)) return [];
    return [
      {
        file: 'schema/releases.json',
        ...textsOf(BUILD, (say) => say['published.listed-otherwise']({ path })),
      },
    ];
  });
}

type ListedRelease = Pick<ReleaseEntry, 'version' | 'files'>;

/** The differences between each published version and what its `SHA256SUMS` says. `schema`: all files of `schema/`. */
export const checkFrozenFolders = (schema: Bytes, versions: readonly string[]): Problem[] =>
  versions.flatMap((version) => {
    const files = within(schema, version);
    return checkFrozen(version, parseSums(Buffer.from(files.get(SUMS) ?? []).toString()), sumsOf(files));
  });

/** The bundle that a frozen folder holds says the same as its sources read today, texts aside (those may be fixed in a patch). */
export function checkFrozenBundles(files: ReadonlyMap<string, string>, models: readonly Model[]): Problem[] {
  return models.flatMap(({ version, schema }) => {
    const frozen = JSON.parse(files.get(`${version}/bundled/decp.schema.json`) ?? '{}') as Schema;
    if (JSON.stringify(withoutTexts(frozen)) === JSON.stringify(withoutTexts(schema))) return [];
    return [
      {
        file: `schema/${version}/bundled/decp.schema.json`,
        ...textsOf(BUILD, (say) => say['published.bundled-otherwise']()),
      },
    ];
  });
}

function withoutTexts(schema: Schema): Schema {
  const copy = structuredClone(schema);
  for (const [, node] of subschemas(copy)) {
    delete node.title;
    delete node.description;
    delete node['x-title-en'];
    delete node['x-description-en'];
  }
  return copy;
}

/** The path, in `schema/`, that never changes: the newest release in draft-07, from which public catalogues build their URLs. */
const STABLE = 'decp.schema.json';

/** The file at the stable path is the frozen schema of the newest release, in draft-07. */
function checkStable(files: ReadonlyMap<string, string>, newest: string): Problem[] {
  const frozen = JSON.parse(files.get(`${newest}/bundled/decp.schema.json`) ?? '{}') as Schema;
  if (files.get(STABLE) === `${JSON.stringify(toDraft07(frozen), null, 2)}\n`) return [];
  return [
    {
      file: `schema/${STABLE}`,
      about: { message: 'published.not-in-force' },
      ...textsOf(BUILD, (say) => say['published.not-in-force']({ newest })),
    },
  ];
}

/**
 * Checks that published versions are unchanged. Checks that depend on the files of a version are skipped if these were edited, so
 * that an edit is reported once.
 */
export function checkPublished({ files, bytes, published, releases }: Sources): Problem[] {
  const versions = published.map(({ version }) => version);
  const sums = checkFrozenFolders(bytes, versions);
  const isWhole = ({ version }: { version: string }): boolean => !sums.some(({ file }) => file.startsWith(`schema/${version}/`));
  const newest = published.at(-1);
  return [
    ...sums,
    ...checkFrozenBundles(files, published.filter(isWhole)),
    ...checkReleaseFiles(bytes, releases.filter(isWhole)),
    ...(newest && isWhole(newest) ? checkStable(files, newest.version) : []),
  ];
}

/** Writes the number of the release where the draft says `next` of itself: the draft keeps it, and the version is frozen with it. */
export async function numberNext(version: string, folder = under('schema', 'next')): Promise<void> {
  const files = await readTree(folder, (path) => /^codelists\/[^/]+\.csv$|^rules\/[^/]+\.yaml$|\.schema\.json$/.test(path));
  const changed = [...files].flatMap(([path, before]) => {
    const text = NUMBERED[extname(path)]?.(before, version) ?? before;
    return text === before ? [] : [{ path, text }];
  });
  await writeFiles(folder, changed);
}

/** The last three columns of a codelist: since, deprecated, replaced_by. The first two never hold a comma. */
const CODE = /^(.*),([^,"]*),([^,"]*),([^,"]*|"[^"]*")$/gm;

const numbered = (cell: string, version: string): string => (cell === 'next' ? version : cell);

/** A codelist whose codes that came, or were deprecated, with `next` say that they did so with this version. */
export const numberedCodes = (csv: string, version: string): string =>
  csv.replace(CODE, (_, before: string, since: string, deprecated: string, by: string) =>
    [before, numbered(since, version), numbered(deprecated, version), by].join(','),
  );

/** The same of a schema: `x-since`, and `since` of `x-deprecated`. */
export const numberedSchema = (json: string, version: string): string =>
  json.replace(/("(?:x-)?since": )"next"/g, `$1"${version}"`);

/** The same of a rule: the first version that it applies to. */
export const numberedRule = (yaml: string, version: string): string =>
  yaml.replace(/^(since: *)(["']?)next\2(?=\s*(?:#.*)?$)/m, `$1${version}`);

const NUMBERED: Readonly<Record<string, (text: string, version: string) => string>> = {
  '.csv': numberedCodes,
  '.json': numberedSchema,
  '.yaml': numberedRule,
};
