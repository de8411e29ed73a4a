import { InputError } from '../../../finding.ts';
import type { Problem } from '../../problem.ts';
import { isOwn } from '../../../model/releases.ts';
import { packageFacts } from '../../../host/package-facts.node.ts';
import { type Asked, planOf, makeArtefacts } from '../artefacts/plan.node.ts';
import { tarballName } from '../artefacts/tarball.node.ts';
import type { OnStep } from '../artefacts/version-archive.node.ts';
import { dependenciesOf } from '../inputs.node.ts';
import type { Reported } from '../provenance.node.ts';
import { type Opened, openArtefact, FOLDER as PACKED } from './open.node.ts';
import { type Files, isSame } from '../archive/tgz.node.ts';
import { problem } from './problem.ts';

/** Makes a whole release again and compares. Throws an InputError where this clone holds other sources than the release was made from. */
export async function rebuildWhole(files: Files, reported: Reported, onStep: OnStep): Promise<Problem[]> {
  const asked = wholeAsked(reported);
  const { inputs } = await planOf(asked, onStep);
  const now = new Map((await dependenciesOf(inputs)).map(({ name, digest }) => [name, Object.values(digest)[0] as string]));
  const others = [...new Set([...reported.dependencies.keys(), ...now.keys()])].filter(
    (name) => reported.dependencies.get(name) !== now.get(name),
  );
  if (others.length > 0) throw new InputError('input.other-sources', { names: others, tag: placeOf(reported, asked) });
  const { artefacts } = await makeArtefacts(asked, onStep, reported.source);
  return compareFiles(files, new Map(artefacts.map(({ path, bytes }) => [path, bytes])));
}

/** The source commit of a release: its tag, except for versions published before these tools existed. */
function placeOf({ stream, version, source }: Reported, asked: Asked): string {
  if (stream === 'schema' && !isOwn(version) && 'commit' in source) return source.commit.slice(0, 12);
  return asked.as ?? asked.version;
}

/** The tag where a release can be made again; undefined for a version that was published before these tools were, which no tag of theirs holds. */
export function tagOf({ version, as }: Asked): string | undefined {
  const name = as ?? version;
  return name.startsWith('outils-') || isOwn(name) ? name : undefined;
}

/** The request that produced a whole release. */
export const wholeAsked = ({ stream, version, from }: Reported): Asked =>
  askedOf(stream === 'outils' ? `outils-${version}` : version, from);

/**
 * Rebuilds one archive of a release and compares. The archive names its own release. Throws an InputError if it is not one of
 * ours.
 */
export async function rebuildOne(name: string, bytes: Uint8Array, opened: Opened, onStep: OnStep): Promise<Problem[]> {
  const asked = archiveAsked(opened);
  if (!asked) throw new InputError('input.not-a-release', { file: name });
  const { makers } = await planOf(asked, onStep);
  const path = opened.folder === PACKED ? tarballName(packageFacts()) : `${opened.folder ?? ''}.zip`;
  const maker = makers.find((one) => one.path === path);
  return compareFiles(new Map([[name, bytes]]), maker ? new Map([[name, await maker.make(undefined)]]) : new Map());
}

/** The release that an archive says it belongs to; undefined if it is not one of ours. */
export function archiveAsked({ folder = '', files }: Opened): Asked | undefined {
  const version = /^(?:decp|conformite)-(.+)$/.exec(folder)?.[1];
  if (version !== undefined) return askedOf(version, /-rc\.\d+$/.test(version) ? 'next' : version);
  const packed = folder === PACKED ? packageOf(files) : undefined;
  return packed?.name === packageFacts().name ? { version: `outils-${packed.version}` } : undefined;
}

function packageOf(files: Files): { name: string; version: string } | undefined {
  try {
    return JSON.parse(Buffer.from(files.get('package.json') ?? []).toString()) as { name: string; version: string };
  } catch {
    return undefined;
  }
}

/** A candidate is made from `next`. */
const askedOf = (version: string, from: string | undefined): Asked =>
  from === 'next' && version !== 'next' ? { version: 'next', as: version } : { version };

/** The files of a release that are not those that were made again, down to the file in an archive. */
function compareFiles(given: Files, rebuilt: Files, where = ''): Problem[] {
  const names = [...new Set([...given.keys(), ...rebuilt.keys()])].sort();
  return names.flatMap((name) => {
    const [here, made] = [given.get(name), rebuilt.get(name)];
    if (!made) return [problem(where + name, (say) => say['wrong.not-rebuilt']())];
    if (!here) return [problem(where + name, (say) => say['wrong.not-there']())];
    return isSame(here, made) ? [] : inside(where + name, here, made);
  });
}

/** If all files are equal, the archives differ in their format. */
function inside(name: string, here: Uint8Array, made: Uint8Array): Problem[] {
  const [given, rebuilt] = [openArtefact(name, here), openArtefact(name, made)];
  const within = given && rebuilt ? compareFiles(given.files, rebuilt.files, `${name}/`) : [];
  return within.length > 0 ? within : [problem(name, (say) => say['wrong.rebuilt-otherwise']())];
}
