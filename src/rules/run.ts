import type { RecordScope, Rule } from '../model/rules.ts';
import type { CompiledEntry, CompiledKey, CompiledKind, CompiledRules } from './compiled.ts';
import { paramsOf, placeholdersOfEntry } from './placeholder.ts';
import { pathOfPointer, stepsOf } from './path.ts';
import { rosterOf } from './roster.ts';

/** A value that breaks a rule. `pointer` is a JSON Pointer from the record; `params` are the values of the message. */
export type RuleHit = { rule: Rule; pointer: string; params: Record<string, unknown> };

/** A key that must be unique in the file; without values, the whole record is the key. `place` numbers the keys of a kind. */
export type FileKey = { rule: Rule; index: number; place: number; values: (string | number | boolean)[] | undefined };

/**
 * The result of the rules on one record. `notEvaluated`: the rules of which some entry could not run; `tooLong`: since a list is too long;
 * `national`: those by which the consolidation leaves the record out or marks it; `keys`: for the rules on the whole file, valid until the
 * next record is judged.
 */
export type RecordVerdict = {
  hits: readonly RuleHit[];
  notEvaluated: readonly Rule[];
  tooLong: boolean;
  national: readonly Rule[];
  keys: readonly FileKey[];
};

/**
 * What a compiled machine knows of a record, whose members its schema accepts. Its faults are the items `from` to `to` of `log`: each the place of an
 * entry, with the flag `national` where it is the consolidation that finds it. `strays`: keys that the schema refuses. `missed`: rules not evaluated,
 * none of which leaves records out. The fingerprints of its keys are in `hashes` from `at` on, four words each, in the order of `RecordRules.keys`.
 * The object and its arrays are used again for the next record.
 */
export type JudgedRecord = {
  index: number;
  missed: number;
  hashes: Uint32Array;
  at: number;
  log: Uint16Array;
  from: number;
  to: number;
  national: number;
  strays: readonly string[];
};

/** An entry as a report counts what it finds: `pointer` is that of a finding in the first items of its lists, from the record. */
export type EntryFacts = { rule: Rule; pointer: string; deviates: boolean };

/** Runs the chosen compiled rules on records, one by one. Keeps nothing of a record. */
export class RecordRules {
  readonly #kinds: Record<RecordScope, KindRules>;
  /** The reference day. */
  readonly today: string;
  /** Identifies the order of entries and keys in `switches` (see `rosterOf`). */
  readonly roster: number;

  constructor(compiled: CompiledRules, rules: readonly Rule[], today: string) {
    this.today = today;
    this.roster = rosterOf(compiled);
    const byId = new Map(rules.map((rule) => [rule.id, rule]));
    this.#kinds = {
      marche: new KindRules(compiled.marche, byId, today),
      concession: new KindRules(compiled.concession, byId, today),
    };
  }

  /** `faults`: JSON Pointers from the record of values that the schema refuses; a rule that reads one of them is not evaluated. */
  judge(scope: RecordScope, record: unknown, faults: readonly string[]): RecordVerdict {
    return this.#kinds[scope].judge(record, faults);
  }

  /** What the WebAssembly recogniser must run: a byte for each entry of a kind, then one for each key: 0 off, 1 on, 2 with the check of the consolidation. */
  switches(scope: RecordScope): Uint8Array {
    return this.#kinds[scope].switches();
  }

  /** The chosen keys of a kind of record, in the order of `FileKey.place`. */
  keys(scope: RecordScope): readonly ChosenKey[] {
    return this.#kinds[scope].chosenKeys;
  }

  /** The entry at a place; undefined where it was not chosen. */
  entry(scope: RecordScope, place: number): EntryFacts | undefined {
    return this.#kinds[scope].facts(place);
  }

  /** Whether some rule reads what a JSON Pointer from the record leads to: one that the schema refuses keeps it from being evaluated. */
  reads(scope: RecordScope, pointer: string): boolean {
    return this.#kinds[scope].reads(pointer);
  }
}

/** `number` is the index of the key among all compiled ones; `whole`: the record itself is the key. */
export type ChosenKey = { rule: Rule; number: number; whole: boolean };

type Entry = CompiledEntry & { rule: Rule; placeholders: readonly string[] };
type Key = { compiled: CompiledKey; file: FileKey };

/** Shared by the many records without hits. */
const NO_HITS: RuleHit[] = [];
const NO_RULES: Rule[] = [];

class KindRules {
  readonly #compiled: CompiledKind;
  readonly #entries: Entry[];
  readonly #byPlace: (Entry | undefined)[] = [];
  readonly #keys: Key[];
  readonly #today: string;
  readonly #bad: Uint8Array;
  /** Switches of all chosen entries, and those for a record on which some of them cannot run. */
  readonly #all: Uint8Array;
  readonly #some: Uint8Array;
  readonly #found: FileKey[] = [];
  readonly chosenKeys: readonly ChosenKey[];
  #record: unknown;
  #worst = 0;
  #tooLong = false;
  #hits = NO_HITS;
  #notEvaluated = NO_RULES;
  #national = NO_RULES;

  constructor(compiled: CompiledKind, rules: ReadonlyMap<string, Rule>, today: string) {
    this.#compiled = compiled;
    this.#entries = chosen(compiled.entries, rules).map((entry) => ({
      ...entry,
      placeholders: placeholdersOfEntry(entry.rule, entry.index),
    }));
    this.#keys = chosen(compiled.keys, rules).map(({ rule, ...key }, place) => {
      return { compiled: key, file: { rule, index: key.index, place, values: undefined } };
    });
    this.chosenKeys = compiled.keys.flatMap(({ id, key }, number) => {
      const rule = rules.get(id);
      return rule ? [{ rule, number, whole: key === undefined }] : [];
    });
    this.#today = today;
    this.#bad = new Uint8Array(compiled.fields.length);
    const places = Math.max(0, ...compiled.entries.map(({ place }) => place + 1));
    this.#all = new Uint8Array(places);
    this.#some = new Uint8Array(places);
    for (const entry of this.#entries) {
      this.#byPlace[entry.place] = entry;
      this.#all[entry.place] = entry.deviates && entry.rule.consolidation !== 'none' ? 2 : 1;
    }
  }

  switches(): Uint8Array {
    const keys = new Uint8Array(this.#compiled.keys.length);
    for (const { number } of this.chosenKeys) keys[number] = 1;
    return Uint8Array.from([...this.#all, ...keys]);
  }

  facts(place: number): EntryFacts | undefined {
    const entry = this.#byPlace[place];
    return entry && { rule: entry.rule, pointer: pointerOf(entry.rule.on[entry.index]), deviates: entry.deviates };
  }

  reads(pointer: string): boolean {
    const path = pathOfPointer(pointer);
    return this.#compiled.fields.some((field) => isWithin(field, path));
  }

  judge(record: unknown, faults: readonly string[]): RecordVerdict {
    this.#record = record;
    this.#hits = NO_HITS;
    this.#notEvaluated = NO_RULES;
    this.#national = NO_RULES;
    this.#tooLong = false;
    const view = this.#look(record, faults);
    const on = this.#toRun();
    if (view) for (const judge of this.#compiled.judges) judge(view, on, this.#out, this.#faulty);
    const keys = this.#findKeys(view);
    return { hits: this.#hits, notEvaluated: this.#notEvaluated, tooLong: this.#tooLong, national: this.#national, keys };
  }

  /** The view of a record for the compiled rules; sets `#bad` and `#worst`. Undefined where the record is not an object. */
  #look(record: unknown, faults: readonly string[]): object | undefined {
    if (typeof record !== 'object' || record === null || Array.isArray(record)) {
      this.#bad.fill(2);
      this.#worst = 2;
      return undefined;
    }
    this.#bad.fill(0);
    const view = this.#compiled.view(record);
    this.#worst = this.#compiled.gate(view, this.#bad);
    for (const fault of faults) this.#markFault(pathOfPointer(fault));
    return view;
  }

  /** Marks a field that the schema refuses, and all fields below it. */
  #markFault(path: string): void {
    for (const [i, field] of this.#compiled.fields.entries()) {
      if (!isWithin(field, path)) continue;
      this.#bad[i] = 2;
      this.#worst = 2;
    }
  }

  #toRun(): Uint8Array {
    if (this.#worst === 0) return this.#all;
    this.#some.set(this.#all);
    for (const entry of this.#entries) if (!this.#canRun(entry)) this.#some[entry.place] = 0;
    return this.#some;
  }

  #canRun({ rule, fields, strict }: Entry): boolean {
    if (this.#readable(fields, strict)) return true;
    this.#miss(rule);
    return false;
  }

  #readable(fields: readonly number[], strict: readonly number[]): boolean {
    if (fields.some((field) => this.#bad[field] === 2)) return false;
    const short = strict.find((field) => this.#bad[field] === 1);
    if (short === undefined) return true;
    if (this.#compiled.lists.includes(short)) this.#tooLong = true;
    return false;
  }

  #findKeys(view: object | undefined): readonly FileKey[] {
    this.#found.length = 0;
    for (const { compiled, file } of this.#keys) {
      if (compiled.key === undefined) this.#found.push(file);
      else if (view && (this.#worst === 0 || this.#readable(compiled.fields, compiled.strict))) {
        file.values = compiled.key(view);
        this.#found.push(file);
      } else this.#miss(file.rule);
    }
    return this.#found;
  }

  #miss(rule: Rule): void {
    this.#notEvaluated = added(this.#notEvaluated, NO_RULES, rule);
  }

  readonly #out = (place: number, pointer: string, item: unknown): void => {
    const entry = this.#byPlace[place];
    if (!entry) return;
    if (this.#hits === NO_HITS) this.#hits = [];
    this.#hits.push({ rule: entry.rule, pointer, params: paramsOf(entry, this.#record, item, this.#today) });
    if (!entry.deviates) this.#faulty(place);
  };

  /** Adds the rule of an entry to those by which the consolidation leaves the record out or marks it. */
  readonly #faulty = (place: number): void => {
    const rule = this.#byPlace[place]?.rule;
    if (rule && rule.consolidation !== 'none') this.#national = added(this.#national, NO_RULES, rule);
  };
}

/** Whether a field is the one at a path, or under it. */
const isWithin = (field: string, path: string): boolean =>
  path === '' || field === path || field.startsWith(`${path}.`) || field.startsWith(`${path}[`);

/** Where an entry finds its faults, in the first items of its lists. */
function pointerOf(entry: Rule['on'][number] | undefined): string {
  if (!entry || entry.scope === 'fichier') return '';
  const steps = entry.each === undefined ? [] : stepsOf(entry.each);
  return steps.map(({ name, list }) => `/${name}${list ? '/0' : ''}`).join('') + (entry.at ?? '');
}

/** Adds a rule to a list once; a new list replaces the shared empty one. */
function added(list: Rule[], empty: readonly Rule[], rule: Rule): Rule[] {
  if (list === empty) return [rule];
  if (!list.includes(rule)) list.push(rule);
  return list;
}

function chosen<E extends { id: string }>(entries: readonly E[], rules: ReadonlyMap<string, Rule>): (E & { rule: Rule })[] {
  return entries.flatMap((entry) => {
    const rule = rules.get(entry.id);
    return rule ? [{ ...entry, rule }] : [];
  });
}
