import { existsSync } from 'node:fs';
import { InputError } from '../../../finding.ts';
import type { Lang } from '../../../../packages/base/src/language.ts';
import { type Problem, whereOf } from '../../problem.ts';
import { EXIT, type ExitCode } from '../../../host/exit.ts';
import { gitText, git, treeAt } from '../../../host/git.node.ts';
import { ROOT, under } from '../../../host/paths.node.ts';
import type { Asked } from '../artefacts/plan.node.ts';
import { tagged, releaseCommit, short } from '../history.node.ts';
import { PROVENANCE, readProvenance, type Reported } from '../provenance.node.ts';
import { allListed, checkListed, type Listed, readReleases } from './check-listed.node.ts';
import { checkSums } from './check-sums.node.ts';
import { isArchive, openArtefact, BOUNDS, type Opened, UNREADABLE } from './open.node.ts';
import { mebibytesIn, problem } from './problem.ts';
import { RELEASE } from '../../../messages/compiled/release.ts';
import { progressIn } from '../progress.ts';
import type { Files } from '../archive/tgz.node.ts';
import { sha256 } from '../../../host/sha256.node.ts';
import { parseSums, SUMS } from '../../sums.ts';
import type { ListedArtefact } from '../sums.node.ts';
import { versionFolders } from '../../../model/read-version.node.ts';
import { readBytes } from '../../../host/tree.node.ts';
import { UNPACK_LIMITS } from '../../../read/unzip.ts';
import { lstat, readdir, readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { checkFrozenFolders, checkReleaseFiles } from '../../build/freeze.node.ts';
import { isRelease } from '../claims.ts';

type VerifyCall = VerifyOptions & { path?: string };

type VerifyOptions = { lang: Lang; noRebuild?: boolean };

/** `decp release verify [FOLDER|ARCHIVE]`. Exit 1 where something is not what it should be. */
export async function runVerify({ path, lang, noRebuild = false }: VerifyCall): Promise<ExitCode> {
  if (path !== undefined) return verifyRelease(path, { lang, noRebuild });
  if (!existsSync(under('schema', 'next'))) throw new InputError('input.not-a-clone');
  const { versions, tags, untagged, problems } = await checkClone();
  if (problems.length > 0) return wrong(problems, lang, 'clone');
  console.log(RELEASE[lang]['verify.clone']({ versions, tags }));
  if (untagged.length > 0) {
    const commits = untagged.map(({ version, commit }) => `${version} (${short(commit)})`);
    console.error(RELEASE[lang]['verify.no-tags']({ commits }));
  }
  return EXIT.conforming;
}

/** From outside first: an archive that is not the one that was published is not opened, and only a release that is whole is worth making again. */
async function verifyRelease(path: string, { lang, noRebuild }: VerifyOptions): Promise<ExitCode> {
  const given = await readGiven(path);
  const { reported, problems } = looked(given, path);
  const listed = problems.length > 0 ? [] : listedOf(await readReleases(), reported);
  const outside = [...problems, ...checkListed(given.files, listed, given.whole)];
  if (outside.length > 0) return wrong(outside, lang, 'release');
  const inside = lookInside(given.files, given.whole);
  if (inside.problems.length > 0) return wrong(inside.problems, lang, 'release');
  console.log(RELEASE[lang]['verify.files']({ count: given.files.size + inside.files }));
  const compared = listed.filter(({ path: name }) => given.files.has(name)).length;
  if (compared > 0) console.log(RELEASE[lang]['verify.listed']({ count: compared }));
  return noRebuild ? EXIT.conforming : rebuilt(given, reported, lang);
}

/** A whole release has its sums and its statement. An archive alone says itself what it is. */
function looked(given: Given, path: string): { reported?: Reported | undefined; problems: Problem[] } {
  if (!given.whole) {
    const isOne = given.problems.length > 0 || [...given.files.keys()].some(isArchive);
    if (!isOne) throw new InputError('input.not-a-release', { file: path });
    return { problems: given.problems };
  }
  const statement = given.files.get(PROVENANCE);
  const reported = statement && readProvenance(statement);
  const attested = reported
    ? checkProvenance(reported, given.files)
    : [problem(PROVENANCE, (say) => say['wrong.bad-provenance']())];
  return { reported, problems: [...given.problems, ...checkSums(given.files, ''), ...attested] };
}

/**
 * The artefacts that this clone lists for a release, or for all releases if only an archive is given. Only the stream of the
 * format is listed; a release of the tools may have the same number.
 */
function listedOf(releases: readonly Listed[], reported: Reported | undefined): ListedArtefact[] {
  if (!reported) return allListed(releases);
  return reported.stream === 'schema' ? allListed(releases.filter(({ version }) => version === reported.version)) : [];
}

async function rebuilt({ files }: Given, reported: Reported | undefined, lang: Lang): Promise<ExitCode> {
  const { archiveAsked, rebuildOne, rebuildWhole, tagOf, wholeAsked } = await import('./rebuild.node.ts');
  const warn = (asked: Asked | undefined): Promise<void> => warnElsewhere(asked && tagOf(asked), lang);
  const problems: Problem[] = [];
  if (reported) {
    await warn(wholeAsked(reported));
    problems.push(...(await rebuildWhole(files, reported, progressIn(lang))));
  } else
    for (const [name, bytes] of files) {
      const opened = openArtefact(name, bytes);
      if (!opened) continue;
      await warn(archiveAsked(opened));
      problems.push(...(await rebuildOne(name, bytes, opened, progressIn(lang))));
    }
  if (problems.length === 0) {
    console.log(RELEASE[lang]['verify.rebuilt']());
    return EXIT.conforming;
  }
  return wrong(problems, lang, 'release');
}

/** Said before anything is made again: away from the tag, the minutes that follow may compare with other sources. */
async function warnElsewhere(tag: string | undefined, lang: Lang): Promise<void> {
  if (tag === undefined) return;
  const [there, here] = await Promise.all([tagged(tag), gitText(['rev-parse', '--verify', '--quiet', 'HEAD'], ROOT)]);
  if (there === undefined) console.error(RELEASE[lang]['verify.no-tag']({ tag }));
  else if (there !== here) console.error(RELEASE[lang]['verify.elsewhere']({ tag }));
}

/** Problems printed: one slip in a generator changes every file. */
const SHOWN = 30;

function wrong(problems: readonly Problem[], lang: Lang, what: 'release' | 'clone'): ExitCode {
  for (const one of problems.slice(0, SHOWN)) console.log(`✖ ${whereOf(one)}\n    ${one[lang]}`);
  const say = RELEASE[lang];
  if (problems.length > SHOWN) console.log(say['verify.more']({ count: problems.length - SHOWN }));
  console.log(say['verify.wrong']({ what, count: problems.length }));
  return EXIT.findings;
}

/** The statement speaks of each artefact as it is, and of no other. */
function checkProvenance({ subjects }: Reported, files: Files): Problem[] {
  const attested = [...files.keys()].filter((name) => name !== PROVENANCE && name !== SUMS);
  const names = [...new Set([...attested, ...subjects.keys()])].sort();
  return names.flatMap((name) => {
    const bytes = files.get(name);
    return bytes && subjects.get(name) === sha256(bytes)
      ? []
      : [problem(PROVENANCE, (say) => say['wrong.other-subject']({ name }))];
  });
}

/** The result of the checks in a clone. `untagged`: in a clone without any tag, the versions compared with the commit that froze each. */
type CloneCheck = { versions: number; tags: number; untagged: Frozen[]; problems: Problem[] };

type Frozen = { version: string; commit: string };

type WithFiles = Listed & { files: { path: string; bytes: number; sha256: string }[] };

/** The published versions of this clone have not changed, and their tags have not moved. Throws an InputError where git cannot say. */
export async function checkClone(): Promise<CloneCheck> {
  const schema = under('schema');
  const versions = (await versionFolders(schema)).filter((version) => version !== 'next');
  const releases = (await readReleases()) as WithFiles[];
  const files = await readBytes(schema);
  const folders = [...checkFrozenFolders(files, versions), ...checkReleaseFiles(files, releases)];
  const { count, untagged, problems } = await checkTags(releases, folders.length > 0);
  return { versions: versions.length, tags: count, untagged, problems: [...folders, ...problems] };
}

/** The result of opening archives: number of files, and problems. */
type Inside = { files: number; problems: Problem[] };

/**
 * Opens the archives one by one and releases each before the next, since their content may be a thousand times larger. Stops
 * after `space` bytes in total. `named`: archives must be named after their folder, as in a whole release.
 */
export function lookInside(files: Files, named: boolean, space: number = BOUNDS.unpacked): Inside {
  const inside: Inside = { files: 0, problems: [] };
  let unpacked = 0;
  for (const [name, bytes] of files) {
    const opened = unpacked > space ? NOT_OPENED(name, space) : openArtefact(name, bytes);
    if (!opened) continue;
    unpacked += sizeOf(opened);
    inside.files += opened.files.size;
    inside.problems.push(...(named ? misnamed(name, opened) : []), ...opened.problems);
  }
  return inside;
}

const NOT_OPENED = (name: string, space: number): Opened | undefined =>
  isArchive(name) ? UNREADABLE([problem(name, (say) => say['wrong.not-opened'](mebibytesIn(space)))]) : undefined;

/** An unreadable archive counts as the maximum size, since it may have unpacked that much. */
const sizeOf = ({ folder, files }: Opened): number =>
  folder === undefined ? UNPACK_LIMITS.unpacked : [...files.values()].reduce((sum, { length }) => sum + length, 0);

const misnamed = (name: string, { folder }: Opened): Problem[] =>
  name.endsWith('.zip') && folder !== undefined && `${folder}.zip` !== name
    ? [problem(name, (say) => say['wrong.other-folder']({ folder }))]
    : [];

/** The input of a check: the folder of a release, or one of its archives. `files`: by name. */
type Given = { whole: boolean; files: Files; problems: Problem[] };

/** Reads it within bounds. Throws an InputError where there is nothing of that name. */
async function readGiven(path: string): Promise<Given> {
  const found = await stat(path).catch(() => undefined);
  if (!found) throw new InputError('input.no-such-file', { file: path });
  const given = found.isDirectory() ? await readFolder(path) : await readArchive(path, found.size);
  if (given.files.size === 0 && given.problems.length === 0) throw new InputError('input.not-a-release', { file: path });
  return given;
}

async function readArchive(path: string, size: number): Promise<Given> {
  const name = basename(path);
  if (size > BOUNDS.bytes)
    return {
      whole: false,
      files: new Map(),
      problems: [problem(name, (say) => say['wrong.too-large'](mebibytesIn(BOUNDS.bytes)))],
    };
  return { whole: false, files: new Map([[name, await bytesOf(path)]]), problems: [] };
}

/** Links are not followed: a folder that came from elsewhere could point at anything. */
async function readFolder(folder: string): Promise<Given> {
  const names = (await readdir(folder)).sort();
  const files = new Map<string, Uint8Array>();
  if (names.length > BOUNDS.files)
    return { whole: true, files, problems: [problem(folder, (say) => say['wrong.too-many']({ limit: BOUNDS.files }))] };
  const problems: Problem[] = [];
  for (const name of names) {
    const entry = await lstat(join(folder, name));
    if (!entry.isFile()) problems.push(problem(name, (say) => say['wrong.not-plain']()));
    else if (entry.size > BOUNDS.bytes) problems.push(problem(name, (say) => say['wrong.too-large'](mebibytesIn(BOUNDS.bytes))));
    else files.set(name, await bytesOf(join(folder, name)));
  }
  return { whole: true, files, problems };
}

const bytesOf = (path: string): Promise<Uint8Array> =>
  readFile(path).catch((error: unknown) => {
    throw new InputError('input.not-readable', { file: path, reason: (error as NodeJS.ErrnoException).code });
  });

/** A tag of the format, the commit that it points to, and the version that it is to be of. */
type Tag = { name: string; commit: string; release: Listed };

/**
 * Checks that the tags `X.Y.Z` still point to the releases. A release commit cannot contain its own hash: history shows which
 * commit added the frozen folder, and `releases.json` has the hash of its tree (`tag.tree`). Throws an InputError if there is no
 * history, unless there are other problems already (`others`).
 */
async function checkTags(releases: readonly Listed[], others: boolean): Promise<TagCheck> {
  const shallow = await gitOutput(['rev-parse', '--is-shallow-repository']);
  if (shallow !== 'false') {
    if (others) return { count: 0, untagged: [], problems: [] };
    throw new InputError(shallow === undefined ? 'input.no-repository' : 'input.shallow-clone');
  }
  const listed = (await gitOutput(['for-each-ref', '--format=%(refname:strip=2)', 'refs/tags'])) ?? '';
  const names = listed.split('\n').filter(isRelease);
  if (names.length === 0) return checkUntaggedClone(releases);
  const untagged = releases.filter(({ version }) => !names.includes(version));
  const problems = await Promise.all([...names.map((name) => checkTag(name, releases)), ...untagged.map(checkUntagged)]);
  return { count: names.length, untagged: [], problems: problems.flat() };
}

type TagCheck = { count: number; untagged: Frozen[]; problems: Problem[] };

/** Nobody took a tag away where a clone has none: each version published here is looked up at the commit that froze it. */
async function checkUntaggedClone(releases: readonly Listed[]): Promise<TagCheck> {
  const found = releases.filter(isOurs).map(async (release) => {
    const commit = await releaseCommit(release.version);
    return commit === undefined ? [] : [{ release, commit, isSame: await showsTree(commit, release) }];
  });
  const frozen = (await Promise.all(found)).flat();
  return {
    count: 0,
    untagged: frozen.map(({ release, commit }) => ({ version: release.version, commit })),
    problems: frozen.flatMap(({ release, commit, isSame }) =>
      isSame ? [] : [problem(folderOf(release.version), (say) => say['wrong.frozen-content']({ commit: short(commit) }))],
    ),
  };
}

/** Whether the folder of a version at a commit is the one that `releases.json` records. */
async function showsTree(commit: string, { version, tag }: Listed): Promise<boolean> {
  const shown = await gitOutput(['rev-parse', '--verify', '--quiet', `${commit}:./${folderOf(version)}`]);
  return tag?.tree === undefined || tag.tree === shown;
}

/** Made here, by these tools: the versions published elsewhere have the tags of another history. */
const isOurs = ({ tools }: Listed): boolean => tools !== undefined;

/** A release that is not in a commit yet has no tag to miss. */
const checkUntagged = async (release: Listed): Promise<Problem[]> =>
  isOurs(release) && (await releaseCommit(release.version)) !== undefined
    ? [problem(folderOf(release.version), (say) => say['wrong.tag-missing']({ tag: release.version }))]
    : [];

async function checkTag(name: string, releases: readonly Listed[]): Promise<Problem[]> {
  const commit = (await tagged(name)) ?? '';
  const release = releases.find(({ version }) => version === name);
  if (release) return checkKnown({ name, commit, release });
  // A clone at an older commit does not know later versions.
  return (await isAncestor('HEAD', commit))
    ? []
    : [problem('schema/releases.json', (say) => say['wrong.tag-unknown']({ tag: name }))];
}

async function checkKnown({ name, commit, release }: Tag): Promise<Problem[]> {
  const file = folderOf(name);
  if (!(await isAncestor(commit, 'HEAD'))) return [problem(file, (say) => say['wrong.tag-elsewhere']({ tag: name }))];
  // For versions published elsewhere before there were tags here, the tag must contain the frozen folder, wherever it is.
  if (!isOurs(release))
    return (await holdsFrozen(commit, name)) ? [] : [problem(file, (say) => say['wrong.tag-content']({ tag: name }))];
  if ((await releaseCommit(name)) !== commit) return [problem(file, (say) => say['wrong.tag-moved']({ tag: name }))];
  return (await showsTree(commit, release)) ? [] : [problem(file, (say) => say['wrong.tag-content']({ tag: name }))];
}

const folderOf = (version: string): string => `schema/${version}`;

const isAncestor = async (ancestor: string, commit: string): Promise<boolean> =>
  (await git(['merge-base', '--is-ancestor', ancestor, commit], ROOT)) !== undefined;

/** Whether a commit contains the folder of a version with its checksums. */
async function holdsFrozen(commit: string, version: string): Promise<boolean> {
  const top = (await gitOutput(['rev-parse', '--show-prefix'])) ?? '';
  const files = await treeAt(commit, `${top}${folderOf(version)}`, ROOT);
  const sums = parseSums(files.get(SUMS)?.toString() ?? '');
  return sums.size > 0 && [...sums].every(([path, sum]) => sum === sha256(files.get(path) ?? Buffer.alloc(0)));
}

const gitOutput = (args: readonly string[]): Promise<string | undefined> => gitText(args, ROOT);
