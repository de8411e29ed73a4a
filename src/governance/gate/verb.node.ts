import { existsSync } from 'node:fs';
import { InputError } from '../../finding.ts';
import type { Lang } from '../../../packages/base/src/language.ts';
import { type ChangedFile, type Refusal, refusalOf } from './refusal.ts';
import { type Reading, readSources } from '../build/sources.node.ts';
import { OUTSIDE, rightSources } from '../build/steps.node.ts';
import { foundRefusals, problemsOf } from './found.node.ts';
import { EXIT, type ExitCode } from '../../host/exit.ts';
import { baseOf, type Base, changesSince } from './base.node.ts';
import { publishedAt, publishedRefusals } from './published.node.ts';
import { generatedRefusals } from './generated.node.ts';
import { prove, type Proof } from './proof.node.ts';
import { under, ROOT } from '../../host/paths.node.ts';
import { openOutput, writeWhole } from '../../host/output.node.ts';
import { readFile } from 'node:fs/promises';
import { checkFiles } from '../checks/files.ts';
import { codeRefusals, DESCRIPTIONS, englishRefusals, hasBothLanguages, keptEnglish } from './english.ts';
import { misshapenCodelists } from '../checks/codelist-forms.node.ts';
import { unformattedFiles } from '../format.node.ts';
import { gitText } from '../../host/git.node.ts';
import { pasted, whereOf, restoring } from '../problem.ts';
import { visible } from '../../../packages/base/src/visible.ts';
import { annotation, styleFor } from '../../../packages/base/src/layout.ts';
import { readMeasured } from '../impact/federation/result.node.ts';
import { verdictChangesText } from '../impact/verdicts/report.ts';
import type { VerdictChanges } from '../../model/impact.ts';
import { GATE } from '../../messages/compiled/gate.ts';
import { textsOf } from '../../../packages/base/src/texts.ts';

/**
 * `description`: path of a file that contains the description of the proposal, either Markdown or the JSON event that started a
 * workflow. `federation`: path of a file that `decp impact --federation … --format json` wrote, which is shown with the outcome.
 */
export type GateOptions = { lang: Lang; base: string; format?: GateFormat; description?: string; federation?: string };

/**
 * Reports whether the changes of the working tree since it left `base` may be merged: one sentence per refusal, then a summary
 * line. Returns exit code 1 if anything is refused.
 */
export async function runGate({ lang, format = 'text', federation, ...asked }: GateOptions): Promise<ExitCode> {
  const measured = federation === undefined ? undefined : await readMeasured(federation);
  const { proof: _, ...outcome } = await examine(asked);
  await writeWhole(await openOutput(undefined, []), gateText({ ...outcome, ...(measured && { measured }) }, { lang, format }));
  return outcome.refusals.length > 0 ? EXIT.findings : EXIT.conforming;
}

type Asked = Pick<GateOptions, 'base' | 'description'>;

/**
 * Examines a proposal and returns its refusals, with the proof if the sources were right. `whole`: compute the mutation score
 * over all mutants, including those of rules that the proposal cannot affect. Throws an InputError if `base` is not a git
 * reference.
 */
export async function examine(asked: Asked, { whole = false } = {}): Promise<Outcome & { proof?: Proof }> {
  if (!existsSync(under('schema', 'next'))) throw new InputError('input.not-a-clone');
  const base = await baseOf(asked.base);
  const changed = await changesSince(base.commit);
  const reported = asked.description ? descriptionRefusals(await descriptionIn(asked.description), changed) : [];
  const { refusals, proof } = await examined(changed, base, whole);
  // The format is checked last: a file that is refused for another reason will be edited again anyway.
  const format = reported.length + refusals.length > 0 ? [] : await formatRefusals(changed);
  const all = [...reported, ...refusals, ...format].map((refusal) => restoring(refusal, base.name));
  const { length: uncommitted } = await changesSince('HEAD');
  return { refusals: all, changed: changed.length, uncommitted, base: base.name, ...(proof && { proof }) };
}

/** Runs only the checks that the changed files need, so that a change of documentation costs nothing. */
async function examined(changed: readonly ChangedFile[], base: Base, whole: boolean): Promise<Found> {
  if (!changed.some(({ path }) => SOURCES.test(path))) return { refusals: [] };
  const published = await publishedAt(changed, base);
  const frozen = await publishedRefusals(changed, base, published);
  const reading = await readSources();
  const refused = await sourceRefusals(reading, frozen.length > 0);
  const isReadable = refused.length === 0 || checkFiles(reading.files).length === 0;
  const byHand = [...frozen, ...(isReadable ? await generatedRefusals(changed, base, reading.files.files) : [])];
  const left = isReadable ? refused.filter((refusal) => !isReported(refusal, byHand)) : refused;
  const others = [...left, ...(await forgottenEnglish(changed, base))];
  const { sources } = reading;
  const isUnprovable = !sources || left.some(({ file }) => !OF_STEPS.test(file));
  if (isUnprovable || !changed.some(({ path }) => PROVED.test(path))) return { refusals: [...byHand, ...others] };
  const proof = await prove(sources, changed, base, whole);
  return { refusals: [...byHand, ...others, ...proof.refusals], proof };
}

type Found = { refusals: Refusal[]; proof?: Proof };

/** Neither the examples nor the comparison read the steps between versions: an entry that is missing there does not hide what a change breaks. */
const OF_STEPS = /^schema\/[^/]+\/migration\.yaml$/;

/** The sources, and the files that a release generates from them. */
export const SOURCES = /^(schema|examples|propositions|messages|packages|src|releases)\/|^CHANGELOG\.md$/;
/** What can affect the examples and the comparison with the newest release; the folders of published versions cannot. */
const PROVED = /^(schema\/(?!\d)|examples\/|packages\/|src\/)/;

/**
 * Whether a refusal only follows from one already reported by `publishedRefusals` or `generatedRefusals`: it is about the same
 * file, about another file of an edited version, or about the checksums of that version.
 */
const isReported = ({ file }: Refusal, byHand: readonly Refusal[]): boolean =>
  byHand.some((other) => file === other.file || (OF_RELEASE.test(other.file) && (OF_RELEASE.test(file) || OF_ALL.test(file))));

const OF_RELEASE = /^schema\/\d+\.\d+\.\d+(?:\/|$)/;
const OF_ALL = /^schema\/(?:releases|decp\.schema)\.json$/;

/**
 * Reads the description of a proposal from a Markdown file, or from the JSON event of a workflow (path ending in `.json`).
 * Returns an empty text if there is none. Throws an InputError if the file cannot be read.
 */
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

/** Refusals about a missing description are attached to the template. */
const TEMPLATE = '.github/PULL_REQUEST_TEMPLATE.md';

/** Refuses a proposal that changes the format without citing in its description the text that asks for it. */
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

/** Whether anything is written under the heading, apart from the comments of the template. */
function hasSource(description: string): boolean {
  const written = description.replaceAll('\r\n', '\n').replaceAll(/<!--.*?(?:-->|$)/gs, '');
  const [, section = ''] = /^#+ *source juridique\b[^\n]*\n(.*?)(?=^#|(?![\s\S]))/ims.exec(written) ?? [];
  return /[\p{L}\p{N}]/u.test(section);
}

/**
 * Runs all checks of a build on the sources, so that a proposal can be fixed in one go. `broken`: a published version was edited,
 * so the sources may be unreadable for a reason that is already reported. Sources in which a build has found nothing are not checked again.
 */
export async function sourceRefusals(reading: Reading, broken: boolean): Promise<Refusal[]> {
  const { before: isRight, keep } = await rightSources(reading);
  const refusals = isRight ? await outsideRefusals(reading) : await foundRefusals(reading, broken);
  if (!isRight && !broken && refusals.length === 0) await keep(true);
  return refusals;
}

const outsideRefusals = async (reading: Reading): Promise<Refusal[]> =>
  (await problemsOf([OUTSIDE], reading)).map((problem) => refusalOf(problem, reading.files.files));

/** Refusals for French texts changed without their English. Uncommitted changes cannot be excused by a commit footer yet. */
async function forgottenEnglish(changed: readonly ChangedFile[], base: Base): Promise<Refusal[]> {
  const files = changed.filter(({ path, how }) => how === 'changed' && hasBothLanguages(path));
  if (files.length === 0) return [];
  const messages = (await gitText(['log', '-z', '--no-merges', '--format=%B', `${base.commit}..HEAD`], ROOT)) ?? '';
  const kept = keptEnglish(messages.split('\0'));
  const versionsOf = async (path: string) => ({
    before: (await base.text(path)) ?? '',
    after: await readFile(under(path), 'utf8').catch(() => ''),
  });
  const english = await versionsOf(DESCRIPTIONS);
  const found = files.map(async ({ path }) => {
    const file = { path, ...(await versionsOf(path)) };
    return [...englishRefusals(file, kept), ...codeRefusals(file, english, kept)];
  });
  return (await Promise.all(found)).flat();
}

/** Refusals for changed files that `npm run lint:format` would reject, so that a proposal that passes the gate also passes CI. */
async function formatRefusals(changed: readonly ChangedFile[]): Promise<Refusal[]> {
  const there = changed.filter(({ how }) => how !== 'removed').map(({ path }) => path);
  const codelists = there.some((path) => path.endsWith('.csv')) ? await misshapenCodelists(under('schema')) : [];
  const tables = codelists.filter(({ file }) => there.includes(file));
  return [...(await unformatted(there)), ...tables.map((problem): Refusal => ({ kind: 'format', ...problem }))];
}

async function unformatted(paths: readonly string[]): Promise<Refusal[]> {
  if (paths.length === 0) return [];
  // Files that cannot be parsed are not refused here: the checks of the sources or of the code report them.
  return (await unformattedFiles(paths)).map((file): Refusal => ({ kind: 'format', file, ...UNFORMATTED }));
}

const UNFORMATTED = textsOf(GATE, (say) => say.format());

/** `github`: the text and annotations on the lines of the pull request; `json`: one object for programs. */
type GateFormat = 'text' | 'github' | 'json';

/** `changed`: number of files that the proposal touches; `uncommitted`: number of files that differ from the last commit. */
export type Outcome = {
  refusals: readonly Refusal[];
  changed: number;
  uncommitted: number;
  base: string;
  /** What was measured on a snapshot of the federation. */
  measured?: VerdictChanges;
};

/** Formats the outcome of the gate: one line per refusal and a summary line, or JSON. */
export function gateText(outcome: Outcome, { lang, format }: { lang: Lang; format: GateFormat }): string {
  const { refusals, changed, uncommitted, base, measured } = outcome;
  const say = GATE[lang];
  if (format === 'json') return `${JSON.stringify(outcome, null, 2)}\n`;
  return [
    ...refusals.map(
      (refusal) => `${say.problem({ where: whereOf(refusal), said: visible(refusal[lang], LONGEST) })}${pasted(refusal)}`,
    ),
    ...(format === 'github' ? refusals.map((refusal) => annotationOf(refusal, lang)) : []),
    refusals.length > 0 ? say.refused({ count: refusals.length, base }) : say.passed({ changed, uncommitted, base }),
    ...(measured ? ['', verdictChangesText(measured, { lang, style: styleFor(false) })] : ['']),
  ].join('\n');
}

const annotationOf = ({ file, place, kind, ...texts }: Refusal, lang: Lang): string =>
  annotation('error', { file, line: place?.line, col: place?.column, title: kind }, texts[lang]);

/** Maximum number of characters of a printed refusal. Our own sentences are shorter, but they may quote long values. */
const LONGEST = 2000;
