/** The stream of the format: what semantic-release asks of its plugin. The number comes from the diff; git, the tag and the push are its own work. */
import { readFile } from 'node:fs/promises';
import type { PlanRefusal } from '../../../diff/decision.ts';
import type { Bump } from '../../../../packages/schema-diff/src/index.ts';
import { candidateOf } from '../claims.ts';
import { inForceOf } from '../../../model/releases.ts';
import { releaseNotes } from '../changelog/blocks.ts';
import { refusalLines } from '../report/plan.ts';
import { styleFor } from '../../../../packages/base/src/layout.ts';
import { localDay } from '../../../validate/rule-book.ts';
import { once } from '../../../host/once.ts';
import { under } from '../../../host/paths.node.ts';
import { notesPath } from '../files.node.ts';
import { releaseCommit, short, touched } from '../history.node.ts';
import { schemaInputs } from '../inputs.node.ts';
import { planNext, type Planned } from '../plan-next.node.ts';
import { RELEASE } from '../../../messages/compiled/release.ts';
import { prepareRelease, releaseArtefacts } from '../prepare.node.ts';
import { readReleases } from '../releases-file.node.ts';
import { releaseNotesOf } from '../notes.node.ts';
import { refused, type StreamContext, versionOf } from './context.ts';
import { refuseUnnamed } from './named-commit.node.ts';

/** Planned once a run: after the release commit there is nothing left to plan. */
const planned = once(planNext);
const today = (): string => localDay(new Date());

/** The bump, or null where there is nothing to release. Throws where something is against it. */
export async function schemaBump(context: StreamContext): Promise<Exclude<Bump, 'none'> | null> {
  if (isCandidate(context) && !(await isNew(context))) return null;
  const { plan } = await planned();
  if (plan.refusals.length > 0) throw new AggregateError(plan.refusals.map(refusedOf));
  return plan.bump === 'none' ? null : plan.bump;
}

const isCandidate = ({ branch }: StreamContext): boolean => typeof branch.prerelease === 'string';

/** Whether the format changed since the last candidate. An identical candidate would be useless. */
const isNew = async ({ lastRelease: { gitHead } }: StreamContext): Promise<boolean> =>
  gitHead === undefined || (await touched(gitHead, ['schema', 'examples/cases', 'examples/next']));

/** semantic-release prints each error of an aggregate by itself. */
const refusedOf = (refusal: PlanRefusal): Error =>
  refused(refusalLines(refusal, RELEASE.fr, { lang: 'fr', style: styleFor(false) }).join('\n'));

/** The number that semantic-release counted from the tags is that of the plan. */
export async function verifySchema(context: StreamContext): Promise<void> {
  const { plan } = await planned();
  const version = versionOf(context);
  const number = candidateOf(version) ?? version;
  if (number === plan.version) return;
  const { previous } = plan;
  const commit = await releaseCommit(previous);
  const numbers = { version, planned: plan.version, last: context.lastRelease.version, previous };
  throw refused(RELEASE.fr['stream.other-number']({ ...numbers, commit: commit === undefined ? undefined : short(commit) }));
}

/** The notes, French then English: those that were written once the version is frozen. */
export async function schemaNotes(context: StreamContext): Promise<string> {
  const version = versionOf(context);
  const written = await Promise.all((['fr', 'en'] as const).map((lang) => read(notesPath(version, lang))));
  if (written.every((text) => text !== undefined)) return written.join('\n---\n\n');
  return notesOf(await planned(), version);
}

/** The notes of a version that is not frozen yet. */
export async function notesOf(all: Planned, version: string): Promise<string> {
  const notes = await releaseNotesOf(all, version, today());
  return (['fr', 'en'] as const).map((lang) => releaseNotes(notes, lang)).join('\n---\n\n');
}

const read = (path: string): Promise<string | undefined> => readFile(under(path), 'utf8').catch(() => undefined);

/** Freezes the version; of a candidate only what is downloaded is made. Both are made of the draft, which is looked at before anything is written. */
export async function prepareSchema(context: StreamContext): Promise<void> {
  const version = versionOf(context);
  await refuseUnnamed(version, schemaInputs('next', version, inForceOf(await readReleases())));
  const tell = ({ fr }: { fr: string }): void => context.logger.log('%s', fr);
  if (candidateOf(version) !== undefined) await releaseArtefacts({ version: 'next', as: version }, version, tell);
  else await prepareRelease(await planned(), today(), tell);
}
