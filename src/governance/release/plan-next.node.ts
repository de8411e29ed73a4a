import { InputError } from '../../finding.ts';
import type { Model, Field, Schema } from '../../model/types.ts';
import type { DiffReport } from '../../report/diff/types.ts';
import { reportOf } from '../compare/report-of.node.ts';
import { latestVersion } from '../../diff/version-folder.node.ts';
import { versionSide, type Side } from '../compare/side.node.ts';
import { readOrganisation, placeholderRefusals } from '../organisation/read.node.ts';
import { commitsSince, releaseCommit, short, type Start, startOf, tagged } from './history.node.ts';
import { readReleases } from './releases-file.node.ts';
import { recordPath, RECORD_SCHEMA } from './record.ts';
import { recordRefusals } from './record-refusals.ts';
import { localDay } from '../../validate/rule-book.ts';
import { readFile } from 'node:fs/promises';
import { subschemas } from '../../model/tree.ts';
import type { JsonSchema, Diff, Bump } from '../../../packages/schema-diff/src/index.ts';
import { readVersion } from '../../model/read-version.node.ts';
import { under } from '../../host/paths.node.ts';
import { greatest } from '../../../packages/schema-diff/src/extension.ts';
import type { Decision, ReleasePlan, PlanRefusal } from '../../diff/decision.ts';
import { following } from '../errata/decide.ts';
import { claimsOf, highestClaim, type Commit } from './claims.ts';
import { refusalsOf } from './refusals.ts';
import type { Texts } from '../../../packages/base/src/language.ts';
import { RELEASE } from '../../messages/compiled/release.ts';
import { textsOf } from '../../../packages/base/src/texts.ts';

export type Planned = { plan: ReleasePlan; report: DiffReport; models: { previous: Model; next: Model } };

/** Plans the next release from `schema/next` of the working tree and the history of the repository. */
export async function planNext(): Promise<Planned> {
  const previous = await latestVersion();
  const [released, next] = [await releasedSide(previous), await versionSide('next')];
  if (!next.model) throw new InputError('input.not-a-clone');
  const report = await reportOf(released, next);
  const plan = planRelease({
    previous,
    ...(next.number !== undefined && { expected: next.number }),
    diff: report.diff,
    decision: report.decision,
    commits: await commitsSince(previous),
  });
  const moved = await checkTags();
  const { isTagged, ...start } = await startOf(previous);
  const isRelease = plan.bump !== 'none';
  const placeholders = isRelease ? placeholderRefusals(await readOrganisation()) : [];
  const recorded = isRelease ? await refusalsOfRecord(plan.version, report, next.model) : [];
  return {
    plan: {
      ...plan,
      ...(!isTagged && { counted: countedFrom(previous, start) }),
      refusals: [...moved, ...placeholders, ...plan.refusals, ...recorded],
    },
    report,
    models: { previous: released.model, next: next.model },
  };
}

async function refusalsOfRecord(version: string, report: DiffReport, { rules }: Model): Promise<PlanRefusal[]> {
  const metaSchema = `dialect/${RECORD_SCHEMA}`;
  const files = new Map([[metaSchema, await readFile(under('schema', metaSchema), 'utf8')]]);
  const record = await readFile(under(recordPath(version)), 'utf8').catch(() => undefined);
  return recordRefusals({ version, record, files, report, rules, today: localDay(new Date()) });
}

/** Refuses if tags of our own releases were moved. Versions published elsewhere have tags of another history. */
async function checkTags(): Promise<PlanRefusal[]> {
  const own = (await readReleases()).filter(({ tools }) => tools !== undefined);
  const places = own.map(async ({ version }) => {
    const [tag, release] = [await tagged(version), await releaseCommit(version)];
    return { version, ...(tag !== undefined && { tag }), ...(release !== undefined && { release }) };
  });
  return movedTags(await Promise.all(places));
}

/** Where the number and the commits of a plan come from in a clone that has no tag of the newest release. */
const countedFrom = (version: string, { commit }: Pick<Start, 'commit'>): Texts =>
  textsOf(RELEASE, (say) => say['no-tag']({ version, commit: commit === undefined ? undefined : short(commit) }));

/** The commit of a tag, and the commit that released its version, if history shows it. */
type TagPlace = { version: string; tag?: string; release?: string };

/**
 * Tags that were moved after the release: public catalogues read every tag again each night, so that a tag that moves rewrites what was published,
 * in silence.
 */
export const movedTags = (places: readonly TagPlace[]): PlanRefusal[] =>
  places.flatMap(({ version, tag, release }) => {
    if (tag === undefined || release === undefined || tag === release) return [];
    return [
      {
        texts: textsOf(RELEASE, (say) => say['tag-moved']({ version, tag: short(tag), release: short(release) })),
      },
    ];
  });

/**
 * The model of a release with the texts as published, from its frozen bundle. Reading its folder would use the current texts, so
 * that corrected texts would not show as changes.
 */
export async function releasedSide(version: string): Promise<Side & { model: Model }> {
  const read = await readVersion(under('schema'), version);
  const bundle = await readFile(under('schema', version, 'bundled', 'decp.schema.json'), 'utf8');
  const model = withTexts(read, JSON.parse(bundle) as Schema);
  return { reported: { name: version, version }, schema: model.schema as JsonSchema, model, number: version, errata: [] };
}

function withTexts(model: Model, schema: Schema): Model {
  const published = [...subschemas(schema)].flatMap(([, node]): [string, Field][] => {
    const id = node['x-field'];
    const field = model.fields[id ?? ''];
    return id !== undefined && field ? [[id, { ...field, ...publishedTexts(node, field) }]] : [];
  });
  return { ...model, schema, fields: { ...model.fields, ...Object.fromEntries(published) } };
}

/** A bundle holds the texts of its fields (`loadModel` copied them in). */
function publishedTexts(node: Schema, { title, description }: Field): Pick<Field, 'title' | 'description'> {
  const textOr = (key: string, otherwise: string): string => (typeof node[key] === 'string' ? node[key] : otherwise);
  return {
    title: { fr: textOr('title', title.fr), en: textOr('x-title-en', title.en) },
    description: { fr: textOr('description', description.fr), en: textOr('x-description-en', description.en) },
  };
}

/** Plans the next release of the format. A pure function of the diff and the commits. */
type PlanInput = {
  /** The number of the newest release. */
  previous: string;
  /** That of the draft, as `schema/releases.json` expects it. */
  expected?: string;
  diff: Diff;
  decision: Decision;
  /** The commits that touched `schema/next` since the newest release, newest first. */
  commits: readonly Commit[];
};

/** The bump is that of the diff; a commit may only claim more. */
export function planRelease({ previous, expected, diff, decision, commits }: PlanInput): ReleasePlan {
  const { required } = decision;
  const claims = claimsOf(commits);
  const claimed = highestClaim(claims);
  // A commit that fixes what an earlier one did may leave nothing: only a claim of more than texts is taken at its word.
  const isSame = required === 'none' && claimed === 'patch';
  const bump = isSame ? 'none' : greatest([required, claimed]);
  const version = following(previous, bump);
  const asked = { previous, required, claims, claimed, version, ...(expected !== undefined && { expected }) };
  return {
    ...asked,
    bump,
    promise: promiseOf(bump, diff, decision, { previous, version }),
    refusals: refusalsOf(asked, diff, decision),
  };
}

/** One sentence: what a number promises (DESIGN §7). */
type Numbers = { previous: string; version: string };
type PromiseText = (numbers: Numbers) => Texts;

const BROKEN: PromiseText = ({ previous, version }) => textsOf(RELEASE, (say) => say['summary.breaks']({ previous, version }));

const FIXED: PromiseText = ({ previous, version }) => textsOf(RELEASE, (say) => say['summary.errata']({ previous, version }));

const WIDENED: PromiseText = ({ previous, version }) => textsOf(RELEASE, (say) => say['summary.wider']({ previous, version }));

const APART: PromiseText = ({ previous, version }) => textsOf(RELEASE, (say) => say['summary.checks']({ version, previous }));

const SAME: PromiseText = ({ previous, version }) => textsOf(RELEASE, (say) => say['summary.texts']({ version, previous }));

const EQUAL: PromiseText = ({ previous, version }) => textsOf(RELEASE, (say) => say['summary.same']({ version, previous }));

const NOTHING: PromiseText = ({ previous }) => textsOf(RELEASE, (say) => say['summary.nothing']({ previous }));

/** The promise depends on what was proved; the bump may only be larger. */
function promiseOf(bump: Bump, diff: Diff, { errata, undeclared }: Decision, numbers: Numbers): Texts {
  const excused = errata.filter(({ refused }) => refused === undefined).map(({ change }) => change);
  const broken = diff.changes.filter((change) => change.bump === 'major' && !excused.includes(change));
  if (broken.length > 0 || undeclared.length > 0) return BROKEN(numbers);
  if (excused.length > 0) return FIXED(numbers);
  return promiseOfRelation(bump, diff)(numbers);
}

function promiseOfRelation(bump: Bump, { relation, changes }: Diff): PromiseText {
  if (relation === 'widened') return WIDENED;
  if (relation !== 'equivalent') return BROKEN;
  if (bump === 'none') return NOTHING;
  if (changes.length === 0) return EQUAL;
  return changes.some(({ kind, bump: own }) => own === 'minor' || /^rule-(?!text)/.test(kind)) ? APART : SAME;
}
