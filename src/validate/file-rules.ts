import type { RecordKind } from '../model/kinds.ts';
import { type RecordScope, type Rule, SCOPES } from '../model/rules.ts';
import { LONG } from '../rules/checked-rule.ts';
import { memberOf } from '../rules/path.ts';
import { paramsOfKey, type Saying, type ValueOf } from '../rules/placeholder.ts';
import type { ChosenKey, EntryFacts, Explained, RecordRules, RecordVerdict } from '../rules/run.ts';
import type { JudgedRecord, RecordEvent, SuspectEvent, UnreadableRecordEvent, WrittenRecord } from '../read/record.ts';
import { faultPath } from './errors.ts';
import { type Fate, ForecastCount } from './forecast.ts';
import type { CountFindings, LocalFinding, PassedCounts, RulesVerdict, Validator, Validators } from './types.ts';
import type { Finding, Severity } from '../finding.ts';
import { isObject } from '../../packages/base/src/json.ts';
import { child } from '../../packages/base/src/pointer.ts';
import { FingerprintMap } from './hash.ts';
import type { Extent } from '../consolidation/harm.ts';
import { isTest, PLATFORM, withoutPlatform } from '../consolidation/platform.ts';
import { hashValue } from './hash-value.ts';

/**
 * The schema that the national consolidation applies first: the one of `version`. `checks` is undefined where that is the version applied,
 * whose verdict is known.
 */
export type Published = {
  version: string;
  checks: Omit<Validators, 'shell'> | undefined;
  consolidated?: Consolidated;
  xml?: ConsolidatedXml;
};

/** What its program does with a record that the schema accepts. `keep`: the record as it goes on, or what is lost with it; `excludes`: whether data.economie does not show it. */
export type Consolidated = {
  keep(
    kind: RecordKind,
    value: Record<string, unknown>,
  ): { extent: Extent } | { extent?: undefined; value: Record<string, unknown> };
  excludes(kind: RecordKind, value: Record<string, unknown>, day: string): boolean;
};

/**
 * What the consolidation does with a record of XML before its rules are asked. `check`: its schema. `value`: the record as it reads it; `member`: what it
 * refuses; `extent`: what it loses with the record.
 */
export type JudgeXml = (
  record: WrittenRecord,
  kind: RecordKind,
  check: Validator,
) =>
  | { outcome: 'accepted'; value: Record<string, unknown> }
  | { outcome: 'refused'; member?: string | undefined }
  | { outcome: 'depends' }
  // An element that ends the reading of the entire file, before any record of it is looked at.
  | { outcome: 'unread' }
  | { outcome: 'harms'; extent: Extent };

/** How the consolidation reads XML. `lists`: the elements that are lists however often they come. */
type ConsolidatedXml = { lists: ReadonlySet<string>; judge: JudgeXml };

/**
 * The rules to run on the files of one version. `published` is undefined where no forecast can be made: the rules of the national
 * consolidation are not run, or it does not harvest the version.
 */
export type RulesToRun = { records: RecordJudge; published: Published | undefined };

/** Judges records by rules. Without the optional members, the fast path cannot run the rules. */
export type RecordJudge = Pick<RecordRules, 'judge'> &
  Partial<Pick<RecordRules, 'entry' | 'explain' | 'keys' | 'reads' | 'roster' | 'switches' | 'today'>>;

/** What is counted of a record: findings like its own, and what the national consolidation does with it. */
type Counted = { findings: readonly Finding[]; fate: Fate; reasons: readonly string[]; kept: boolean };

const NONE: never[] = [];
const CLEAN: Counted = { findings: NONE, fate: 'publish', reasons: NONE, kept: true };

/** Runs the rules on one file: findings of records, uniqueness in the file, number of rules not evaluated, forecast. */
export class FileRules {
  readonly #run: RulesToRun;
  readonly #folds: Record<RecordScope, UniqueFold[]> = { marche: [], concession: [] };
  readonly #forecast = new ForecastCount();
  readonly #count: CountFindings | undefined;
  readonly #samples = samplesOfKinds();
  readonly #passed = new Passed();
  #notEvaluated = 0;
  /** What the consolidation loses with a record of the file. */
  #lost: Extent | undefined;

  /** `count`: where the report only counts some findings. */
  constructor(run: RulesToRun, count?: CountFindings) {
    this.#run = run;
    this.#count = count;
  }

  /** The findings of the rules on a record, given its schema verdict, the findings of the schema and its check. */
  record(
    event: RecordEvent,
    kind: RecordKind,
    valid: boolean,
    refused: readonly LocalFinding[],
    check?: Validator,
  ): LocalFinding[] {
    const scope = SCOPES[kind];
    const verdict = this.#run.records.judge(scope, event.value, valid ? NONE : refused.map(faultPath));
    this.#notEvaluated += verdict.notEvaluated.length;
    const isDoubtful = !valid || verdict.notEvaluated.some(drops) || verdict.hits.some(({ rule }) => halts(rule));
    const reading = this.#readingOf(event, kind, { valid, refused, check, isDoubtful });
    const national = isDoubtful && reading.value ? this.#asRead(kind, reading.value) : verdict;
    const refusal = reading.refusal ?? this.#unreached();
    const repeated = this.#repeated(scope, event, verdict, !refusal && !national.national.some(drops));
    const dropped = this.#run.published ? this.#foretell(national, refusal, repeated) : NONE;
    const { hits, tooLong } = verdict;
    if (hits.length === 0 && repeated.length === 0 && !tooLong && dropped.length === 0) return NONE;
    const findings = findingsOf({ hits, tooLong }, repeated, event.path, (name) => memberOf(event.value, name));
    return valid ? this.#withLeftOut(findings, dropped, refusal) : findings;
  }

  /** The same for a record of which the fast path has read only what may be wrong. */
  suspect(event: SuspectEvent, refused: readonly LocalFinding[]): LocalFinding[] {
    const { list: kind, suspect } = event;
    const valid = refused.length === 0;
    const { judged } = suspect;
    // Of a member in doubt that the schema accepts, and of rules that could not be evaluated besides it, the fast path does not know enough.
    const isDecided = judged && this.#isDecided(kind, judged) && (judged.lost.length === 0 || (!valid && judged.missed === 0));
    if (isDecided && !(valid && this.#isDoubtful(kind, judged))) return this.#explained(event, judged, refused);
    return this.record({ ...event, type: 'record', value: suspect.whole() }, kind, valid, refused);
  }

  #explained({ list, path, suspect }: SuspectEvent, judged: JudgedRecord, refused: readonly LocalFinding[]): LocalFinding[] {
    const scope = SCOPES[list];
    const valid = refused.length === 0;
    const { records, published } = this.#run;
    const { valueOf } = suspect;
    const found = foundIn(records, scope, judged, valueOf, refused);
    const national = this.#nationalOf(list, judged);
    const refusal = valid ? this.#unreached() : REFUSED;
    const repeated = this.#fold(scope, judged, !refusal && !national.some(drops));
    this.#notEvaluated += judged.missed + found.notEvaluated.length;
    const dropped = published ? this.#foretell({ national, notEvaluated: NONE }, refusal, repeated) : NONE;
    const findings = findingsOf(found, repeated, path, valueOf);
    return valid ? this.#withLeftOut(findings, dropped, refusal) : findings;
  }

  /**
   * Counts a record that the fast path has judged. False, and then nothing was counted, where it is to be given to `suspect`: the report shows one of its
   * findings, or what a rule reads is refused by the schema.
   */
  take(kind: RecordKind, record: JudgedRecord): boolean {
    const scope = SCOPES[kind];
    const isBare = record.from === record.to && record.strays.length === 0;
    if (!isBare && (!this.#count || !this.#isDecided(kind, record))) return false;
    if (this.#run.published && this.#isDoubtful(kind, record)) return false;
    const repeated = this.#repeatedKeys(scope, record);
    const isClean = isBare && repeated.length === 0;
    const counted = isClean ? CLEAN : this.#counted(kind, record, repeated);
    if (!isClean && !this.#count?.(record.index, counted.findings)) return false;
    const { fate, reasons } = this.#lost === 'rest' ? UNREACHED : counted;
    this.#fold(scope, record, counted.kept && this.#lost !== 'rest');
    this.#notEvaluated += record.missed;
    if (this.#run.published) this.#forecast.add(fate, reasons);
    if (!isClean) this.#passed.add(record, counted.findings);
    return true;
  }

  /** What was counted by `take` since this was asked last. */
  passed(): PassedCounts {
    return this.#passed.taken();
  }

  /** Whether the findings of rules on a record follow from what the fast path knows of it, whatever keys of it the schema refuses. */
  #isDecided(kind: RecordKind, { strays, lost }: JudgedRecord): boolean {
    if (strays.length + lost.length === 0) return true;
    const { published } = this.#run;
    // Another schema may accept what this one refuses, and the consolidation takes the platform out.
    if (published && (published.checks || strays.includes(PLATFORM))) return false;
    return !strays.some((name) => this.#samples[kind].isRead(name, this.#run.records));
  }

  /** The unique keys of a record that an earlier record has too. Nothing is stored. */
  #repeatedKeys(scope: RecordScope, { hashes, at }: JudgedRecord): readonly RepeatedKey[] {
    let repeated: RepeatedKey[] = NONE;
    const folds = this.#folds[scope];
    const keys = this.#keys(scope);
    for (let place = 0; place < keys.length; place++) {
      const key = keys[place] as ChosenKey;
      const before = folds[place]?.before(hashes, at + place * 4);
      if (before) repeated = [...repeated, { key, before }];
    }
    return repeated;
  }

  /** The same; stores them. */
  #fold(scope: RecordScope, { hashes, at, index }: JudgedRecord, kept: boolean): readonly RepeatedKey[] {
    let repeated: RepeatedKey[] = NONE;
    const folds = this.#folds[scope];
    const keys = this.#keys(scope);
    for (let place = 0; place < keys.length; place++) {
      const key = keys[place] as ChosenKey;
      const before = (folds[place] ??= new UniqueFold()).seenHash(hashes, at + place * 4, index, kept);
      if (before) repeated = [...repeated, { key, before }];
    }
    return repeated;
  }

  #keys(scope: RecordScope): readonly ChosenKey[] {
    return this.#run.records.keys?.(scope) ?? NONE;
  }

  /** The rules by which the consolidation leaves a record out or marks it. */
  #nationalOf(kind: RecordKind, { log, from, to, national: flag }: JudgedRecord): readonly Rule[] {
    const samples = this.#samples[kind];
    let national: Rule[] = NONE;
    for (let number = from; number < to; number++) {
      const fault = log[number] as number;
      const { rule, deviates } = samples.entry(fault & ~flag, this.#run.records);
      const isNational = (fault & flag) !== 0;
      if (rule.consolidation === 'none' || isNational !== deviates || national.includes(rule)) continue;
      if (national === NONE) national = [rule];
      else national.push(rule);
    }
    return national;
  }

  /** What is to be counted of a record with findings. */
  #counted(kind: RecordKind, record: JudgedRecord, repeated: readonly RepeatedKey[]): Counted {
    const { records, published } = this.#run;
    const samples = this.#samples[kind];
    const accepted = record.strays.length === 0;
    const national = this.#nationalOf(kind, record);
    const findings: Finding[] = [];
    for (const name of record.strays) findings.push(samples.stray(name));
    for (const place of faultsOf(record)) findings.push(samples.entry(place, records).finding);
    for (const { key } of uncovered(repeated)) findings.push(samples.ofRule(key.rule));
    const { fate, reasons } = fateOf({ national, notEvaluated: NONE }, accepted ? undefined : REFUSED, repeated);
    if (published && accepted && fate === 'drop' && isUnexplained(reasons, findings)) findings.push(samples.leftOut);
    return { findings, fate, reasons, kept: accepted && !national.some(drops) };
  }

  /** Counts a record that could not be read. The consolidation cannot read it either where it is not JSON, but does not have our limits. */
  unreadable({ reason }: UnreadableRecordEvent): void {
    if (reason === 'broken') this.#forecast.add('drop', ['unreadable']);
    else this.#forecast.add('unknown', ['unread']);
  }

  verdict(parsed: boolean): RulesVerdict {
    const { published } = this.#run;
    const lost = this.#lost && this.#lost !== 'rest' ? reasonOf(this.#lost) : undefined;
    const forecast = published ? this.#forecast.result(published.version, parsed ? lost : 'unreadable') : null;
    return { notEvaluated: this.#notEvaluated, forecast };
  }

  /**
   * What the rules of the consolidation find in a record as it reads it. Its program knows whether it leaves the record out; the rules say why, unless one of them
   * could not be evaluated.
   */
  #asRead(kind: RecordKind, value: Record<string, unknown>): RecordVerdict {
    const { records, published } = this.#run;
    const found = records.judge(SCOPES[kind], value, NONE);
    if (published?.consolidated?.excludes(kind, value, records.today ?? '') !== false) return found;
    return { ...found, national: found.national.filter((rule) => !drops(rule)), notEvaluated: NONE };
  }

  /** Why the consolidation does not publish a record, before its rules are asked; and a doubtful record as it reads it. */
  #readingOf(
    { value, written }: RecordEvent,
    kind: RecordKind,
    { valid, refused, check, isDoubtful }: Verdict & { isDoubtful: boolean },
  ): { refusal?: Refusal; value?: Record<string, unknown> } {
    const { published } = this.#run;
    const own = published?.checks?.[kind];
    const judged = withoutPlatform(value);
    const accepted = own ? own(judged) : valid || (judged !== value && refused.every(isOfPlatform));
    const refusal = accepted && !isTest(value) ? undefined : REFUSED;
    const judge = own ?? check;
    if (!published?.xml || !written || !judge) {
      const kept = !refusal && isDoubtful && isObject(judged) ? published?.consolidated?.keep(kind, judged) : undefined;
      if (!kept) return refusal ? { refusal } : {};
      return kept.extent ? { refusal: this.#lose(kept.extent) } : { value: kept.value };
    }
    const read = published.xml.judge(written, kind, judge);
    if (read.outcome === 'refused') return { refusal: refusal ?? { fate: 'drop', reasons: ['xml'], member: read.member } };
    if (read.outcome === 'unread') return { refusal: this.#lose('process', true) };
    if (read.outcome === 'harms') return { refusal: this.#lose(read.extent) };
    return read.outcome === 'depends' ? { refusal: this.#unreached() ?? BY_SOURCE } : { value: read.value };
  }

  /** Whether a record may do more than be left out: what a rule finds in it may stop the program. */
  #isDoubtful(kind: RecordKind, { log, from, to, national }: JudgedRecord): boolean {
    for (let number = from; number < to; number++)
      if (halts(this.#samples[kind].entry((log[number] as number) & ~national, this.#run.records).rule)) return true;
    return false;
  }

  /** Why a record that its schema accepts is not published where one before it has ended the reading of their file. */
  #unreached(): Refusal | undefined {
    return this.#lost === 'rest' ? UNREACHED : undefined;
  }

  /** Takes note of what is lost with a record. `isFirst`: before any record is looked at. */
  #lose(extent: Extent, isFirst = false): Refusal {
    if (this.#lost === 'rest' && !isFirst) return UNREACHED;
    // A process that stops has nothing to stop the pass with.
    if (this.#lost !== 'process') this.#lost = extent;
    return { fate: 'drop', reasons: [reasonOf(extent)], extent };
  }

  /** The unique keys of a record that an earlier record has too. */
  #repeated(scope: RecordScope, { value, index }: RecordEvent, { keys }: RecordVerdict, kept: boolean): readonly RepeatedKey[] {
    let repeated: RepeatedKey[] = NONE;
    const folds = this.#folds[scope];
    for (const key of keys) {
      const fold = (folds[key.place] ??= new UniqueFold());
      const before = fold.seen(key.values ?? value, index, kept);
      if (before) repeated = [...repeated, { key, before }];
    }
    return repeated;
  }

  /** Counts a record in the forecast; gives why it is left out. */
  #foretell(verdict: National, refusal: Refusal | undefined, repeated: readonly RepeatedKey[]): readonly string[] {
    const { fate, reasons } = fateOf(verdict, refusal, repeated);
    this.#forecast.add(fate, reasons);
    return fate === 'drop' ? reasons : NONE;
  }

  /** Adds the finding that others are lost with a record; or that it is left out, unless a finding of the same rule shows it. */
  #withLeftOut(findings: LocalFinding[], reasons: readonly string[], refusal: Refusal | undefined): LocalFinding[] {
    const [reason] = reasons;
    const version = this.#run.published?.version ?? '';
    if (refusal?.extent) {
      const params = { extent: refusal.extent, version };
      return [...findings, { code: 'rules.harms-others', severity: 'warning', path: '', params }];
    }
    if (reason === undefined || refusal === UNREACHED || !isUnexplained(reasons, findings)) return findings;
    const member = refusal?.member;
    const params = { reason, version, ...(member !== undefined && { member }) };
    return [...findings, { code: 'rules.left-out', severity: 'info', path: '', params }];
  }
}

const NOTHING_FOUND: Explained = { hits: NONE, notEvaluated: NONE, tooLong: false };

/** What rules find in a record that the fast path has judged. `refused`: what its schema refuses. */
function foundIn(
  records: RecordJudge,
  scope: RecordScope,
  judged: JudgedRecord,
  valueOf: ValueOf,
  refused: readonly LocalFinding[],
): Explained {
  const places = faultsOf(judged);
  const { lost } = judged;
  if (places.length + lost.length === 0) return NOTHING_FOUND;
  const faults = lost.length === 0 ? NONE : refused.map(faultPath);
  const found = records.explain?.(scope, places, valueOf, { members: lost, faults });
  if (!found) throw new Error('the fast path has run rules for a judge that cannot explain what they find');
  return found;
}

const isOfPlatform = ({ code, path }: LocalFinding): boolean => code === 'schema.additionalProperties' && path === `/${PLATFORM}`;

/** Whether no finding is of a rule that is a reason to leave the record out. */
const isUnexplained = (reasons: readonly string[], findings: readonly { code: string }[]): boolean =>
  !findings.some(({ code }) => reasons.includes(code));

type RepeatedKey = { key: Saying; before: Before };

/** The keys that findings are made of: without those of rules that say in other words what another of these says. The forecast looks at all. */
function uncovered(repeated: readonly RepeatedKey[]): readonly RepeatedKey[] {
  if (repeated.length < 2) return repeated;
  const covered = repeated.flatMap(({ key }) => key.rule.covers ?? NONE);
  return covered.length === 0 ? repeated : repeated.filter(({ key }) => !covered.includes(key.rule.id));
}

/** The verdict of its schema on a record, and its check. */
type Verdict = { valid: boolean; refused: readonly LocalFinding[]; check: Validator | undefined };

type National = Pick<RecordVerdict, 'national' | 'notEvaluated'>;

/** The places of the entries that find faults in a record, those by what the national consolidation checks left out. */
function faultsOf({ log, from, to, national }: JudgedRecord): number[] {
  const places: number[] = [];
  for (let number = from; number < to; number++) {
    const fault = log[number] as number;
    if ((fault & national) === 0) places.push(fault);
  }
  return places;
}

/**
 * What the national consolidation does with a record, and why. Repeating a record that is left out is not a reason to be left out: it is usually its
 * corrected version.
 */
function fateOf(
  { national, notEvaluated }: National,
  refusal: Refusal | undefined,
  repeated: readonly RepeatedKey[],
): { fate: Fate; reasons: readonly string[] } {
  // The consolidation does not run its rules on a record that its schema refuses.
  if (refusal) return refusal;
  if (national.length === 0 && repeated.length === 0 && notEvaluated.length === 0) return PUBLISHED;
  const again = repeated.filter(({ before }) => before.kept).map(({ key }) => key.rule);
  const found = [...national, ...again];
  const drop = idsOf(found.filter(drops));
  if (drop.length > 0) return { fate: 'drop', reasons: drop };
  const unknown = idsOf(notEvaluated.filter(drops));
  if (unknown.length > 0) return { fate: 'unknown', reasons: unknown };
  const reserve = idsOf(found.filter(({ consolidation }) => consolidation === 'mark'));
  return reserve.length > 0 ? { fate: 'reserve', reasons: reserve } : PUBLISHED;
}

const PUBLISHED = { fate: 'publish', reasons: NONE } as const;

/** Why the consolidation does not publish a record, whatever its rules say. `member`: what it refuses as it reads it; `extent`: what is lost with it. */
type Refusal = { fate: 'drop' | 'unknown'; reasons: readonly string[]; member?: string | undefined; extent?: Extent };
const REFUSED: Refusal = { fate: 'drop', reasons: ['schema'] };
const BY_SOURCE: Refusal = { fate: 'unknown', reasons: ['source'] };

/** Why others are lost with a record. */
const reasonOf = (extent: Extent): string => `lost-${extent}`;

/** A record before it has ended the reading of their file. */
const UNREACHED: Refusal = { fate: 'drop', reasons: [reasonOf('rest')] };

/** Findings of one kind of record that stand for all those like them: what is counted needs no more. */
class Samples {
  readonly #kind: RecordKind;
  readonly #entries: ((EntryFacts & { finding: Finding }) | undefined)[] = [];
  readonly #strays = new Map<string, Finding>();
  readonly #read = new Map<string, boolean>();
  readonly #rules = new Map<Rule, Finding>();
  readonly leftOut: Finding;

  constructor(kind: RecordKind) {
    this.#kind = kind;
    this.leftOut = this.#sample('rules.left-out', 'info', '');
  }

  /** @throws Error where the entry was not chosen: the fast path must not run it */
  entry(place: number, records: RecordJudge): EntryFacts & { finding: Finding } {
    const known = this.#entries[place];
    if (known) return known;
    const facts = records.entry?.(SCOPES[this.#kind], place);
    if (!facts) throw new Error(`the fast path has run the entry ${place}, which was not chosen`);
    const { rule, pointer } = facts;
    return (this.#entries[place] = { ...facts, finding: this.#sampleOf(rule, pointer) });
  }

  /** A key that the schema refuses. */
  stray(name: string): Finding {
    return kept(this.#strays, name, () =>
      this.#sample('schema.additionalProperties', 'error', child('', name), { property: name }),
    );
  }

  /** Whether some rule reads a member of this name, and so is not evaluated where the schema refuses it. */
  isRead(name: string, records: RecordJudge): boolean {
    return kept(this.#read, name, () => records.reads?.(SCOPES[this.#kind], child('', name)) !== false);
  }

  /** A rule on the whole file. */
  ofRule(rule: Rule): Finding {
    let finding = this.#rules.get(rule);
    if (!finding) this.#rules.set(rule, (finding = this.#sampleOf(rule, '')));
    return finding;
  }

  #sampleOf({ id, severity, review }: Rule, pointer: string): Finding {
    const finding = this.#sample(id, severity, pointer);
    if (review) finding.review = review;
    return finding;
  }

  #sample(code: string, severity: Severity, pointer: string, params: Record<string, unknown> = {}): Finding {
    const kind = this.#kind;
    return { code, severity, path: `/marches/${kind}/0${pointer}`, params, record: { kind, index: 0 } };
  }
}

/** What a name stands for in a map of some names; a file may have others without limit. */
function kept<T>(known: Map<string, T>, name: string, make: () => T): T {
  let value = known.get(name);
  if (value === undefined) {
    value = make();
    if (known.size < MOST_NAMES && name.length <= LONGEST_NAME) known.set(name, value);
  }
  return value;
}

const MOST_NAMES = 1000;
/** In UTF-16 units. */
const LONGEST_NAME = 400;

const samplesOfKinds = (): Record<RecordKind, Samples> => ({
  marche: new Samples('marche'),
  'contrat-concession': new Samples('contrat-concession'),
});

/** Counts records of which the schema refuses some keys and no more, where no rules run. */
export class RefusedKeys {
  readonly #count: CountFindings;
  readonly #samples = samplesOfKinds();
  readonly #passed = new Passed();

  constructor(count: CountFindings) {
    this.#count = count;
  }

  /** False, and then nothing was counted, where the report shows one of its findings. */
  take(kind: RecordKind, record: JudgedRecord): boolean {
    if (record.strays.length === 0) return true;
    const findings = record.strays.map((name) => this.#samples[kind].stray(name));
    if (!this.#count(record.index, findings)) return false;
    this.#passed.add(record, findings);
    return true;
  }

  /** What was counted by `take` since this was asked last. */
  passed(): PassedCounts {
    return this.#passed.taken();
  }
}

/** Counts of records that were taken. */
class Passed {
  #counts: PassedCounts = nothingPassed();

  add({ strays }: JudgedRecord, findings: readonly Finding[]): void {
    if (strays.length > 0) this.#counts.invalid++;
    for (const { severity, review } of findings) {
      this.#counts.findings[severity]++;
      if (review) this.#counts.toReview++;
    }
    if (findings.some(({ severity }) => severity === 'error')) this.#counts.wrong++;
  }

  taken(): PassedCounts {
    const counts = this.#counts;
    this.#counts = nothingPassed();
    return counts;
  }
}

export const nothingPassed = (): PassedCounts => ({
  ...{ invalid: 0, wrong: 0, toReview: 0 },
  findings: { error: 0, warning: 0, info: 0 },
});

const halts = ({ halts: may }: Rule): boolean => may === true;

const drops = ({ consolidation }: Rule): boolean => consolidation === 'drop';

const idsOf = (rules: readonly Rule[]): string[] => [...new Set(rules.map(({ id }) => id))];

/** What rules find in a record, then the keys that an earlier one has too. `path`: of the record; `valueOf` gives its members. */
function findingsOf(
  { hits, tooLong }: Pick<Explained, 'hits' | 'tooLong'>,
  repeated: readonly RepeatedKey[],
  path: string,
  valueOf: ValueOf,
): LocalFinding[] {
  const findings: LocalFinding[] = [];
  for (const { rule, pointer, params } of hits) findings.push(ofRule(rule, pointer, params));
  if (tooLong) findings.push(TOO_LONG);
  for (const { key, before } of uncovered(repeated)) findings.push(repeatedFinding(key, before, path, valueOf));
  return findings;
}

function ofRule({ id, severity, review }: Rule, path: string, params: LocalFinding['params']): LocalFinding {
  const finding: LocalFinding = { code: id, severity, path, params };
  if (review) finding.review = review;
  return finding;
}

/** `path`: of the record; `valueOf` gives its members. */
function repeatedFinding(key: RepeatedKey['key'], { first }: Before, path: string, valueOf: ValueOf): LocalFinding {
  const premier = `${path.slice(0, path.lastIndexOf('/'))}/${first}`;
  return ofRule(key.rule, '', paramsOfKey(key, valueOf, premier));
}

const TOO_LONG: LocalFinding = { code: 'rules.list-too-long', severity: 'warning', path: '', params: { limit: LONG } };

const beforeOf = (seen: number): Before => ({ first: Math.floor(seen / 2), kept: seen % 2 === 1 });

/** `first`: number of the first record with the same value; `kept`: whether the consolidation keeps one of the earlier ones. */
type Before = { first: number; kept: boolean };

/**
 * Finds repeated values in a file, for one entry of a rule of scope `fichier`. Keeps a fingerprint of 96 bits of each value, so that a million
 * records take about 23 MB.
 */
export class UniqueFold {
  readonly #seen = new FingerprintMap();

  /**
   * The earlier records with the same value; undefined for the first one, whose `number` (below 2^31) is stored. `value` is the record, or the
   * list of its key values, compared as JSON: "1" is not 1, 12.0 is 12, the order of keys does not count. `kept`: whether the consolidation
   * would keep the record, apart from earlier ones.
   */
  seen(value: unknown, number: number, kept = true): Before | undefined {
    return this.seenHash(hashValue(value), 0, number, kept);
  }

  /** The same for a value whose fingerprint is known: four words of `hashes`, from `at` on. */
  seenHash(hashes: Uint32Array, at: number, number: number, kept = true): Before | undefined {
    const seen = this.#seen.add(hashes, number * 2 + Number(kept), at);
    if (seen === undefined) return undefined;
    const before = beforeOf(seen);
    if (kept && !before.kept) this.#seen.renumber(hashes, seen + 1, at);
    return before;
  }

  /** The earlier value that has this fingerprint. Nothing is stored. */
  before(hashes: Uint32Array, at: number): Before | undefined {
    const number = this.#seen.get(hashes, at);
    return number === undefined ? undefined : beforeOf(number);
  }
}
