import { existsSync } from 'node:fs';
import { InputError } from '../../../finding.ts';
import type { Lang } from '../../../../packages/base/src/language.ts';
import { type Problem, whereOf } from '../../problem.ts';
import { EXIT, type ExitCode } from '../../../host/exit.ts';
import { gitText } from '../../../host/git.node.ts';
import { ROOT, under } from '../../../host/paths.node.ts';
import type { Asked } from '../artefacts/plan.node.ts';
import { tagged } from '../history.node.ts';
import type { ListedArtefact } from '../sums.node.ts';
import { telling } from '../telling.ts';
import { PROVENANCE, readProvenance, type Told } from '../provenance.node.ts';
import { allListed, checkListed, type Listed, readReleases } from './check-listed.node.ts';
import { checkProvenance } from './check-provenance.node.ts';
import { checkSums } from './check-sums.node.ts';
import { checkClone } from './clone.node.ts';
import { type Given, readGiven } from './given.node.ts';
import { lookInside } from './look-inside.node.ts';
import { isArchive, openArtefact } from './open.node.ts';
import { problem } from './words.ts';
import { releaseText } from '../words.ts';

export type VerifyOptions = { lang: Lang; rebuild: boolean };

/** `decp release verify [FOLDER|ARCHIVE]`. Exit 1 where something is not what it should be. */
export async function runVerify(path: string | undefined, options: VerifyOptions): Promise<ExitCode> {
  const { lang } = options;
  if (path !== undefined) return verifyRelease(path, options);
  if (!existsSync(under('schema', 'next'))) throw new InputError('input.not-a-clone');
  const { versions, tags, problems } = await checkClone();
  if (problems.length > 0) return wrong(problems, lang, 'verify.wrong-clone');
  console.log(`✔ ${releaseText('verify.clone', lang, versions, tags)}`);
  return EXIT.conforming;
}

/** From outside first: an archive that is not the one that was published is not opened, and only a release that is whole is worth making again. */
async function verifyRelease(path: string, { lang, rebuild }: VerifyOptions): Promise<ExitCode> {
  const given = await readGiven(path);
  const { told, problems } = looked(given, path);
  const listed = problems.length > 0 ? [] : listedOf(await readReleases(), told);
  const outside = [...problems, ...checkListed(given.files, listed, given.whole)];
  if (outside.length > 0) return wrong(outside, lang, 'verify.wrong');
  const inside = lookInside(given.files, given.whole);
  if (inside.problems.length > 0) return wrong(inside.problems, lang, 'verify.wrong');
  console.log(`✔ ${releaseText('verify.files', lang, given.files.size + inside.files)}`);
  const compared = listed.filter(({ path: name }) => given.files.has(name)).length;
  if (compared > 0) console.log(`✔ ${releaseText('verify.listed', lang, compared)}`);
  return rebuild ? rebuilt(given, told, lang) : EXIT.conforming;
}

/** A whole release has its sums and its statement. An archive alone says itself what it is. */
function looked(given: Given, path: string): { told?: Told | undefined; problems: Problem[] } {
  if (!given.whole) {
    const isOne = given.problems.length > 0 || [...given.files.keys()].some(isArchive);
    if (!isOne) throw new InputError('input.not-a-release', { file: path });
    return { problems: given.problems };
  }
  const statement = given.files.get(PROVENANCE);
  const told = statement && readProvenance(statement);
  const attested = told ? checkProvenance(told, given.files) : [problem(PROVENANCE, 'bad-provenance')];
  return { told, problems: [...given.problems, ...checkSums(given.files, ''), ...attested] };
}

/**
 * What this clone lists of the release; of an archive alone, whatever release it is of. It lists the stream of the format: a release of the tools may bear
 * the same number.
 */
function listedOf(releases: readonly Listed[], told: Told | undefined): ListedArtefact[] {
  if (!told) return allListed(releases);
  return told.stream === 'schema' ? allListed(releases.filter(({ version }) => version === told.version)) : [];
}

async function rebuilt({ files }: Given, told: Told | undefined, lang: Lang): Promise<ExitCode> {
  const { archiveAsked, rebuildOne, rebuildWhole, tagOf, wholeAsked } = await import('./rebuild.node.ts');
  const warn = (asked: Asked | undefined): Promise<void> => warnElsewhere(asked && tagOf(asked), lang);
  const problems: Problem[] = [];
  if (told) {
    await warn(wholeAsked(told));
    problems.push(...(await rebuildWhole(files, told, telling(lang))));
  } else
    for (const [name, bytes] of files) {
      const opened = openArtefact(name, bytes);
      if (!opened) continue;
      await warn(archiveAsked(opened));
      problems.push(...(await rebuildOne(name, bytes, opened, telling(lang))));
    }
  if (problems.length === 0) {
    console.log(`✔ ${releaseText('verify.rebuilt', lang)}`);
    return EXIT.conforming;
  }
  return wrong(problems, lang, 'verify.wrong');
}

/** Said before anything is made again: away from the tag, the minutes that follow may compare with other sources. */
async function warnElsewhere(tag: string | undefined, lang: Lang): Promise<void> {
  if (tag === undefined) return;
  const [there, here] = await Promise.all([tagged(tag), gitText(['rev-parse', '--verify', '--quiet', 'HEAD'], ROOT)]);
  if (there === undefined) console.error(releaseText('verify.no-tag', lang, tag));
  else if (there !== here) console.error(releaseText('verify.elsewhere', lang, tag));
}

/** Problems printed: one slip in a generator changes every file. */
const SHOWN = 30;

function wrong(problems: readonly Problem[], lang: Lang, last: 'verify.wrong' | 'verify.wrong-clone'): ExitCode {
  for (const one of problems.slice(0, SHOWN)) console.log(`✖ ${whereOf(one)}\n    ${one[lang]}`);
  if (problems.length > SHOWN) console.log(releaseText('more', lang, problems.length - SHOWN));
  const count = problems.length === 1 ? releaseText('verify.one', lang) : releaseText('verify.several', lang, problems.length);
  console.log(releaseText(last, lang, count));
  return EXIT.findings;
}
