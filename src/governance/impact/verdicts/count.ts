/** Counts how the verdicts on real files change from one version to another. Keeps counts and places, no records. */
import type { Finding } from '../../../finding.ts';
import type { Shape, VerdictCounts, VerdictFile, VerdictTotals, Cause, CausePlace } from '../../../model/impact.ts';
import type { Model, Schema } from '../../../model/types.ts';
import { kindOf, NEED_BYTES, type Layout, type ReadEvent, type RecordEvent } from '../../../read/record.ts';
import { Judge, type Side } from './judge.ts';
import type { RecordKind } from '../../../model/kinds.ts';
import { fieldPath } from '../../../messages/paths.ts';
import { visible } from '../../../../packages/base/src/visible.ts';
import { shareOf } from '../fields.ts';
import { recordSchema, resolve } from '../../../model/tree.ts';
import { knownPath } from '../../../rules/path.ts';

type Step = ReadEvent | typeof NEED_BYTES;

/** Two versions over many files, one after the other. Each file is read once; memory does not grow with the files. */
export class VerdictCount {
  readonly #from: Side;
  readonly #to: Side;
  readonly #causes: CauseTallies;
  readonly #records = noVerdicts();
  readonly #wholeFiles = noVerdicts();

  constructor(from: Side, to: Side) {
    this.#from = from;
    this.#to = to;
    this.#causes = new CauseTallies({ from: fieldsOf(from.version.model), to: fieldsOf(to.version.model) });
  }

  /** Judges a file as its events come. Asks for bytes by passing `NEED_BYTES` on. */
  *file(name: string, events: Iterable<Step>): Generator<typeof NEED_BYTES, Omit<VerdictFile, 'sha256'>> {
    const comparison = new FileComparison(name, this.#from, this.#to, this.#causes);
    for (const event of events) {
      if (event === NEED_BYTES) yield event;
      else comparison.take(event);
    }
    const file = comparison.result();
    addVerdicts(this.#records, file.records);
    const { from, to } = file.verdict;
    if (from !== null && to !== null) countVerdicts(this.#wholeFiles, from, to);
    return file;
  }

  totals(): VerdictTotals {
    return { records: this.#records, wholeFiles: this.#wholeFiles, causes: this.#causes.causes(this.#records.judged) };
  }
}

class FileComparison {
  readonly #file: FileTag;
  readonly #judges: { from: Judge; to: Judge };
  readonly #suits: { from: (layout: Layout) => boolean; to: (layout: Layout) => boolean };
  readonly #causes: CauseTallies;
  readonly #records: VerdictCounts = noVerdicts();
  readonly #kinds: Record<RecordKind, VerdictCounts> = { marche: noVerdicts(), 'contrat-concession': noVerdicts() };
  /** Whether the structure read so far is that of each version. */
  readonly #shape = { from: true, to: true };
  #known = false;
  #layouts = 0;
  #outside = 0;
  #parsed = false;
  /** Errors of version-bearing rules: the verdict of the schema on the whole does not have them. */
  readonly #broken = { from: false, to: false };

  constructor(name: string, from: Side, to: Side, causes: CauseTallies) {
    this.#file = { name };
    this.#judges = { from: new Judge(from), to: new Judge(to) };
    this.#suits = { from: suits(from.version.model), to: suits(to.version.model) };
    this.#causes = causes;
  }

  take(event: ReadEvent): void {
    const from = this.#judges.from.take(event).filter(isError);
    const to = this.#judges.to.take(event).filter(isError);
    if (event.type === 'layout') this.#layout(event.layout);
    if (event.type === 'end') this.#parsed = event.parsed;
    if (event.type === 'record') this.#record(event, from, to);
    else if (event.type === 'unreadable') this.#unreadable(event.list ?? 'marche');
    else if (event.type !== 'finding' && (this.#known || event.type === 'end')) this.#above(from, to);
  }

  result(): Omit<VerdictFile, 'sha256'> {
    const verdict = { from: this.#whole('from'), to: this.#whole('to') };
    const [shape, outside] = [this.#shapeOf(), this.#outside];
    return { ...this.#file, parsed: this.#parsed, shape, outside, verdict, records: this.#records, kinds: this.#kinds };
  }

  #layout(layout: Layout): void {
    this.#layouts++;
    const fits = { from: this.#suits.from(layout), to: this.#suits.to(layout) };
    this.#known = fits.from || fits.to;
    this.#shape.from &&= fits.from;
    this.#shape.to &&= fits.to;
  }

  #record(event: RecordEvent, from: readonly Finding[], to: readonly Finding[]): void {
    this.#broken.from ||= from.some(isOfRule);
    this.#broken.to ||= to.some(isOfRule);
    if (!this.#known) {
      this.#outside++;
      return;
    }
    const kind = event.list ?? kindOf(event.value);
    for (const counts of [this.#records, this.#kinds[kind]]) countVerdicts(counts, from.length === 0, to.length === 0);
    if (from.length === 0 && to.length === 0) return;
    const changing = (from.length === 0) !== (to.length === 0);
    this.#causes.add({ from, to }, { file: this.#file, base: event.path, kind, changing });
  }

  /** No value, no verdict: neither version accepts it. */
  #unreadable(kind: RecordKind): void {
    if (!this.#known) this.#outside++;
    else for (const counts of [this.#records, this.#kinds[kind]]) countVerdicts(counts, false, false);
  }

  /** Counts findings about the file outside its records. */
  #above(from: readonly Finding[], to: readonly Finding[]): void {
    const both = { from: from.filter(isOfVersion), to: to.filter(isOfVersion) };
    this.#causes.add(both, { file: this.#file, base: '', kind: null, changing: false });
  }

  #whole(side: 'from' | 'to'): boolean | null {
    const accepted = this.#judges[side].accepts();
    return accepted === true ? !this.#broken[side] : accepted;
  }

  #shapeOf(): Shape {
    const { from, to } = this.#shape;
    if (this.#layouts === 0 || (!from && !to)) return 'neither';
    return from && to ? 'both' : from ? 'from' : 'to';
  }
}

/** Whether a version keeps its records in this form. */
const suits = ({ lists }: Model): ((layout: Layout) => boolean) => {
  const own = lists.some(({ path }) => path === '/marches') ? 'flat' : 'by-kind';
  return (layout) => layout === own;
};

const isError = ({ severity }: Finding): boolean => severity === 'error';
const isOfRule = ({ code }: Finding): boolean => !code.includes('.');
/** Findings of the reader, and a version named in the file, do not depend on the version applied. */
const isOfVersion = ({ code }: Finding): boolean => code.startsWith('schema.') || code === 'structure.list-of-another-version';

const noVerdicts = (): VerdictCounts => ({
  judged: 0,
  acceptedByBoth: 0,
  refusedByBoth: 0,
  newlyRefused: 0,
  newlyAccepted: 0,
});

/** Counts one record, or one file, by what the two versions say of it. */
function countVerdicts(counts: VerdictCounts, from: boolean, to: boolean): void {
  counts.judged++;
  if (from) counts[to ? 'acceptedByBoth' : 'newlyRefused']++;
  else counts[to ? 'newlyAccepted' : 'refusedByBoth']++;
}

function addVerdicts(counts: VerdictCounts, more: VerdictCounts): void {
  for (const key of Object.keys(counts) as (keyof VerdictCounts)[]) counts[key] += more[key];
}

/** Why records are judged otherwise: the findings that only one of two versions has, counted by code and field. */
const PLACES = 5;
/** A pointer may hold a name of the file, as long as its writer likes. */
const LONG = 300;

/** A file that is read now. */
type FileTag = { name: string };

type Tally = { cause: Omit<Cause, 'share' | 'changes'>; lastFile: FileTag | undefined };

/** The errors that each version finds in one record, or above records. */
type Both = { from: readonly Finding[]; to: readonly Finding[] };

/** The place of errors: the file; pointer and kind of the record, or none outside records; whether the verdict on it changes. */
type Spot = { file: FileTag; base: string; kind: RecordKind | null; changing: boolean };

/** Counts causes. Memory grows with the fields and codes of two versions, not with the files. */
class CauseTallies {
  readonly #fields: { from: Fields; to: Fields };
  readonly #tallies = new Map<string, Tally>();

  constructor(fields: { from: Fields; to: Fields }) {
    this.#fields = fields;
  }

  /** The errors of one record. What both versions find at one place is no cause. */
  add({ from, to }: Both, spot: Spot): void {
    const known = { from: new Set(from.map(keyOf)), to: new Set(to.map(keyOf)) };
    const hit = new Set<Tally>();
    for (const finding of to) if (!known.from.has(keyOf(finding))) hit.add(this.#count('new', finding, spot));
    for (const finding of from) if (!known.to.has(keyOf(finding))) hit.add(this.#count('gone', finding, spot));
    for (const tally of hit) countHit(tally, spot, hit.size === 1);
  }

  /** Returns the causes, those with the greatest effect first. `total`: number of all records. */
  causes(total: number): Cause[] {
    return [...this.#tallies.entries()]
      .map(([key, { cause }]) => ({ key, cause: { ...cause, share: shareOf(cause.changing, total), changes: [] } }))
      .sort((a, b) => byWeight(a.cause, b.cause) || (a.key < b.key ? -1 : 1))
      .map(({ cause }) => cause);
  }

  #count(effect: Cause['effect'], finding: Finding, spot: Spot): Tally {
    const { code } = finding;
    const { kind, base } = spot;
    const { from, to } = this.#fields;
    const [own, other] = effect === 'new' ? [to, from] : [from, to];
    // Names that files invent are not reported: there is no end of them, and they may disclose content.
    const isKnown = (kind: RecordKind, field: string): boolean => [from, to].some((fields) => fields[kind].has(field));
    const path = kind === null ? '' : knownPath(fieldPath(finding).slice(base.length), (field) => isKnown(kind, field));
    const value = kind === null ? undefined : codeOf(finding, other[kind].get(path)?.enum);
    const key = JSON.stringify([effect, code, kind, path, value]);
    let tally = this.#tallies.get(key);
    if (!tally) {
      const about = { effect, code, kind, path, ...(kind !== null && idsOf(own[kind].get(path) ?? other[kind].get(path))) };
      const counts = { files: 0, records: 0, changing: 0, alone: 0, places: [] };
      tally = { cause: { ...about, ...(value !== undefined && { value }), ...counts }, lastFile: undefined };
      this.#tallies.set(key, tally);
    }
    const { places } = tally.cause;
    if (places.length < PLACES) places.push(placeOf(finding, spot.file.name));
    return tally;
  }
}

function countHit(tally: Tally, { file, kind, changing }: Spot, only: boolean): void {
  const { cause } = tally;
  if (tally.lastFile !== file) cause.files++;
  tally.lastFile = file;
  if (kind !== null) cause.records++;
  if (changing) cause.changing++;
  if (changing && only) cause.alone++;
}

const byWeight = (a: Cause, b: Cause): number => b.changing - a.changing || b.records - a.records || b.files - a.files;

function idsOf(node: Schema | undefined): Pick<Cause, 'field' | 'codelist'> {
  const { 'x-field': field, 'x-codelist': codelist } = node ?? {};
  return { ...(field !== undefined && { field }), ...(codelist !== undefined && { codelist }) };
}

const keyOf = (finding: Finding): string => `${finding.code} ${fieldPath(finding)}`;

/** A value refused by one list of codes, where the other version has it in its own: what that list is about. */
function codeOf({ code, params }: Finding, codes: readonly unknown[] | undefined): unknown {
  if (code !== 'schema.enum' || !codes?.includes(params['value'])) return undefined;
  return params['value'];
}

const placeOf = ({ path, position }: Finding, file: string): CausePlace => ({
  file,
  pointer: visible(path, LONG),
  ...(position && { line: position.line, column: position.column }),
});

/** The schema of each path of the records of a version (`titulaires[].titulaire.id`). */
type Fields = Record<RecordKind, ReadonlyMap<string, Schema>>;

const fieldsOf = (model: Model): Fields => ({
  marche: pathsOf(model, 'marche'),
  'contrat-concession': pathsOf(model, 'contrat-concession'),
});

function pathsOf(model: Model, kind: RecordKind): Map<string, Schema> {
  const fields = new Map<string, Schema>();
  const visit = (schema: Schema, path: string): void => {
    const node = resolve(model.schema, schema);
    fields.set(path, node);
    for (const [name, property] of Object.entries(node.properties ?? {})) visit(property, path === '' ? name : `${path}.${name}`);
    const item = node.items ?? node.prefixItems?.[0];
    if (item) visit(item, `${path}[]`);
  };
  visit(recordSchema(model, kind), '');
  return fields;
}
