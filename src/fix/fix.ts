/** Replaces the values that messages name and that are certain, in a file of any form, and checks the result. */
import { type Finding, InputError } from '../finding.ts';
import type { MessageContext } from '../messages/types.ts';
import type { Model } from '../model/types.ts';
import { concat } from '../read/concat.ts';
import type { FormName } from '../read/forms.ts';
import type { OpenCheck } from '../validate/open-check.ts';
import type { FileVerdict } from '../validate/types.ts';
import { foundValue, monthFirst, sureValue } from './sure.ts';
import type { Change, Fixed, Patch } from './types.ts';

/** The host opens a check of a file given as pieces, and knows what messages know of a version. */
export type FixHost = {
  open(pieces: readonly Uint8Array[]): Promise<OpenCheck>;
  contexts(model: Model): Promise<(finding: Finding) => MessageContext>;
  /** Awaited before each read of a check, to report progress, or to throw and so end the work. */
  beforeBytes?: () => Promise<void>;
};

/** Bytes of a file at the most: it is held in memory with its result. */
export const LARGEST_FIX: number = 512 * 1_048_576;

/** A value that is corrected may still be wrong in another way, which its next message names; no value has more than three. */
const MOST_ROUNDS = 5;

/** @throws InputError where the file cannot be read, or is of a form that cannot be corrected here (`input.form-not-fixed`) */
export async function fix(bytes: Uint8Array, host: FixHost): Promise<Fixed> {
  if (bytes.length > LARGEST_FIX) throw new InputError('input.too-large-to-fix', { limit: LARGEST_FIX });
  const first = new Map<string, Change>();
  let pieces = [bytes];
  let before: FileVerdict['counts'] | undefined;
  for (let round = 1; ; round++) {
    const { form, version, sure, verdict, model } = await checked(pieces, host);
    before ??= verdict.counts;
    const patched = round > MOST_ROUNDS || sure.length === 0 ? undefined : await patchOf(form, pieces, sure, model);
    if (!patched || patched.applied.length === 0) return { pieces, form, version, ...settled(first, sure), before, verdict };
    ({ pieces } = patched);
    for (const change of patched.applied) note(first, change);
  }
}

/** The place of a value: the same in all rounds, whose offsets differ. */
const placeOf = ({ finding: { path } }: Change): string => path;

/** Joins the changes of one value: from the first to the last. */
function note(known: Map<string, Change>, change: Change): void {
  const earlier = known.get(placeOf(change));
  known.set(placeOf(change), earlier ? { ...earlier, to: change.to } : change);
}

/** What the last check still finds was not written. */
function settled(known: ReadonlyMap<string, Change>, left: Change[]): Pick<Fixed, 'changes' | 'left'> {
  const missed = new Set(left.map(placeOf));
  return { changes: [...known.values()].filter((change) => !missed.has(placeOf(change))), left };
}

type Checked = { form: FormName; version: string; sure: Change[]; verdict: FileVerdict; model: Model };

async function checked(pieces: readonly Uint8Array[], host: FixHost): Promise<Checked> {
  const check = await host.open(pieces);
  if (!(check.form in PATCHES)) throw new InputError('input.form-not-fixed');
  const model = await check.model();
  const found = new SureChanges(await host.contexts(model));
  const { beforeBytes } = host;
  const verdict = await check.check((finding) => found.see(finding), beforeBytes && { beforeBytes });
  return { form: check.form, version: check.version, sure: found.changes(), verdict, model };
}

/** Loaded on demand, since a call needs one of them. */
const PATCHES: Partial<Record<FormName, () => Promise<Patch>>> = {
  json: async () => (await import('./forms/json.ts')).patchJson,
  xml: async () => (await import('./forms/xml.ts')).patchXml,
  csv: async () => (await import('./forms/csv.ts')).patchCsv,
  xlsx: async () => (await import('./forms/xlsx.ts')).patchXlsx,
  ods: async () => (await import('./forms/ods.ts')).patchOds,
};

async function patchOf(form: FormName, pieces: readonly Uint8Array[], changes: readonly Change[], model: Model) {
  const patch = await PATCHES[form]?.();
  return patch?.(pieces.length === 1 && pieces[0] ? pieces[0] : concat(pieces), changes, model);
}

/** Gathers the certain changes of a check. */
export class SureChanges {
  readonly #contextOf: (finding: Finding) => MessageContext;
  readonly #changes = new Map<string, Change>();
  /** Fields with a day that is certainly written month first: their other days are in doubt. */
  readonly #doubtful = new Set<string>();

  constructor(contextOf: (finding: Finding) => MessageContext) {
    this.#contextOf = contextOf;
  }

  see(finding: Finding): void {
    if (monthFirst(finding) === 'certain') this.#doubtful.add(fieldOf(finding));
    const { position, path } = finding;
    if (position === undefined || this.#changes.has(path)) return;
    const context = this.#contextOf(finding);
    const from = foundValue(finding, context);
    const to = sureValue(finding, from, context);
    if (from !== undefined && to !== undefined) this.#changes.set(path, { finding, position, from, to });
  }

  /** In the order of the file. */
  changes(): Change[] {
    const isDoubtful = ({ finding }: Change): boolean =>
      this.#doubtful.size > 0 && monthFirst(finding) === 'possible' && this.#doubtful.has(fieldOf(finding));
    return [...this.#changes.values()]
      .filter((change) => !isDoubtful(change))
      .sort((a, b) => a.position.offset - b.position.offset);
  }
}

/** The field of a finding in all records; in a table its column, which records of both kinds may share. */
const fieldOf = ({ path, position }: Finding): string => {
  const { cell } = position ?? {};
  return cell ? JSON.stringify([cell.sheet, cell.column]) : path.replace(/\/\d+(?=\/|$)/g, '/*');
};
