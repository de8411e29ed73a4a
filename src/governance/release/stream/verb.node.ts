/** `npm run release:schema` and `npm run release:outils`: one run of semantic-release, or its rehearsal. */
import { isReleasable } from '../../../diff/decision.ts';
import type { Lang } from '../../../../packages/base/src/language.ts';
import { styleFor } from '../../../../packages/base/src/layout.ts';
import { EXIT, type ExitCode } from '../../../host/exit.ts';
import { wantsColour } from '../../../host/output.node.ts';
import { packageFacts } from '../../../host/package-facts.node.ts';
import { ROOT } from '../../../host/paths.node.ts';
import { RELEASE } from '../../../messages/compiled/release.ts';
import { following } from '../../errata/decide.ts';
import { allCommits, short, startOf, tagged } from '../history.node.ts';
import { planNext } from '../plan-next.node.ts';
import { planText } from '../report/plan.ts';
import { readReleases } from '../releases-file.node.ts';
import { notesOf } from './schema.node.ts';
import { toolsBump } from './tools.node.ts';

/** `noCi`: outside a workflow semantic-release only rehearses, unless it is told that it is to publish all the same. */
type StreamCall = { lang: Lang; dryRun?: boolean; noCi?: boolean };

export const runReleaseSchema = (call: StreamCall): Promise<ExitCode> => runStream('schema', call);
export const runReleaseTools = (call: StreamCall): Promise<ExitCode> => runStream('outils', call);

type Stream = 'schema' | 'outils';

/** The newest release of a stream, as `schema/releases.json` has it, and the version of the format that came with it. */
type Newest = { number: string; version: string; tag: string };

/**
 * semantic-release counts from tags. A rehearsal in a clone without the tag of the newest release would count from nothing, so it
 * takes the numbers of `schema/releases.json`, and says so. A release that publishes needs the tag.
 */
async function runStream(stream: Stream, { lang, dryRun, noCi }: StreamCall): Promise<ExitCode> {
  const newest = await newestOf(stream);
  if (dryRun && newest && (await tagged(newest.tag)) === undefined)
    return stream === 'schema' ? rehearseSchema(lang) : rehearseTools(newest, lang);
  const { default: semanticRelease } = await import('semantic-release');
  const options = {
    extends: `./release.${stream}.config.mjs`,
    ...(dryRun && { dryRun }),
    ...(noCi && { ci: false }),
  };
  try {
    await semanticRelease(options, { cwd: ROOT });
    return EXIT.conforming;
  } catch {
    // semantic-release has printed what is wrong.
    return EXIT.findings;
  }
}

async function newestOf(stream: Stream): Promise<Newest | undefined> {
  const published = (await readReleases()).filter(({ version }) => version !== 'next');
  if (stream === 'schema') return published.map(({ version }) => ({ number: version, version, tag: version })).at(-1);
  return published
    .flatMap(({ version, tools }) => (tools === undefined ? [] : [{ number: tools, version, tag: `outils-${tools}` }]))
    .at(-1);
}

/** The plan, then the notes of the version. */
async function rehearseSchema(lang: Lang): Promise<ExitCode> {
  const all = await planNext();
  console.log(planText({ tool: packageFacts(), ...all }, { lang, style: styleFor(wantsColour()) }));
  if (isReleasable(all.plan)) console.log(await notesOf(all, all.plan.version));
  return all.plan.refusals.length > 0 ? EXIT.findings : EXIT.conforming;
}

async function rehearseTools({ number: previous, version }: Newest, lang: Lang): Promise<ExitCode> {
  const say = RELEASE[lang];
  const { commit } = await startOf(version);
  console.log(say['stream.tools-no-tag']({ previous, version, commit: commit === undefined ? undefined : short(commit) }));
  const commits = commit === undefined ? [] : await allCommits(commit);
  const context = {
    cwd: ROOT,
    lastRelease: {},
    commits,
    branch: { name: 'main' },
    env: process.env,
    logger: { log: () => undefined },
  };
  try {
    const bump = ((await toolsBump({ preset: 'conventionalcommits' }, context)) ?? 'none') as
      | 'major'
      | 'minor'
      | 'patch'
      | 'none';
    console.log(say['stream.tools']({ previous, bump, version: following(previous, bump) }));
    return EXIT.conforming;
  } catch (error) {
    if (!(error instanceof Error) || !('semanticRelease' in error)) throw error;
    console.log(error.message);
    return EXIT.findings;
  }
}
