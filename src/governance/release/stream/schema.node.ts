/** The stream of the format: what semantic-release asks of its plugin. The number comes from the diff; git, the tag and the push are its own work. */
import { readFile } from 'node:fs/promises';
import type { PlanRefusal } from '../../../diff/decision.ts';
import type { Bump } from '../../../../packages/schema-diff/src/index.ts';
import { candidateOf } from '../claims.ts';
import { inForceOf } from '../../../model/releases.ts';
import { releaseNotes } from '../changelog/blocks.ts';
import { planText } from '../report/plan.ts';
import { styleFor } from '../../../../packages/base/src/layout.ts';
import { localDay } from '../../../validate/rule-book.ts';
import { once } from '../../../host/once.ts';
import { packageFacts } from '../../../host/package-facts.node.ts';
import { under } from '../../../host/paths.node.ts';
import { notesPath } from '../files.node.ts';
import { touched } from '../history.node.ts';
import { schemaInputs } from '../inputs.node.ts';
import { planNext, type Planned } from '../plan-next.node.ts';
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
  const all = await planned();
  const [refusal] = all.plan.refusals;
  if (refusal) throw refusedPlan(refusal, all);
  return all.plan.bump === 'none' ? null : all.plan.bump;
}

const isCandidate = ({ branch }: StreamContext): boolean => typeof branch.prerelease === 'string';

/** Whether the format changed since the last candidate. An identical candidate would be useless. */
const isNew = async ({ lastRelease: { gitHead } }: StreamContext): Promise<boolean> =>
  gitHead === undefined || (await touched(gitHead, ['schema', 'examples/cases', 'examples/next']));

const refusedPlan = ({ texts }: PlanRefusal, { plan, report }: Planned): Error =>
  refused(texts.fr, `\n${planText({ tool: packageFacts(), plan, report }, { lang: 'fr', style: styleFor(false) })}`);

/** The number that semantic-release counted from the tags is that of the plan. */
export async function verifySchema(context: StreamContext): Promise<void> {
  const { plan } = await planned();
  const version = versionOf(context);
  const number = candidateOf(version) ?? version;
  if (number === plan.version) return;
  const { version: last = 'aucune' } = context.lastRelease;
  throw refused(
    `Le numéro compté depuis les étiquettes est ${version}, et celui des changements ${plan.version} : la dernière étiquette est ${last}, la dernière version publiée ${plan.previous}. Étiquetez d'abord cette version sur le commit qui l'a publiée (git tag ${plan.previous} <commit>).`,
  );
}

/** The notes, French then English: those that were written once the version is frozen. */
export async function schemaNotes(context: StreamContext): Promise<string> {
  const version = versionOf(context);
  const written = await Promise.all((['fr', 'en'] as const).map((lang) => read(notesPath(version, lang))));
  if (written.every((text) => text !== undefined)) return written.join('\n---\n\n');
  const notes = await releaseNotesOf(await planned(), version, today());
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
