import type { RecordKind } from '../model/kinds.ts';
import type { VersionFacts } from '../model/facts.ts';
import { visible } from '../../packages/base/src/visible.ts';
import type { Messages } from '../messages/compiled/report.types.ts';
import { kindOf } from '../read/record.ts';
import { isObject } from '../../packages/base/src/json.ts';

/**
 * The beginning of a file: enough to tell its version. `layout` is null where the root has neither of the two known shapes, `unreported`
 * where the form of the file (XML) writes both the same way.
 */
export type Sample = {
  /** The exact version, where the form of the file says it. */
  schema?: string;
  label?: string;
  layout: 'flat' | 'by-kind' | 'unreported' | null;
  records: { list: RecordKind | null; value: unknown }[];
};

/** Why a version was chosen: what the message `version-reason` makes a sentence of. */
export type VersionReason = Parameters<Messages['version-reason']>[0];

/** `candidates`: every version that the structure allows, `version` among them. */
export type Detection = { version: string; candidates: string[]; reason: VersionReason };

/**
 * The version of a file that is not labelled, from its structure: the label if there is one, else the names of the records and
 * the shape of the root. Versions that share both are a tie: the one in force is taken, else the newest, and
 * the reason says so.
 */
export function detectVersion(sample: Sample, versions: readonly VersionFacts[]): Detection {
  return bySchema(sample, versions) ?? byLabel(sample, versions) ?? besideLabel(sample, byStructure(sample, versions));
}

/** A label that names no version is not obeyed, and the reason says so. */
function besideLabel({ label }: Sample, detection: Detection): Detection {
  if (label === undefined) return detection;
  return { ...detection, reason: { ...detection.reason, unknown: visible(label) } };
}

function bySchema({ schema }: Sample, versions: readonly VersionFacts[]): Detection | undefined {
  if (schema === undefined || !versions.some(({ version }) => version === schema)) return undefined;
  return { version: schema, candidates: [schema], reason: { ...UNTIED, by: 'package' } };
}

/** `X.Y`, as files say their version. */
export const LABEL: RegExp = /^(0|[1-9]\d*)\.(0|[1-9]\d*)$/;

function byLabel({ label }: Sample, versions: readonly VersionFacts[]): Detection | undefined {
  // A label with a third number is wrong, but says which version is meant.
  const numbers = /^(\d+\.\d+)(\.\d+)?$/.exec(label ?? '')?.[1];
  if (label === undefined || numbers === undefined) return undefined;
  const exact = versions.filter(({ version }) => version === label);
  const named =
    exact.length > 0
      ? exact
      : versions.filter(({ version, expectedVersion }) => `${expectedVersion ?? version}.`.startsWith(`${numbers}.`));
  const newest = named.at(-1);
  if (!newest) return undefined;
  const candidates = named.map(({ version }) => version);
  return { version: newest.version, candidates, reason: { ...UNTIED, by: 'label', label } };
}

function byStructure(sample: Sample, versions: readonly VersionFacts[]): Detection {
  const records = knownIn(sample);
  const counts = nameCounts(records);
  const named = best(
    versions,
    (facts) =>
      shapeScore(sample, facts) +
      nameScore(counts, facts) -
      // In XML no shape tells 1.x from 2.x, which has the names of 1.x and asks for more: that decides where names do not.
      (sample.layout === 'unreported' ? HINT * total(records, ({ kind, value }) => lacking(facts.required[kind], value)) : 0),
  );
  const candidates = named.some(isInForce)
    ? named
    : best(named, (facts) => -total(records, (r) => strangeCodes(facts.codes[r.kind], r.value)));
  const chosen = chosenOf(candidates);
  return {
    version: chosen.version,
    candidates: candidates.map(({ version }) => version),
    reason: reasonOf(sample, chosen, candidates),
  };
}

/** Of versions that nothing tells apart, oldest first: the one in force, else the newest that is no draft. */
export function chosenOf(candidates: readonly VersionFacts[]): VersionFacts {
  const published = candidates.filter(({ status }) => status !== 'brouillon');
  const chosen = candidates.filter(isInForce).at(-1) ?? published.at(-1) ?? candidates.at(-1);
  if (!chosen) throw new Error('there is no version to choose from');
  return chosen;
}

const isInForce = ({ status }: VersionFacts): boolean => status === 'en vigueur';

/** The versions with the highest score, in their order. */
export function best(versions: readonly VersionFacts[], score: (facts: VersionFacts) => number): VersionFacts[] {
  const scores = versions.map(score);
  const top = Math.max(...scores);
  return versions.filter((_, i) => scores[i] === top);
}

/** A record of a known kind. */
export type Known = { kind: RecordKind; value: Record<string, unknown> };

function knownIn({ records }: Sample): Known[] {
  return records.flatMap(({ list, value }) => (isObject(value) ? [{ kind: list ?? kindOf(value), value }] : []));
}

const total = (records: readonly Known[], score: (record: Known) => number): number =>
  records.reduce((sum, record) => sum + score(record), 0);

/** The root weighs as much as one name in each record: it decides where names do not, and yields to them where they are plain. */
const shapeScore = ({ layout, records }: Sample, facts: VersionFacts): number =>
  layout === facts.layout ? Math.max(1, records.length) : 0;

type NameCounts = Record<RecordKind, Map<string, number>>;

/** How often each name comes: counted once, since every version is asked whether it knows them. */
function nameCounts(records: readonly Known[]): NameCounts {
  const counts: NameCounts = { marche: new Map(), 'contrat-concession': new Map() };
  for (const { kind, value } of records)
    for (const key of Object.keys(value)) counts[kind].set(key, (counts[kind].get(key) ?? 0) + 1);
  return counts;
}

/** One for each name that the version has, one less for each that it has not. */
function nameScore(counts: NameCounts, { names }: VersionFacts): number {
  let score = 0;
  for (const kind of ['marche', 'contrat-concession'] as const)
    for (const [name, count] of counts[kind]) score += names[kind].includes(name) ? count : -count;
  return score;
}

/** So little that no record has as many fields. */
const HINT = 1e-4;

/** How many of these names a record has not. */
export const lacking = (required: string[], value: Record<string, unknown>): number =>
  required.filter((name) => !Object.hasOwn(value, name)).length;

/** How many fields of a record have a code that the version does not have. */
export const strangeCodes = (codes: Record<string, unknown[]>, value: Record<string, unknown>): number =>
  Object.entries(codes).filter(([name, allowed]) => Object.hasOwn(value, name) && !allowed.includes(value[name])).length;

/** No other version has the same structure, and no label is wrong. */
const UNTIED: Omit<VersionReason, 'by'> = { label: '', others: undefined, version: '', inForce: false, unknown: undefined };

function reasonOf(sample: Sample, { layout, version, status }: VersionFacts, candidates: VersionFacts[]): VersionReason {
  const others = candidates.filter((one) => one.version !== version).map((one) => one.version);
  const by = shapeOf(sample, layout);
  return others.length === 0
    ? { ...UNTIED, by }
    : { ...UNTIED, by, others: others.join(', '), version, inForce: status === 'en vigueur' };
}

/** A case of the message. */
function shapeOf({ layout, records }: Sample, chosen: VersionFacts['layout']): string {
  if (layout === chosen) return chosen;
  if (records.length === 0) return 'empty';
  return layout === 'unreported' ? 'names' : 'none';
}
