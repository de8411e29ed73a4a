import { existsSync } from 'node:fs';
import { InputError } from '../../finding.ts';
import type { Lang } from '../../../packages/base/src/language.ts';
import { type ChangedFile, type Refusal, refusalOf } from './refusal.ts';
import { type Reading, readSources } from '../build/sources.node.ts';
import { CHECKS, readySteps } from '../build/steps.node.ts';
import { EXIT, type ExitCode } from '../../host/exit.ts';
import { baseOf, type Base, changesSince } from './base.node.ts';
import { publishedAt, publishedRefusals } from './published.node.ts';
import { generatedRefusals } from './generated.node.ts';
import { prove, type Proof } from './proof.node.ts';
import { under, ROOT } from '../../host/paths.node.ts';
import { openOutput, writeWhole } from '../../host/output.node.ts';
import { readFile } from 'node:fs/promises';
import { pointerOf } from '../checks/faults.ts';
import { englishRefusals, hasBothLanguages, keptEnglish } from './english.ts';
import { misshapenCodelists } from '../checks/codelist-forms.node.ts';
import { unformattedFiles } from '../format.node.ts';
import { gitText } from '../../host/git.node.ts';
import { type Problem, whereOf, restoring } from '../problem.ts';
import { visible } from '../../../packages/base/src/visible.ts';
import { annotation } from '../../../packages/base/src/layout.ts';
import { GATE } from '../../messages/compiled/gate.ts';
import { textsOf } from '../../../packages/base/src/texts.ts';

/** `description`: the file that contains the description of the proposal, as Markdown or in the event that a workflow was started by. */
export type GateOptions = { lang: Lang; base: string; format?: GateFormat; description?: string };

/** Says whether what the working tree changes since it left `base` may be merged: one sentence a refusal, and a last line. Exit 1 where something is refused. */
export async function runGate({ lang, format = 'text', ...asked }: GateOptions): Promise<ExitCode> {
  const { proof: _, ...outcome } = await examine(asked);
  await writeWhole(await openOutput(undefined, []), gateText(outcome, { lang, format }));
  return outcome.refusals.length > 0 ? EXIT.findings : EXIT.conforming;
}

type Asked = Pick<GateOptions, 'base' | 'description'>;

/**
 * All that refuses a proposal, and what was looked at on the way. `whole`: the score is of all, not only of what the proposal may have changed.
 * Throws an InputError for a reference that is none.
 */
export async function examine(asked: Asked, { whole = false } = {}): Promise<Outcome & { proof?: Proof }> {
  if (!existsSync(under('schema', 'next'))) throw new InputError('input.not-a-clone');
  const base = await baseOf(asked.base);
  const changed = await changesSince(base.commit);
  const reported = asked.description ? descriptionRefusals(await descriptionIn(asked.description), changed) : [];
  const { refusals, proof } = await examined(changed, base, whole);
  // The form is looked at last: a file that is refused for something else is edited again.
  const format = reported.length + refusals.length > 0 ? [] : await formatRefusals(changed);
  const all = [...reported, ...refusals, ...format].map((refusal) => restoring(refusal, base.name));
  const { length: uncommitted } = await changesSince('HEAD');
  return { refusals: all, changed: changed.length, uncommitted, base: base.name, ...(proof && { proof }) };
}

/** What is read, checked or compared depends on what the proposal touches: a page of documentation costs nothing. */
async function examined(changed: readonly ChangedFile[], base: Base, whole: boolean): Promise<Found> {
  if (!changed.some(({ path }) => SOURCES.test(path))) return { refusals: [] };
  const published = await publishedAt(changed, base);
  const frozen = await publishedRefusals(changed, base, published);
  const reading = await readSources();
  const refused = await sourceRefusals(reading, frozen.length > 0);
  const byHand = [...frozen, ...(await generatedRefusals(changed, base, reading.files.files))];
  const left = refused.filter((refusal) => !isReported(refusal, byHand));
  const others = [...left, ...(await forgottenEnglish(changed, base))];
  const { sources } = reading;
  if (!sources || left.length > 0 || !changed.some(({ path }) => PROVED.test(path))) return { refusals: [...byHand, ...others] };
  const proof = await prove(sources, changed, base, whole);
  return { refusals: [...byHand, ...others, ...proof.refusals], proof };
}

type Found = { refusals: Refusal[]; proof?: Proof };

/** The sources, and what a release wrote of them. */
export const SOURCES = /^(schema|examples|messages|packages|src|releases)\/|^CHANGELOG\.md$/;
/** What examples and the comparison with the newest release may see: not the versions published before. */
const PROVED = /^(schema\/(?!\d)|examples\/|packages\/|src\/)/;

/** What the checks say of a version that is edited was said, file by file; the sums that others keep of it do not hold either. */
const isReported = ({ file }: Refusal, byHand: readonly Refusal[]): boolean =>
  byHand.some((other) => file === other.file || (OF_RELEASE.test(other.file) && (OF_RELEASE.test(file) || OF_ALL.test(file))));

const OF_RELEASE = /^schema\/\d+\.\d+\.\d+(?:\/|$)/;
const OF_ALL = /^schema\/(?:releases|decp\.schema)\.json$/;

/** The description of a proposal: a file of Markdown, or the one that the event of a workflow holds (JSON). Empty where there is none. */
export async function descriptionIn(path: string): Promise<string> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    const { code } = error as NodeJS.ErrnoException;
    throw new InputError(code === 'ENOENT' ? 'input.no-such-file' : 'input.not-readable', { file: path, reason: code });
  });
  return path.endsWith('.json') ? (eventOf(text)?.pull_request?.body ?? '') : text;
}

type Event = { pull_request?: { body?: string | null } } | null;

function eventOf(text: string): Event {
  try {
    return JSON.parse(text) as Event;
  } catch {
    return null;
  }
}

/** The template of the description of a proposal. */
const TEMPLATE = '.github/PULL_REQUEST_TEMPLATE.md';

/** A proposal that changes the format says in its description which text asks for it. */
export function descriptionRefusals(description: string, changed: readonly ChangedFile[]): Refusal[] {
  if (!changed.some(({ path }) => /^schema\/(next|fields)\//.test(path)) || hasSource(description)) return [];
  return [
    {
      kind: 'description',
      file: TEMPLATE,
      ...textsOf(GATE, (say) => say['no-source']()),
    },
  ];
}

/** Whether something is written under the heading, besides the hints of the template, which are comments. */
function hasSource(description: string): boolean {
  const written = description.replaceAll('\r\n', '\n').replaceAll(/<!--.*?(?:-->|$)/gs, '');
  const [, section = ''] = /^#+ *source juridique\b[^\n]*\n(.*?)(?=^#|(?![\s\S]))/ims.exec(written) ?? [];
  return /[\p{L}\p{N}]/u.test(section);
}

/** What the checks of a build say of the sources, all of it: a proposal is fixed at one go. `broken`: that a published version is edited was found already, so that it may not be readable. */
async function sourceRefusals(reading: Reading, broken: boolean): Promise<Refusal[]> {
  const { files, failures, sources } = reading;
  const shared = await problemsOf(FIRST, reading);
  const problems = [...shared, ...(await problemsOf(OF_FILES, reading))];
  // A schema that does not keep to the dialect may not be readable either: that is reported once.
  if (problems.length === 0 && failures.length > 0 && !broken) throw failures[0];
  if (problems.length === 0 && failures.length === 0) problems.push(...reading.problems);
  // What all others cite is to be right before they are looked at, and all versions read.
  if (shared.length === 0 && sources) problems.push(...(await problemsOf(OF_SOURCES, reading)));
  return distinct(problems).map((problem) => refusalOf(problem, files.files));
}

const idsOf = (kind: 'files' | 'sources'): string[] => CHECKS.flatMap(({ id, of }) => (of === kind ? [id] : []));

/** The first check is of what all others cite. */
const [FIRST, OF_FILES] = [idsOf('files').slice(0, 1), idsOf('files').slice(1)];
const OF_SOURCES = idsOf('sources');

/** The problems that some checks find. */
async function problemsOf(ids: readonly string[], reading: Reading): Promise<Problem[]> {
  const steps = CHECKS.filter(({ id }) => ids.includes(id));
  const problems: Problem[] = [];
  for (const { run } of readySteps(steps, reading)) problems.push(...(await run()).problems);
  return problems;
}

/** One problem a place: what is said last of a text says it better than its meta-schema. */
function distinct(problems: readonly Problem[]): Problem[] {
  const byPlace = new Map<string, Problem>();
  for (const problem of problems) {
    const at = pointerOf(problem);
    byPlace.set(`${problem.file} ${at.startsWith('/') ? at : problem.en}`, problem);
  }
  return [...byPlace.values()];
}

/** The English texts that a proposal forgets. What is in no commit yet can only be excused by the commit that will hold it. */
async function forgottenEnglish(changed: readonly ChangedFile[], base: Base): Promise<Refusal[]> {
  const files = changed.filter(({ path, how }) => how === 'changed' && hasBothLanguages(path));
  if (files.length === 0) return [];
  const messages = (await gitText(['log', '-z', '--no-merges', '--format=%B', `${base.commit}..HEAD`], ROOT)) ?? '';
  const kept = keptEnglish(messages.split('\0'));
  const found = files.map(async ({ path }) => {
    const [before = '', after] = [await base.text(path), await readFile(under(path), 'utf8')];
    return englishRefusals({ path, before, after }, kept);
  });
  return (await Promise.all(found)).flat();
}

/** The files of a proposal that `npm run lint:format` refuses: a proposal that may be merged passes the checks of the tests too. */
async function formatRefusals(changed: readonly ChangedFile[]): Promise<Refusal[]> {
  const there = changed.filter(({ how }) => how !== 'removed').map(({ path }) => path);
  const codelists = there.some((path) => path.endsWith('.csv')) ? await misshapenCodelists(under('schema')) : [];
  const tables = codelists.filter(({ file }) => there.includes(file));
  return [...(await unformatted(there)), ...tables.map((problem): Refusal => ({ kind: 'format', ...problem }))];
}

async function unformatted(paths: readonly string[]): Promise<Refusal[]> {
  if (paths.length === 0) return [];
  // A file that cannot be read is refused by the checks of the sources, or by those of the code.
  const found = new Set(await unformattedFiles());
  return paths.filter((path) => found.has(path)).map((file): Refusal => ({ kind: 'format', file, ...UNFORMATTED }));
}

const UNFORMATTED = textsOf(GATE, (say) => say.format());

/** `github`: annotations on the lines of a pull request besides; `json`: an object for a program. */
type GateFormat = 'text' | 'github' | 'json';

/** `changed`: how many files the proposal touches; `uncommitted`: how many files stand in the folder otherwise than in the last commit. */
export type Outcome = { refusals: readonly Refusal[]; changed: number; uncommitted: number; base: string };

/** What the gate says: a line a refusal, and a last one. */
export function gateText(outcome: Outcome, { lang, format }: { lang: Lang; format: GateFormat }): string {
  const { refusals, changed, uncommitted, base } = outcome;
  const say = GATE[lang];
  if (format === 'json') return `${JSON.stringify(outcome, null, 2)}\n`;
  return [
    ...refusals.map((refusal) => say.problem({ where: whereOf(refusal), said: visible(refusal[lang], LONGEST) })),
    ...(format === 'github' ? refusals.map((refusal) => annotationOf(refusal, lang)) : []),
    refusals.length > 0 ? say.refused({ count: refusals.length, base }) : say.passed({ changed, uncommitted, base }),
    '',
  ].join('\n');
}

const annotationOf = ({ file, place, kind, ...texts }: Refusal, lang: Lang): string =>
  annotation('error', { file, line: place?.line, col: place?.column, title: kind }, texts[lang]);

/** No sentence of ours is as long; what it quotes may be. */
const LONGEST = 2000;
