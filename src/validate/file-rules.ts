import type { RecordKind } from '../model/kinds.ts';
import { type RecordScope, type Rule, SCOPES } from '../model/rules.ts';
import { LONG } from '../rules/checked-rule.ts';
import { paramsOfKey } from '../rules/placeholder.ts';
import type { FileKey, RecordRules, RecordVerdict, RuleHit } from '../rules/run.ts';
import type { RecordEvent, UnreadableRecordEvent } from '../read/record.ts';
import { faultPath } from './errors.ts';
import { ForecastCount } from './forecast.ts';
import type { LocalFinding, RulesVerdict, Validators } from './types.ts';
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
export type RecordJudge = Pick<RecordRules, 'judge'> & Partial<Pick<RecordRules, 'keys' | 'roster' | 'switches' | 'today'>>;

type Repeated = { key: FileKey; before: Before };

const NONE: never[] = [];

/** Runs the rules on one file: findings of records, uniqueness in the file, number of rules not evaluated, forecast. */
export class FileRules {
  readonly #run: RulesToRun;
  readonly #folds: Record<RecordScope, UniqueFold[]> = { marche: [], concession: [] };
  readonly #forecast = new ForecastCount();
  #notEvaluated = 0;

  constructor(run: RulesToRun) {
    this.#run = run;
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
   * Counts a record in which the fast path has found nothing: the schemas accept it, no rule has a finding, and the consolidation would publish
   * it. `missed` counts the rules that were not evaluated; `hashes` has, from `at` on, the fingerprints of its keys, four words each, in the
   * order of `FileKey.place`. Returns false, without counting, where an earlier record has one of these keys: call `record` then.
   */
  clean(kind: RecordKind, index: number, missed: number, hashes: Uint32Array, at = 0): boolean {
    const folds = this.#folds[SCOPES[kind]];
    const length = this.#run.records.keys?.(SCOPES[kind]).length;
    if (length === undefined) return false;
    for (let place = 0; place < length; place++) if (folds[place]?.hasHash(hashes, at + place * 4)) return false;
    for (let place = 0; place < length; place++) (folds[place] ??= new UniqueFold()).seenHash(hashes, at + place * 4, index);
    this.#notEvaluated += missed;
    if (this.#run.published) this.#forecast.add('publish');
    return true;
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
  #repeated(scope: RecordScope, { value, index }: RecordEvent, { keys }: RecordVerdict, kept: boolean): Repeated[] {
    let repeated: Repeated[] = NONE;
    const folds = this.#folds[scope];
    for (const key of keys) {
      const fold = (folds[key.place] ??= new UniqueFold());
      const before = fold.seen(key.values ?? value, index, kept);
      if (before) repeated = [...repeated, { key, before }];
    }
    return repeated;
  }

  /**
   * Counts a record in the forecast, and returns the reasons why it is left out. Repeating a record that is left out is not a reason: it is
   * usually its corrected version.
   */
  #foretell({ national, notEvaluated }: RecordVerdict, accepted: boolean, repeated: readonly Repeated[]): readonly string[] {
    if (accepted && national.length === 0 && repeated.length === 0 && notEvaluated.length === 0) {
      this.#forecast.add('publish');
      return NONE;
    }
    const again = repeated.filter(({ before }) => before.kept).map(({ key }) => key.rule);
    const found = [...national, ...again];
    // The consolidation does not run its rules on a record that its schema refuses.
    const drop = accepted ? idsOf(found.filter(drops)) : ['schema'];
    const unknown = idsOf(notEvaluated.filter(drops));
    const reserve = idsOf(found.filter(({ consolidation }) => consolidation === 'mark'));
    if (drop.length > 0) this.#forecast.add('drop', drop);
    else if (unknown.length > 0) this.#forecast.add('unknown', unknown);
    else if (reserve.length > 0) this.#forecast.add('reserve', reserve);
    else this.#forecast.add('publish');
    return drop;
  }

  /** The finding that a record is left out, unless a finding of the same rule shows it. */
  #leftOut(reasons: readonly string[], findings: readonly LocalFinding[]): LocalFinding[] {
    const [reason] = reasons;
    if (reason === undefined || findings.some(({ code }) => reasons.includes(code))) return NONE;
    const params = { reason, version: this.#run.published?.version ?? '' };
    return [{ code: 'rules.left-out', severity: 'info', path: '', params }];
  }
}

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
    const before = this.#seen.add(hashes, number * 2 + Number(kept), at);
    if (before === undefined) return undefined;
    const keptBefore = before % 2 === 1;
    if (kept && !keptBefore) this.#seen.renumber(hashes, before + 1, at);
    return { first: Math.floor(before / 2), kept: keptBefore };
  }

  /** Whether an earlier value has this fingerprint. Nothing is stored. */
  hasHash(hashes: Uint32Array, at: number): boolean {
    return this.#seen.has(hashes, at);
  }
}
