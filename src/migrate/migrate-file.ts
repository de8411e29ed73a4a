/** Migrates a file while it is read, in one pass: a record in, a record out, and what became of it as findings. No record is kept. */
import type { Finding, Position, RecordRef, Severity } from '../finding.ts';
import { RECORD_KINDS, type RecordKind, isRecordKind } from '../model/kinds.ts';
import { child, isWithin, valueAt } from '../../packages/base/src/pointer.ts';
import { isObject } from '../../packages/base/src/json.ts';
import { findingOf, severityOf } from '../messages/finding-of.ts';
import type { Code } from '../messages/language.ts';
import {
  type EndEvent,
  kindOf,
  isWait,
  type NEED_BYTES,
  type ReadEvent,
  type RecordEvent,
  recordRef,
  type Wait,
} from '../read/record.ts';
import { toFindings } from '../validate/errors.ts';
import type { LocalFinding, Validators } from '../validate/types.ts';
import { together } from '../convert/gathered.ts';
import type { Sink } from '../convert/sink.ts';
import type { WrittenForm } from '../model/forms.ts';
import { compareVersions } from '../model/releases.ts';
import { holdsVersion, lostAround } from '../write/around.ts';
import type { Lost } from '../write/lost.ts';
import type { Chain } from './chain.ts';
import type { Needs } from './completion/needs.ts';
import type { InCompletion, Supplied, Supply } from './completion/supply.ts';
import { judge, type Judged } from './judge.ts';
import type { PassedRecord } from './passage.ts';
import { NO_REASON } from './plan.ts';
import type { Start, Starts } from './start.ts';
import type { Level } from './step.ts';

/**
 * A finding of a migration. `start`: the version that its record is recognised as, where it is not that of the file. `about`: the file in which its `path` is a
 * pointer, which is the one read, the one written, or the completed table. `field`: the stable name of the field that it is about, where there is one.
 * `there`: the place in the file written of a value of the file read or of the completed table. `level`: what became of that value, where a step decided it.
 */
export type MigrationFinding = { finding: Finding; about: 'input' | 'output' | 'completion' } & Places;

export type Places = { start?: string; field?: string; there?: string; level?: Level };

/**
 * `label`: what a file of the target version says at its root; undefined where the version has no such field. `form`: that of the file written; undefined where records are
 * given one by one, and nothing is around them.
 */
export type Target = {
  starts: Starts;
  validators: Validators;
  sink: Sink;
  label: string | undefined;
  form?: WrittenForm | undefined;
  /** What a person gave. */
  supply?: Supply | undefined;
  /** Gathers what is missing. */
  needs?: Needs | undefined;
  /** Writes the findings, where they are kept until they are enough to write. */
  flush?: (() => Promise<void> | undefined) | undefined;
};

/** `counts`: findings of each severity, those about a completed table included; `toReview`: how many of them are to be reviewed before the file is published. */
export type Migrated = {
  records: Record<RecordKind, number>;
  /** How many records are of each version. */
  starts: Record<string, number>;
  /** Records that the schema of the target version accepts. */
  valid: number;
  counts: Record<Severity, number>;
  toReview: number;
};

/** Migrates the records of a reader into a sink: yields what became of them, in the order of the file. */
export function* migrateEvents(
  events: Iterable<ReadEvent | typeof NEED_BYTES>,
  target: Target,
  onFinding: (found: MigrationFinding) => void,
): Generator<Wait, Migrated> {
  const migration = new Migration(target, onFinding);
  for (const event of events) {
    const busy = isWait(event) ? event : migration.take(event);
    if (busy) yield busy;
  }
  return migration.ended();
}

type MigratedRecord = PassedRecord & { kind: RecordKind; chain: Chain };

/** Codes of values that are not in the file written. */
const GONE: ReadonlySet<string> = new Set<Code>(['migrate.dropped', 'migrate.stray', 'migrate.redundant']);

class Migration {
  readonly #target: Target;
  readonly #onFinding: (found: MigrationFinding) => void;
  readonly #records: Record<RecordKind, number> = { marche: 0, 'contrat-concession': 0 };
  readonly #counts: Record<Severity, number>;
  /** Whether the lists of the target are by kind; a flat one mixes both. */
  readonly #byKind: boolean;
  /** What the file written says of its version; undefined where its version or its form has no place for it. */
  readonly #label: string | undefined;
  readonly #starts = new Map<string, number>();
  #valid = 0;
  #opened = false;
  #last: RecordKind | undefined;
  #switches = 0;
  #toReview: number;
  /** Whether an error says already what is wrong around the records. */
  #refused = false;

  constructor(target: Target, onFinding: (found: MigrationFinding) => void) {
    this.#target = target;
    this.#onFinding = onFinding;
    this.#counts = { error: 0, warning: 0, info: 0, ...target.supply?.counts };
    this.#toReview = target.supply?.toReview ?? 0;
    this.#byKind = target.starts.chain.to.lists.every(({ path }) => path !== '/marches');
    this.#label = target.form !== undefined && holdsVersion(target.form) ? target.label : undefined;
  }

  ended(): Migrated {
    const versions = [...this.#starts.keys()].sort(compareVersions);
    const starts = Object.fromEntries(versions.map((version) => [version, this.#starts.get(version) ?? 0]));
    return { records: this.#records, starts, valid: this.#valid, counts: this.#counts, toReview: this.#toReview };
  }

  take(event: ReadEvent): Promise<void> | undefined {
    if (event.type === 'record') return this.#record(event);
    if (event.type === 'end') return this.#end(event);
    if (event.type !== 'finding') return undefined;
    this.#fromReader(event.finding);
    return this.#target.flush?.();
  }

  #fromReader(finding: Finding): void {
    if (finding.severity === 'error' && !finding.record) this.#refused = true;
    this.#report(finding, 'input');
  }

  #open(): void {
    if (this.#opened) return;
    this.#opened = true;
    this.#target.sink.open(this.#label);
  }

  #record(event: RecordEvent): Promise<void> | undefined {
    this.#open();
    const kind = event.list ?? kindOf(event.value);
    const start = this.#target.starts.of(kind, event.value);
    if (start instanceof Promise) return start.then((loaded) => this.#migrated(kind, event, loaded));
    return this.#migrated(kind, event, start);
  }

  #migrated(kind: RecordKind, event: RecordEvent, { version: start, chain }: Start): Promise<void> | undefined {
    const { list, value, path, index, locate } = event;
    const { starts, sink, needs, flush } = this.#target;
    this.#starts.set(start, (this.#starts.get(start) ?? 0) + 1);
    if (list === null && this.#last !== kind) this.#switches++;
    this.#last = kind;
    const passed = chain.migrate(kind, value);
    const ref = recordRef(list, index, value);
    for (const { code, level, path: place, params, field, there } of passed.told) {
      const position = locate(place) ?? locate(place, 'key');
      this.#report({ code, severity: severityOf(code), path: path + place, record: ref, params, ...at(position) }, 'input', {
        ...(start !== starts.version && { start }),
        ...(field !== undefined && { field }),
        ...(there !== undefined && { there: this.#place(kind) + there }),
        level,
      });
    }
    for (const { pointer, text } of event.rounded?.() ?? []) {
      // What goes has a finding already.
      if (passed.told.some(({ code, path: gone }) => GONE.has(code) && isWithin(pointer, gone))) continue;
      const params = { value: text, becomes: String(valueAt(value, pointer)) };
      const finding = findingOf('migrate.rounded-number', path + pointer, params, { record: ref, ...at(locate(pointer)) });
      const there = passed.destination(pointer);
      this.#report(finding, 'input', {
        ...(start !== starts.version && { start }),
        ...(there !== undefined && { there: this.#place(kind) + there }),
        level: 'lost',
      });
    }
    this.#written({ kind, chain, ...passed }, { ref, locate });
    this.#records[kind]++;
    return together(sink.flush(), needs?.flushIfEnough(), flush?.());
  }

  /** Completes the migrated record, judges it and writes it. */
  #written(migrated: MigratedRecord, { ref, locate }: { ref: RecordRef; locate: RecordEvent['locate'] }): void {
    const { kind, chain } = migrated;
    const { validators, sink, supply, needs } = this.#target;
    const lacks = (): boolean => withoutSource(judge(chain, migrated, validators[kind])).length > 0;
    const supplied: Supplied = supply?.fill({ kind, chain, record: migrated.record }, lacks) ?? {
      record: migrated.record,
      told: [],
    };
    const { record, told, cellOf } = supplied;
    const judged = judge(chain, { ...migrated, record }, validators[kind]);
    const lost = sink.record({ kind, value: record, index: this.#index(kind) });
    const place = this.#place(kind);
    const say = ({ code, severity, path, params, field, level }: Judged): void => {
      const position = locate(migrated.origin(path));
      this.#report(
        { code, severity: severity ?? severityOf(code as Code), path: place + path, record: ref, params, ...at(position) },
        'output',
        { ...(field !== undefined && { field }), ...(level !== undefined && { level }) },
      );
    };
    const refused = judged.filter((one) => isError(one) && cellOf?.(one.path));
    // Of a value that is refused, nothing else is to be said.
    for (const one of told)
      if (one.code !== 'migrate.completed' || !refused.some(({ path }) => isWithin(path, one.path))) say(one);
    for (const one of judged) {
      const cell = refused.includes(one) ? cellOf?.(one.path) : undefined;
      if (cell) this.#inTable(one, cell, place + one.path);
      else say(one);
    }
    for (const one of lost) say({ ...one, ...weighed(one) });
    if (!judged.some(({ severity }) => severity === undefined)) this.#valid++;
    needs?.add(kind, record, withoutSource(judged));
  }

  /** Reports what the target version refuses of a value at its place in the completed table, where a person corrects it. */
  #inTable({ code, params, field }: Judged, { path, ...place }: InCompletion, there: string): void {
    const finding: Finding = { code, severity: 'error', path, params, ...place };
    this.#report(finding, 'completion', { ...(field !== undefined && { field }), there });
  }

  /** The place of the next record in its list of the file written. */
  #index(kind: RecordKind): number {
    return this.#byKind ? this.#records[kind] : RECORD_KINDS.reduce((sum, one) => sum + this.#records[one], 0);
  }

  #place(kind: RecordKind): string {
    return child(this.#byKind ? `/marches/${kind}` : '/marches', this.#index(kind));
  }

  async #end({ skeleton, parsed, locate }: EndEvent): Promise<void> {
    this.#open();
    if (this.#byKind && this.#switches > 2)
      this.#report(findingOf('migrate.order', '/marches', {}), 'input', { level: 'equivalent' });
    const written = { ...(this.#label !== undefined && { version: this.#label }), ...skeletonFor(skeleton, this.#byKind) };
    const { supply } = this.#target;
    if (parsed) await this.#around(skeleton, written, locate);
    await this.#reportEach(supply?.unused(), 'completion');
    if (parsed) await this.#reportEach(supply?.neverMet(), 'output');
    await this.#target.sink.close(written);
  }

  /** Reports what is around the records: names and values that go or come, and what the target version refuses of the rest. */
  async #around(skeleton: unknown, written: Around, locate: EndEvent['locate']): Promise<void> {
    const { starts, validators, form } = this.#target;
    const relabelled = form === undefined ? undefined : labelled(skeleton, this.#label, locate);
    const there = this.#label !== undefined && { there: '/version' };
    if (relabelled) this.#report(relabelled, 'input', { level: 'exact', ...there });
    await this.#reportEach(strays(skeleton, locate), 'input', { level: 'lost' });
    if (!this.#byKind) await this.#reportEach(emptyLists(skeleton, locate), 'input', { level: 'equivalent' });
    for (const one of form === undefined ? [] : lostAround(written, form, starts.chain.to)) {
      const { severity, level } = weighed(one);
      this.#report({ ...one, severity, ...at(locate(one.path)) }, 'input', { level });
    }
    for (const found of noLists(skeleton, locate)) {
      this.#refused = true;
      this.#report(found, 'input');
    }
    if (this.#refused) return;
    const file = shellOf(written, this.#records, this.#byKind);
    if (validators.shell(file)) return;
    for (const { code, severity = 'error', path, params } of toFindings(validators.shell.errors ?? [], file))
      this.#report({ code, severity, path, params, ...at(locate(path)) }, 'output');
  }

  /** Reports findings, of which there may be many, each once those before it are written. */
  async #reportEach(findings: Iterable<Finding> | undefined, about: MigrationFinding['about'], places?: Places): Promise<void> {
    for (const finding of findings ?? []) {
      this.#report(finding, about, places);
      await this.#target.flush?.();
    }
  }

  #report(finding: Finding, about: MigrationFinding['about'], places: Places = {}): void {
    this.#counts[finding.severity]++;
    if (finding.review) this.#toReview++;
    this.#onFinding({ finding, about, ...places });
  }
}

const isError = ({ code, severity }: LocalFinding): boolean => (severity ?? severityOf(code as Code)) === 'error';

/** The fields that are missing and that the data could not give. */
const withoutSource = (judged: readonly Judged[]): string[] =>
  judged.flatMap(({ code, field }) => (code === 'migrate.no-source' && field !== undefined ? [field] : []));

const at = (position: Position | undefined): { position?: Position } => (position ? { position } : {});

/** What the form of the file written cannot carry, as a finding of this severity and level. */
const weighed = ({ severity = 'error' }: Lost): { severity: Severity; level: Level } => ({
  severity,
  level: severity === 'info' ? 'equivalent' : 'lost',
});

/** The version that the file read says at its root, where the file written says another one, or only one of them says any. */
function labelled(skeleton: unknown, label: string | undefined, locate: EndEvent['locate']): Finding | undefined {
  const said = isObject(skeleton) && Object.hasOwn(skeleton, 'version') ? skeleton['version'] : undefined;
  const value = typeof said === 'string' ? said : undefined;
  if (value === label) return undefined;
  const params = { given: value !== undefined, value: value ?? '', said: label !== undefined, label: label ?? '' };
  return value === undefined
    ? findingOf('migrate.label', '', params)
    : findingOf('migrate.label', '/version', params, { position: locate('/version') });
}

/** What is at the places of the lists of one kind, of those that are there. */
function* listsIn(skeleton: unknown): Generator<readonly [RecordKind, unknown]> {
  const marches = isObject(skeleton) ? skeleton['marches'] : undefined;
  if (!isObject(marches)) return;
  for (const kind of RECORD_KINDS) if (Object.hasOwn(marches, kind)) yield [kind, marches[kind]];
}

/** Lists of one kind without a record, which a version with one list for both kinds does not write. */
function* emptyLists(skeleton: unknown, locate: EndEvent['locate']): Generator<Finding> {
  for (const [kind, list] of listsIn(skeleton)) {
    if (!Array.isArray(list) || list.length > 0) continue;
    const path = child('/marches', kind);
    yield findingOf('migrate.absence', path, { value: [], reason: NO_REASON }, { position: locate(path) });
  }
}

/**
 * Names next to the records that no version defines, without their values: readers keep none. The label of a version is not one, as the target has its own, but for
 * one that is no text.
 */
function* strays(skeleton: unknown, locate: EndEvent['locate']): Generator<Finding> {
  if (!isObject(skeleton)) return;
  const { marches } = skeleton;
  const isLabel = (name: string): boolean => name === 'version' && typeof skeleton[name] === 'string';
  const names = [
    ...Object.keys(skeleton).flatMap((name) => (name === 'marches' || isLabel(name) ? [] : [['', name] as const])),
    ...(isObject(marches) ? Object.keys(marches) : []).flatMap((name) =>
      isRecordKind(name) ? [] : [['/marches', name] as const],
    ),
  ];
  for (const [base, property] of names) {
    const path = child(base, property);
    yield findingOf('migrate.stray-around', path, { property }, { position: locate(path, 'key') });
  }
}

/** What is at the place of a list and is none: its records, if it has any, were not read. */
function* noLists(skeleton: unknown, locate: EndEvent['locate']): Generator<Finding> {
  for (const [kind, value] of listsIn(skeleton)) {
    if (Array.isArray(value)) continue;
    const path = child('/marches', kind);
    yield findingOf('schema.type', path, { expected: ['array'], value }, { position: locate(path) });
  }
}

type Around = { version?: string; marches: unknown[] | Partial<Record<RecordKind, unknown[]>> };

/** What a sink needs of the file around the records: its lists, also empty ones, of the shape of the target. */
function skeletonFor(skeleton: unknown, byKind: boolean): Around {
  if (!byKind) return { marches: [] };
  return { marches: Object.fromEntries([...listsIn(skeleton)].filter(([, list]) => Array.isArray(list))) };
}

/** The file written without its records, for its schema: lists are full of holes. */
function shellOf({ marches, ...root }: Around, records: Migrated['records'], hasLists: boolean): unknown {
  if (!hasLists) return { ...root, marches: holes(RECORD_KINDS.reduce((sum, kind) => sum + records[kind], 0)) };
  const filled = RECORD_KINDS.filter((kind) => records[kind] > 0).map((kind) => [kind, holes(records[kind])] as const);
  return { ...root, marches: { ...marches, ...Object.fromEntries(filled) } };
}

const holes = (count: number): unknown[] => new Array<unknown>(count);
