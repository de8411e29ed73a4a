/** Counts what the rules, fields and schema of a version find in real files. The content of records is not kept. */
import { byCodeUnits } from '../../../packages/base/src/lists.ts';
import type { Finding } from '../../finding.ts';
import { RECORD_KINDS, type RecordKind } from '../../model/kinds.ts';
import { fieldPath } from '../../messages/paths.ts';
import type { ImpactCounts, ImpactRecords, RuleImpact, CodeImpact, CodeAtField } from '../../model/impact.ts';
import { type Rule, SCOPES, type RecordScope } from '../../model/rules.ts';
import type { Model } from '../../model/types.ts';
import { kindOf, NEED_BYTES, type ReadEvent } from '../../read/record.ts';
import type { RulesToRun } from '../../validate/file-rules.ts';
import { countFields, FieldTallies, type FieldTree, HitCount, shareOf, type At } from './fields.ts';
import { knownPath } from '../../rules/path.ts';

type Step = ReadEvent | typeof NEED_BYTES;

/** Counts over many files, one after the other. Memory use does not depend on their size. */
export class ImpactCount {
  readonly #fields = new FieldTallies();
  readonly #codes = new CodeTallies();
  readonly #rules = new RuleTallies();
  readonly #records: ImpactRecords = { marche: 0, 'contrat-concession': 0, valid: 0, invalid: 0, conforming: 0 };
  #begun = 0;

  /** Starts a file. `rules`: those that are run on it. */
  open(name: string, model: Model, rules: readonly Rule[]): FileImpact {
    this.#rules.open(rules);
    const trees = {
      marche: this.#fields.tree(model, 'marche'),
      'contrat-concession': this.#fields.tree(model, 'contrat-concession'),
    };
    return new FileImpact(name, rules, trees, { codes: this.#codes, rules: this.#rules, next: () => this.#begun++ });
  }

  /** Adds the totals of a file that was read to its end. */
  add(records: ImpactRecords): void {
    for (const key of ['marche', 'contrat-concession', 'valid', 'invalid', 'conforming'] as const)
      this.#records[key] += records[key];
  }

  counts(): ImpactCounts {
    const total = RECORD_KINDS.reduce((sum, kind) => sum + this.#records[kind], 0);
    return {
      records: this.#records,
      rules: this.#rules.counts(),
      fields: this.#fields.counts(),
      findings: this.#codes.counts(total),
    };
  }
}

type Counters = { codes: CodeTallies; rules: RuleTallies; next(): number };

/** Observes the check of one file (records, verdicts of the rules, findings) without changing it. */
export class FileImpact {
  readonly #name: string;
  readonly #rules: readonly Rule[];
  readonly #trees: Record<RecordKind, FieldTree>;
  readonly #known: Record<RecordKind, ReadonlySet<string>>;
  readonly #to: Counters;
  readonly #seen: Seen = { marche: { records: 0, readable: 0 }, concession: { records: 0, readable: 0 } };
  #record = -1;
  #open: { kind: RecordKind; path: string; value: unknown; wrong: Set<string> } | undefined;

  constructor(name: string, rules: readonly Rule[], trees: Record<RecordKind, FieldTree>, to: Counters) {
    this.#name = name;
    this.#rules = rules;
    this.#trees = trees;
    this.#known = { marche: trees.marche.paths, 'contrat-concession': trees['contrat-concession'].paths };
    this.#to = to;
  }

  /** Passes on the events of the reader unchanged. The findings of a record arrive between its event and the next one. */
  *events(events: Iterable<Step>): Generator<Step> {
    for (const event of events) {
      this.#closeRecord();
      if (event !== NEED_BYTES) this.#look(event);
      yield event;
    }
    this.#closeRecord();
    this.#to.rules.close(this.#rules, this.#seen);
  }

  /** Wraps the rules in order to count the records on which they could not be evaluated. */
  rules(run: RulesToRun): RulesToRun {
    return {
      ...run,
      records: {
        judge: (scope, record, faults) => {
          const verdict = run.records.judge(scope, record, faults);
          this.#to.rules.missed(verdict.notEvaluated);
          return verdict;
        },
      },
    };
  }

  finding(finding: Finding): void {
    const at = { file: this.#name, record: this.#record };
    if (this.#to.rules.add(finding, at)) return;
    const base = this.#open && finding.path.startsWith(this.#open.path) ? this.#open.path : '';
    this.#to.codes.add(finding, base, this.#known, at);
    if (this.#open && finding.code.startsWith('schema.')) this.#markWrong(this.#open, fieldPath(finding));
  }

  #look(event: ReadEvent): void {
    if (event.type !== 'record' && event.type !== 'unreadable') return;
    this.#record = this.#to.next();
    const readable = event.type === 'record';
    const kind = event.list ?? (readable ? kindOf(event.value) : 'marche');
    const seen = this.#seen[SCOPES[kind]];
    seen.records++;
    if (!readable) return;
    seen.readable++;
    this.#open = { kind, path: event.path, value: event.value, wrong: new Set() };
  }

  #markWrong({ path, wrong }: { path: string; wrong: Set<string> }, place: string): void {
    if (!place.startsWith(`${path}/`)) return;
    for (let end = place.length; end > path.length; end = place.lastIndexOf('/', end - 1))
      wrong.add(place.slice(path.length, end));
  }

  #closeRecord(): void {
    if (!this.#open) return;
    const { kind, value, wrong } = this.#open;
    this.#open = undefined;
    countFields(this.#trees[kind], value, wrong);
  }
}

/** The counts of one rule: records in its scope, records on which it was evaluated, hits. */
type Tally = { rule: Rule; records: number; evaluated: number; hits: HitCount };

/** The records of one file by scope: all of them, and those that could be parsed. */
type Seen = Record<RecordScope, { records: number; readable: number }>;

class RuleTallies {
  readonly #tallies = new Map<string, Tally>();

  /** Registers the rules that will be run on a file. */
  open(rules: readonly Rule[]): void {
    for (const rule of rules)
      if (!this.#tallies.has(rule.id)) this.#tallies.set(rule.id, { rule, records: 0, evaluated: 0, hits: new HitCount() });
  }

  /** Counts a finding. Returns false if its code is not that of a rule. */
  add(finding: Finding, at: At): boolean {
    const tally = this.#tallies.get(finding.code);
    tally?.hits.add(finding, at);
    return tally !== undefined;
  }

  /** Counts the rules that could not be evaluated on one record. */
  missed(rules: Iterable<Rule>): void {
    for (const { id } of rules) {
      const tally = this.#tallies.get(id);
      if (tally) tally.evaluated--;
    }
  }

  /** Counts the records of a whole file as evaluated; `missed` has subtracted the exceptions. */
  close(rules: readonly Rule[], seen: Seen): void {
    for (const rule of rules) {
      const tally = this.#tallies.get(rule.id);
      if (!tally) continue;
      for (const scope of scopesOf(rule)) {
        tally.records += seen[scope].records;
        tally.evaluated += seen[scope].readable;
      }
    }
  }

  counts(): RuleImpact[] {
    return [...this.#tallies.values()]
      .map(({ rule: { id, severity, family }, records, evaluated, hits }) => ({
        id,
        severity,
        family,
        records,
        evaluated,
        hit: hits.records,
        share: shareOf(hits.records, records),
        findings: hits.findings,
        places: hits.places,
      }))
      .sort((a, b) => byCodeUnits(a.id, b.id));
  }
}

/** The kinds of record to which a rule applies. */
const scopesOf = ({ on }: Rule): Set<RecordScope> =>
  new Set(on.map((entry) => (entry.scope === 'fichier' ? entry.kind : entry.scope)));

/** The findings of one code, in total and by field. */
type Code = {
  severity: Finding['severity'];
  hits: HitCount;
  fields: Map<string, Pick<CodeAtField, 'kind' | 'path'> & { hits: HitCount }>;
};

/** Only known paths are counted: names invented by files would use unbounded memory and may disclose their content. */
type KnownPaths = Record<RecordKind, ReadonlySet<string>>;

class CodeTallies {
  readonly #codes = new Map<string, Code>();

  /** `base`: the pointer of the record. */
  add(finding: Finding, base: string, known: KnownPaths, at: At): void {
    const { code, severity, record } = finding;
    let tally = this.#codes.get(code);
    if (!tally) this.#codes.set(code, (tally = { severity, hits: new HitCount(), fields: new Map() }));
    tally.hits.add(finding, at);
    const kind = record?.kind ?? null;
    const path = kind === null ? '' : knownPath(fieldPath(finding).slice(base.length), (field) => known[kind].has(field));
    let field = tally.fields.get(`${kind} ${path}`);
    if (!field) tally.fields.set(`${kind} ${path}`, (field = { kind, path, hits: new HitCount() }));
    field.hits.add(finding, at);
  }

  counts(total: number): CodeImpact[] {
    return [...this.#codes]
      .map(([code, { severity, hits, fields }]) => ({
        code,
        severity,
        records: hits.records,
        findings: hits.findings,
        share: shareOf(hits.records, total),
        fields: [...fields.values()]
          .map(({ kind, path, hits: { records, findings } }) => ({ kind, path, records, findings }))
          .sort((a, b) => byCodeUnits(`${a.kind} ${a.path}`, `${b.kind} ${b.path}`)),
        places: hits.places,
      }))
      .sort((a, b) => byCodeUnits(a.code, b.code));
  }
}
