import { existsSync } from 'node:fs';
import { InputError } from '../../finding.ts';
import type { Lang } from '../../../packages/base/src/language.ts';
import type { ChangedFile, Refusal } from './refusal.ts';
import { newState } from '../build/run.node.ts';
import { EXIT, type ExitCode } from '../../host/exit.ts';
import { baseOf, type Base } from './base.node.ts';
import { changesSince } from './changes.node.ts';
import { publishedAt, publishedRefusals } from './published.node.ts';
import { descriptionIn } from './description-file.node.ts';
import { forgottenEnglish, formatRefusals } from './files.node.ts';
import { generatedRefusals } from './generated.node.ts';
import { gateText, type GateFormat, type Outcome } from './text.ts';
import { prove, type Proof } from './proof.node.ts';
import { sourceRefusals } from './sources.node.ts';
import { under } from '../../host/paths.node.ts';
import { openOutput, writeWhole } from '../../host/output.node.ts';
import { restoring } from '../restore.ts';
import { descriptionRefusals } from './description.ts';

/** `description`: the file that holds the description of the proposal, as Markdown or in the event that a workflow was started by. */
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
  const told = asked.description ? descriptionRefusals(await descriptionIn(asked.description), changed) : [];
  const { refusals, proof } = await examined(changed, base, whole);
  // The form is looked at last: a file that is refused for something else is edited again.
  const format = told.length + refusals.length > 0 ? [] : await formatRefusals(changed);
  const all = [...told, ...refusals, ...format].map((refusal) => restoring(refusal, base.name));
  const { length: uncommitted } = await changesSince('HEAD');
  return { refusals: all, changed: changed.length, uncommitted, base: base.name, ...(proof && { proof }) };
}

/** What is read, checked or compared depends on what the proposal touches: a page of documentation costs nothing. */
async function examined(changed: readonly ChangedFile[], base: Base, whole: boolean): Promise<Found> {
  if (!changed.some(({ path }) => SOURCES.test(path))) return { refusals: [] };
  const published = await publishedAt(changed, base);
  const frozen = await publishedRefusals(changed, base, published);
  const state = newState();
  const sources = await sourceRefusals(state, frozen.length > 0);
  const hands = [...frozen, ...(await generatedRefusals(changed, base, state.files))];
  const unread = sources.filter((refusal) => !isTold(refusal, hands));
  const others = [...unread, ...(await forgottenEnglish(changed, base))];
  const isRead = unread.length === 0 && state.models.length === state.versions.length;
  if (!isRead || !changed.some(({ path }) => PROVED.test(path))) return { refusals: [...hands, ...others] };
  const proof = await prove(state, changed, base, whole);
  return { refusals: [...hands, ...others, ...proof.refusals], proof };
}

type Found = { refusals: Refusal[]; proof?: Proof };

/** The sources, and what a release wrote of them. */
export const SOURCES = /^(schema|examples|src|releases)\/|^CHANGELOG\.md$/;
/** What examples and the comparison with the newest release may see: not the versions published before. */
const PROVED = /^(schema\/(?!\d)|examples\/|src\/)/;

/** What the checks say of a version that is edited was said, file by file; the sums that others keep of it do not hold either. */
const isTold = ({ file }: Refusal, hands: readonly Refusal[]): boolean =>
  hands.some((other) => file === other.file || (OF_RELEASE.test(other.file) && (OF_RELEASE.test(file) || OF_ALL.test(file))));

const OF_RELEASE = /^schema\/\d+\.\d+\.\d+(?:\/|$)/;
const OF_ALL = /^schema\/(?:releases|decp\.schema)\.json$/;
