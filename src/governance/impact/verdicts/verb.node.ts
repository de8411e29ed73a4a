import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import { diffModels } from '../../../diff/diff-models.ts';
import { InputError } from '../../../finding.ts';
import type { Lang } from '../../../../packages/base/src/language.ts';
import { VerdictCount } from './count.ts';
import type { VerdictChanges, VerdictFile, VerdictTotals, Cause } from '../../../model/impact.ts';
import { readJson } from '../../../read/json/read-json.ts';
import { Window } from '../../../read/json/window.ts';
import type { Version } from '../../../validate/types.ts';
import { styleFor } from '../../../../packages/base/src/layout.ts';
import { verdictChangesJson, verdictChangesText } from './report.ts';
import { inputErrorText } from '../../../report/input-error.ts';
import { COMMAND_LINE } from '../../../messages/compiled/command-line.ts';
import { EXIT, type ExitCode } from '../../../host/exit.ts';
import { wantsColour, withOutput, writeWhole } from '../../../host/output.node.ts';
import { versionSide } from '../../compare/side.node.ts';
import { packageFacts } from '../../../host/package-facts.node.ts';
import { startProgress } from '../../../host/progress.node.ts';
import { factsOf, loadVersion } from '../../../validate/registry.node.ts';
import { judging } from '../../pull-request/judged.node.ts';
import { localDay } from '../../../validate/load-rules.node.ts';
import { JSON_ONLY, openSources, type OnRead, type Source } from '../../../read/sources.node.ts';
import type { Change, Direction } from '../../../../packages/schema-diff/src/index.ts';
import { ownRules } from '../../../validate/own-rules.ts';

type VerdictOptions = { lang: Lang; from: string; to: string; format: 'text' | 'json'; output?: string };

/**
 * Counts the records of files whose verdict two versions do not share. A file is read once, by both. What is found is no fault of the
 * call; a file that cannot be read to its end is, and does not stop the others.
 */
export async function countVerdicts(asked: readonly string[], options: VerdictOptions): Promise<ExitCode> {
  const { lang, format } = options;
  const [from, to] = [(await factsOf(options.from)).version, (await factsOf(options.to)).version];
  const sources = await openSources(asked, JSON_ONLY);
  const names = sources.map(({ name }) => name);
  return withOutput(options.output, names, async (output) => {
    const changes = await countVerdictChanges(sources, { from, to, lang });
    const whole = changes.files.length === sources.length && changes.files.every(({ parsed }) => parsed);
    if (changes.files.length > 0) {
      const style = styleFor(wantsColour(options.output));
      await writeWhole(output, format === 'json' ? verdictChangesJson(changes) : verdictChangesText(changes, { lang, style }));
    }
    return whole ? EXIT.conforming : EXIT.unreadable;
  });
}

/** The counts over files. One that cannot be read is reported on standard error and left out. */
async function countVerdictChanges(
  sources: readonly Source[],
  { from, to, lang }: Pick<VerdictOptions, 'from' | 'to' | 'lang'>,
): Promise<VerdictChanges> {
  const verdicts = await startVerdicts({ from, to });
  const files: VerdictFile[] = [];
  for (const source of sources) {
    const file = await countOne(source, verdicts.count, lang);
    if (file) files.push(file);
  }
  return verdicts.changes(files);
}

/** Two versions by name, ready to judge; `changes` gives what was counted, with the files that were. */
export async function startVerdicts({
  from,
  to,
}: Pick<VerdictOptions, 'from' | 'to'>): Promise<{ count: VerdictCount; changes(files: VerdictFile[]): VerdictChanges }> {
  const versions = { from: await versionNow(from), to: await versionNow(to) };
  const rules = { from: ownRules(versions.from.model), to: ownRules(versions.to.model) };
  const count = new VerdictCount(
    { version: versions.from, rules: rules.from.run },
    { version: versions.to, rules: rules.to.run },
  );
  return {
    count,
    changes: (files) => ({
      tool: packageFacts(),
      from,
      to,
      rules: { from: rules.from.ids, to: rules.to.ids },
      measured: localDay(new Date()),
      files,
      ...named(count.totals(), versions),
    }),
  };
}

/** A version that judges. `next` is read from its sources where they are there, so that what was edited since the last build counts. */
async function versionNow(name: string): Promise<Version> {
  const built = await loadVersion(name);
  if (name !== 'next') return built;
  const { model } = await versionSide(name);
  return model ? (await judging(model, built.label)).version : built;
}

/** The causes named by the changes of the standard that they come from. */
function named({ causes, ...totals }: VerdictTotals, { from, to }: { from: Version; to: Version }): VerdictTotals {
  if (causes.length === 0) return { causes, ...totals };
  return { causes: nameCauses(causes, diffModels(from.model, to.model).changes), ...totals };
}

async function countOne(source: Source, count: VerdictCount, lang: Lang): Promise<VerdictFile | undefined> {
  const progress = startProgress(source, lang);
  try {
    const file = await drive(source, count, progress.onRead);
    progress.stop();
    if (!file.parsed) console.error(COMMAND_LINE[lang]['impact.partial']({ file: source.name }));
    return file;
  } catch (error) {
    progress.stop();
    if (!(error instanceof InputError)) throw error;
    console.error(inputErrorText(error, lang, source.name));
    return undefined;
  }
}

async function drive(source: Source, count: VerdictCount, onRead: OnRead): Promise<VerdictFile> {
  const hash = createHash('sha256');
  const window = new Window();
  const chunks = source
    .chunks((bytes) => {
      hash.update(bytes);
      onRead(bytes);
    })
    [Symbol.asyncIterator]();
  const feed = feeder(chunks, window);
  const steps = count.file(basename(source.name), readJson(window));
  try {
    for (;;) {
      const step = steps.next();
      if (step.done === true) return { ...step.value, parsed: step.value.parsed && !feed.damaged, sha256: hash.digest('hex') };
      await feed.next();
    }
  } catch (error) {
    await chunks.return?.();
    throw error;
  }
}

/** Feeds a window, chunk by chunk. What was read before an archive turns out to be damaged is still worth counting. */
function feeder(chunks: AsyncIterator<Uint8Array>, window: Window) {
  let any = false;
  const feed = {
    damaged: false,
    async next(): Promise<void> {
      try {
        const step = await chunks.next();
        if (step.done === true) window.finish();
        else window.feed(step.value);
        any = true;
      } catch (error) {
        if (!(error instanceof InputError) || !any) throw error;
        feed.damaged = true;
        window.finish();
      }
    },
  };
  return feed;
}

/**
 * The causes with the changes that explain them: at the same field, about the same keyword, in the right direction; otherwise
 * changes of the surrounding value as a whole (for example of items that were not checked before).
 */
export const nameCauses = (causes: readonly Cause[], changes: readonly Change[]): Cause[] =>
  causes.map((cause) => {
    const own = changes.filter((change) => explains(change, cause));
    const found = own.length > 0 ? own : changes.filter((change) => explainsAsAWhole(change, cause));
    return { ...cause, changes: found.map(({ fingerprint, kind }) => ({ fingerprint, kind })) };
  });

/**
 * The cost of a change: number of records whose verdict changes because of it, and their share of all. An upper bound if a change
 * affects several fields of one record; undefined if no file is affected.
 */
export function costOf(fingerprint: string, causes: readonly Cause[]): Pick<Cause, 'records' | 'changing' | 'share'> | undefined {
  const own = causes.filter(({ changes }) => changes.some((change) => change.fingerprint === fingerprint));
  if (own.length === 0) return undefined;
  const sum = (count: 'records' | 'changing' | 'share'): number => own.reduce((total, cause) => total + cause[count], 0);
  return { records: sum('records'), changing: sum('changing'), share: sum('share') };
}

const EXPLAINS: Record<Cause['effect'], readonly Direction[]> = {
  new: ['narrowed', 'both', 'unknown'],
  gone: ['widened', 'both', 'unknown'],
};

function explains(change: Change, cause: Cause): boolean {
  if (!EXPLAINS[cause.effect].includes(change.direction)) return false;
  if (!cause.code.includes('.')) return change.kind.startsWith('rule-') && change.path === cause.code;
  return KINDS[cause.code]?.test(change.kind) === true && isThere(change, cause) && isOfValue(change, cause);
}

/** Kinds of change that affect everything inside a value. */
const WHOLE = /^(items-(un)?constrained|constraint-\w+|alternative-\w+|condition-\w+|exclusion-\w+)$/;

function explainsAsAWhole({ kind, direction, path }: Change, cause: Cause): boolean {
  if (!EXPLAINS[cause.effect].includes(direction) || !WHOLE.test(kind) || !cause.code.startsWith('schema.')) return false;
  return placesOf(cause).some((place) => isAround(plain(path), place));
}

const isAround = (path: string, place: string): boolean => place.startsWith(path) && /^([.[]|$)/.test(place.slice(path.length));

/** All items of a list are one place. */
const plain = (path: string): string => path.replace(/\[\d+\]/g, '[]');

/** The possible paths of the field of a cause in a file: in a list per kind, or in a flat list. */
function placesOf({ kind, path }: Cause): string[] {
  const inside = path === '' ? '' : `.${path}`;
  return kind === null ? [''] : [`marches.${kind}[]${inside}`, `marches[]${inside}`];
}

const PROPERTY = 'property-(added|removed|allowed|forbidden|renamed|moved)';
const EVENT = '(added|removed|increased|decreased|narrowed|widened|changed)';

/** The kinds of changes that make a finding of each keyword come or go. */
const KINDS: Readonly<Record<string, RegExp>> = {
  'schema.required': new RegExp(`^(${PROPERTY}|property-now-required|property-no-longer-required)$`),
  'schema.additionalProperties': new RegExp(`^(${PROPERTY}|object-closed|object-opened)$`),
  'schema.enum': /^(enum|codelist-code|type)-/,
  'schema.type': /^(type|items)-/,
  'schema.uniqueItems': /^unique-items-/,
  ...Object.fromEntries(
    ['pattern', 'format', 'minimum', 'maximum', 'minLength', 'maxLength', 'minItems', 'maxItems'].map((keyword) => [
      `schema.${keyword}`,
      new RegExp(`^${keyword.replace(/[A-Z]/, (letter) => `-${letter.toLowerCase()}`)}-${EVENT}$`),
    ]),
  ),
};

/** A change of a definition or of a list of codes acts at all fields that use it, and is reported at one of them. */
function isThere({ path, field, params }: Change, cause: Cause): boolean {
  if (field !== undefined && field === cause.field) return true;
  if (cause.codelist !== undefined && params['codelist'] === cause.codelist) return true;
  const { from, to, places = [] } = params;
  const reported = [path, from, to, ...(places as unknown[])];
  return placesOf(cause).some((place) => reported.some((one) => typeof one === 'string' && plain(one) === place));
}

/** A change about some values explains a finding on one of these only; several of them may be reported by some examples. */
function isOfValue({ kind, params }: Change, { code, value }: Cause): boolean {
  if (code !== 'schema.enum' || value === undefined || kind.startsWith('enum-values-')) return true;
  const reported = [params['code'], params['value']].filter((known) => known !== undefined);
  return reported.length === 0 || reported.some((known) => known === value || known === JSON.stringify(value));
}
