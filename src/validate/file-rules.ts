import type { RecordKind } from '../model/kinds.ts';
import { type RecordScope, type Rule, SCOPES } from '../model/rules.ts';
import { LONG } from '../rules/checked-rule.ts';
import { paramsOfKey } from '../rules/placeholder.ts';
import type { ChosenKey, EntryFacts, FileKey, JudgedRecord, RecordRules, RecordVerdict, RuleHit } from '../rules/run.ts';
import type { RecordEvent, UnreadableRecordEvent } from '../read/record.ts';
import { faultPath } from './errors.ts';
import { type Fate, ForecastCount } from './forecast.ts';
import type { CountFindings, LocalFinding, PassedCounts, RulesVerdict, Validators } from './types.ts';
import type { Finding, Severity } from '../finding.ts';
import { child } from '../../packages/base/src/pointer.ts';
import { FingerprintMap } from './hash.ts';
import { hashValue } from './hash-value.ts';

/**
 * The schema that the national consolidation applies first: the one of `version`. `checks` is undefined where that is the version applied,
 * whose verdict is known.
 */
export type Published = { version: string; checks: Omit<Validators, 'shell'> | undefined };

/**
 * The rules to run on the files of one version. `published` is undefined where no forecast can be made: the rules of the national
 * consolidation are not run, or it does not harvest the version.
 */
export type RulesToRun = { records: RecordJudge; published: Published | undefined };

/** Judges records by rules. Without the optional members, the fast path cannot run the rules. */
export type RecordJudge = Pick<RecordRules, 'judge'> &
  Partial<Pick<RecordRules, 'entry' | 'keys' | 'reads' | 'roster' | 'switches' | 'today'>>;

type Repeated = { rule: Rule; before: Before };

/** What is counted of a record: findings like its own, and what the national consolidation does with it. */
type Counted = { findings: readonly Finding[]; fate: Fate; reasons: readonly string[]; kept: boolean };

const NONE: never[] = [];
const CLEAN: Counted = { findings: NONE, fate: 'publish', reasons: NONE, kept: true };

/** Runs the rules on one file: findings of records, uniqueness in the file, number of rules not evaluated, forecast. */
export class FileRules {
  readonly #run: RulesToRun;
  readonly #folds: Record<RecordScope, UniqueFold[]> = { marche: [], concession: [] };
  readonly #forecast = new ForecastCount();
  readonly #count: CountFindings;
  readonly #samples = samplesOfKinds();
  readonly #passed = new Passed();
  #notEvaluated = 0;

  /** `count`: where the report only counts some findings. */
  constructor(run: RulesToRun, count: CountFindings = () => false) {
    this.#run = run;
    this.#count = count;
  }

  /** The findings of the rules on a record, given its schema verdict and the findings of the schema. */
  record(event: RecordEvent, kind: RecordKind, valid: boolean, refused: readonly LocalFinding[]): LocalFinding[] {
    const scope = SCOPES[kind];
    const verdict = this.#run.records.judge(scope, event.value, valid ? NONE : refused.map(faultPath));
    this.#notEvaluated += verdict.notEvaluated.length;
    const accepted = this.#accepts(kind, event.value, valid);
    const repeated = this.#repeated(scope, event, verdict, accepted && !verdict.national.some(drops));
    const dropped = this.#run.published ? this.#foretell(verdict, accepted, repeated) : NONE;
    const { hits, tooLong } = verdict;
    if (hits.length === 0 && repeated.length === 0 && !tooLong && dropped.length === 0) return NONE;
    const findings = [
      ...hits.map(findingOf),
      ...(tooLong ? [TOO_LONG] : []),
      ...repeated.map(({ key, before }) => repeatedFinding(key, before, event)),
    ];
    return valid ? [...findings, ...this.#leftOut(dropped, findings)] : findings;
  }

  /**
   * Counts a record that a machine has judged. False, and then nothing was counted, where it is to be judged by `record`: the report shows one of its
   * findings, or what a rule reads is refused by the schema.
   */
  take(kind: RecordKind, record: JudgedRecord): boolean {
    const scope = SCOPES[kind];
    const keys = this.#run.records.keys?.(scope);
    if (!keys) return false;
    const repeated = this.#repeatedKeys(scope, keys, record);
    const isClean = record.from === record.to && record.strays.length === 0 && repeated.length === 0;
    const counted = isClean ? CLEAN : this.#counted(kind, record, repeated);
    if (!counted || (!isClean && !this.#count(record.index, counted.findings))) return false;
    const { hashes, at, index, missed } = record;
    const folds = this.#folds[scope];
    for (let place = 0; place < keys.length; place++)
      (folds[place] ??= new UniqueFold()).seenHash(hashes, at + place * 4, index, counted.kept);
    this.#notEvaluated += missed;
    if (this.#run.published) this.#forecast.add(counted.fate, counted.reasons);
    if (!isClean) this.#passed.add(record, counted.findings);
    return true;
  }

  /** What was counted by `take` since this was asked last. */
  passed(): PassedCounts {
    return this.#passed.taken();
  }

  #repeatedKeys(scope: RecordScope, keys: readonly ChosenKey[], { hashes, at }: JudgedRecord): readonly Repeated[] {
    let repeated: Repeated[] = NONE;
    const folds = this.#folds[scope];
    for (const [place, { rule }] of keys.entries()) {
      const before = folds[place]?.before(hashes, at + place * 4);
      if (before) repeated = [...repeated, { rule, before }];
    }
    return repeated;
  }

  /** What is to be counted of a record with findings; undefined where that is not known. */
  #counted(kind: RecordKind, record: JudgedRecord, repeated: readonly Repeated[]): Counted | undefined {
    const { records, published } = this.#run;
    const accepted = record.strays.length === 0;
    // Another schema may accept what this one refuses.
    if (!accepted && published?.checks) return undefined;
    const samples = this.#samples[kind];
    const findings: Finding[] = [];
    for (const name of record.strays) {
      const stray = samples.stray(name, records);
      if (stray.isRead) return undefined;
      findings.push(stray.finding);
    }
    const national: Rule[] = [];
    for (let number = record.from; number < record.to; number++) {
      const fault = record.log[number] as number;
      const entry = samples.entry(fault & ~record.national, records);
      if (!entry) return undefined;
      const isNational = (fault & record.national) !== 0;
      if (!isNational) findings.push(entry.finding);
      if (entry.rule.consolidation !== 'none' && isNational === entry.deviates && !national.includes(entry.rule))
        national.push(entry.rule);
    }
    for (const { rule } of repeated) findings.push(samples.ofRule(rule));
    const { fate, reasons } = fateOf({ national, notEvaluated: NONE }, accepted, repeated);
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
    return { notEvaluated: this.#notEvaluated, forecast: published ? this.#forecast.result(published.version, parsed) : null };
  }

  #accepts(kind: RecordKind, value: unknown, valid: boolean): boolean {
    const checks = this.#run.published?.checks;
    return checks ? checks[kind](value) : valid;
  }

  /** The unique keys of a record that an earlier record has too. */
  #repeated(scope: RecordScope, { value, index }: RecordEvent, { keys }: RecordVerdict, kept: boolean): RepeatedKey[] {
    let repeated: RepeatedKey[] = NONE;
    const folds = this.#folds[scope];
    for (const key of keys) {
      const fold = (folds[key.place] ??= new UniqueFold());
      const before = fold.seen(key.values ?? value, index, kept);
      if (before) repeated = [...repeated, { key, rule: key.rule, before }];
    }
    return repeated;
  }

  /** Counts a record in the forecast; gives why it is left out. */
  #foretell(verdict: RecordVerdict, accepted: boolean, repeated: readonly Repeated[]): readonly string[] {
    const { fate, reasons } = fateOf(verdict, accepted, repeated);
    this.#forecast.add(fate, reasons);
    return fate === 'drop' ? reasons : NONE;
  }

  /** The finding that a record is left out, unless a finding of the same rule shows it. */
  #leftOut(reasons: readonly string[], findings: readonly LocalFinding[]): LocalFinding[] {
    const [reason] = reasons;
    if (reason === undefined || !isUnexplained(reasons, findings)) return NONE;
    const params = { reason, version: this.#run.published?.version ?? '' };
    return [{ code: 'rules.left-out', severity: 'info', path: '', params }];
  }
}

/** Whether no finding is of a rule that is a reason to leave the record out. */
const isUnexplained = (reasons: readonly string[], findings: readonly { code: string }[]): boolean =>
  !findings.some(({ code }) => reasons.includes(code));

type RepeatedKey = Repeated & { key: FileKey };

/**
 * What the national consolidation does with a record, and why. Repeating a record that is left out is not a reason to be left out: it is usually its
 * corrected version.
 */
function fateOf(
  { national, notEvaluated }: Pick<RecordVerdict, 'national' | 'notEvaluated'>,
  accepted: boolean,
  repeated: readonly Repeated[],
): { fate: Fate; reasons: readonly string[] } {
  if (accepted && national.length === 0 && repeated.length === 0 && notEvaluated.length === 0) return PUBLISHED;
  const again = repeated.filter(({ before }) => before.kept).map(({ rule }) => rule);
  const found = [...national, ...again];
  // The consolidation does not run its rules on a record that its schema refuses.
  const drop = accepted ? idsOf(found.filter(drops)) : ['schema'];
  if (drop.length > 0) return { fate: 'drop', reasons: drop };
  const unknown = idsOf(notEvaluated.filter(drops));
  if (unknown.length > 0) return { fate: 'unknown', reasons: unknown };
  const reserve = idsOf(found.filter(({ consolidation }) => consolidation === 'mark'));
  return reserve.length > 0 ? { fate: 'reserve', reasons: reserve } : PUBLISHED;
}

const PUBLISHED = { fate: 'publish', reasons: NONE } as const;

/** A key that the schema refuses; `isRead`: by some rule, which then is not evaluated. */
type Stray = { finding: Finding; isRead: boolean };

/** Findings of one kind of record that stand for all those like them: what is counted needs no more. */
class Samples {
  readonly #kind: RecordKind;
  readonly #entries: ((EntryFacts & { finding: Finding }) | undefined)[] = [];
  readonly #strays = new Map<string, Stray>();
  readonly #rules = new Map<Rule, Finding>();
  readonly leftOut: Finding;

  constructor(kind: RecordKind) {
    this.#kind = kind;
    this.leftOut = this.#sample('rules.left-out', 'info', '');
  }

  entry(place: number, records: RecordJudge): (EntryFacts & { finding: Finding }) | undefined {
    const known = this.#entries[place];
    if (known) return known;
    const facts = records.entry?.(SCOPES[this.#kind], place);
    if (!facts) return undefined;
    const { rule, pointer } = facts;
    return (this.#entries[place] = { ...facts, finding: this.#sample(rule.id, rule.severity, pointer) });
  }

  stray(name: string, records: RecordJudge | undefined): Stray {
    let stray = this.#strays.get(name);
    if (!stray) {
      const pointer = child('', name);
      const finding = this.#sample('schema.additionalProperties', 'error', pointer, { property: name });
      stray = { finding, isRead: records?.reads?.(SCOPES[this.#kind], pointer) !== false };
      if (this.#strays.size < MOST_STRAYS) this.#strays.set(name, stray);
    }
    return stray;
  }

  /** A rule on the whole file. */
  ofRule(rule: Rule): Finding {
    let finding = this.#rules.get(rule);
    if (!finding) this.#rules.set(rule, (finding = this.#sample(rule.id, rule.severity, '')));
    return finding;
  }

  #sample(code: string, severity: Severity, pointer: string, params: Record<string, unknown> = {}): Finding {
    const kind = this.#kind;
    return { code, severity, path: `/marches/${kind}/0${pointer}`, params, record: { kind, index: 0 } };
  }
}

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
    const findings = record.strays.map((name) => this.#samples[kind].stray(name, undefined).finding);
    if (!this.#count(record.index, findings)) return false;
    this.#passed.add(record, findings);
    return true;
  }

  /** What was counted by `take` since this was asked last. */
  passed(): PassedCounts {
    return this.#passed.taken();
  }
}

/** Names that a file may have without limit. */
const MOST_STRAYS = 1000;

/** Counts of records that were taken. */
class Passed {
  #counts: PassedCounts = nothingPassed();

  add({ strays }: JudgedRecord, findings: readonly Finding[]): void {
    if (strays.length > 0) this.#counts.invalid++;
    for (const { severity } of findings) this.#counts.findings[severity]++;
    if (findings.some(({ severity }) => severity === 'error')) this.#counts.wrong++;
  }

  taken(): PassedCounts {
    const counts = this.#counts;
    this.#counts = nothingPassed();
    return counts;
  }
}

export const nothingPassed = (): PassedCounts => ({ invalid: 0, wrong: 0, findings: { error: 0, warning: 0, info: 0 } });

const drops = ({ consolidation }: Rule): boolean => consolidation === 'drop';

const idsOf = (rules: readonly Rule[]): string[] => [...new Set(rules.map(({ id }) => id))];

const findingOf = ({ rule, pointer, params }: RuleHit): LocalFinding => ({
  code: rule.id,
  severity: rule.severity,
  path: pointer,
  params,
});

function repeatedFinding(key: FileKey, { first }: Before, { value, path }: RecordEvent): LocalFinding {
  const { id, severity } = key.rule;
  const premier = `${path.slice(0, path.lastIndexOf('/'))}/${first}`;
  return { code: id, severity, path: '', params: paramsOfKey(key, value, premier) };
}

const TOO_LONG: LocalFinding = { code: 'rules.list-too-long', severity: 'warning', path: '', params: { limit: LONG } };

const beforeOf = (seen: number): Before => ({ first: Math.floor(seen / 2), kept: seen % 2 === 1 });

/** `first`: number of the first record with the same value; `kept`: whether the consolidation keeps one of the earlier ones. */
type Before = { first: number; kept: boolean };

/**
 * Finds repeated values in a file, for one entry of a rule of scope `fichier`. Keeps a fingerprint of 128 bits of each value, so that a million
 * records take about 30 MB.
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
