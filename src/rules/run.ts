import type { RecordScope, Rule } from '../model/rules.ts';
import type { CompiledEntry, CompiledKey, CompiledKind, CompiledRules } from './compiled.ts';
import { goesThroughItems, paramsOf, placeholdersOfEntry, type Saying, type ValueOf } from './placeholder.ts';
import { memberOf, pathOfPointer, stepsOf } from './path.ts';
import { rosterOf } from './roster.ts';

/** A value that breaks a rule. `place`: of its entry; `pointer` is a JSON Pointer from the record; `params` are the values of the message. */
export type RuleHit = { rule: Rule; place: number; pointer: string; params: Record<string, unknown> };

/** A key that must be unique in the file; without values, the whole record is the key. `place` numbers the keys of a kind. */
export type FileKey = Saying & { place: number; values: (string | number | boolean)[] | undefined };

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

/** Members of a record that the fast path could not read, and JSON Pointers from the record of values in them that the schema refuses. */
type Lost = { members: readonly string[]; faults: readonly string[] };

/** What entries find in a record, see `RecordVerdict`. */
export type Explained = Pick<RecordVerdict, 'hits' | 'notEvaluated' | 'tooLong'>;

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

  /**
   * The faults of entries at some places, in ascending order, and of all that read a member that is lost: in doubt, or missing. `faults`: JSON Pointers
   * of values in these that the schema refuses. No other members of the record are read than theirs and those that messages name.
   */
  explain(scope: RecordScope, places: readonly number[], valueOf: ValueOf, lost: Lost): Explained {
    return this.#kinds[scope].explain(places, valueOf, lost);
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

  /** Whether some rule reads, or its message names, what a JSON Pointer from the record leads to: one that the schema refuses keeps it from being evaluated. */
  reads(scope: RecordScope, pointer: string): boolean {
    return this.#kinds[scope].reads(pointer);
  }
}

/** `number` is the index of the key among all compiled ones. */
export type ChosenKey = Saying & { number: number };

/** `members`: those of the record that it reads; `goesThrough`: it finds faults in the items of a list. */
type Entry = CompiledEntry & Saying & { members: readonly string[]; goesThrough: boolean };
type Key = { compiled: CompiledKey; file: FileKey };

/** Shared by the many records without hits. */
const NO_HITS: RuleHit[] = [];
const NO_RULES: Rule[] = [];

/** What runs of a record some of whose fields cannot be read: the switches, and what `RecordVerdict` says of the rest. */
type Plan = { on: Uint8Array; notEvaluated: readonly Rule[]; tooLong: boolean };

/** The entries that read some members, the functions that run them, and all members that they read. */
type Readers = { entries: readonly Entry[]; members: readonly string[]; judges: CompiledKind['judges'] };

/** Paths and levels are without limit in a hostile file, and so is the length of a path, in UTF-16 units. */
const MOST_KEPT = 500;
const LONGEST_KEPT = 400;

function keep<T>(kept: Map<string, T>, key: string, value: T): void {
  if (kept.size < MOST_KEPT && key.length <= LONGEST_KEPT) kept.set(key, value);
}

class KindRules {
  readonly #compiled: CompiledKind;
  readonly #entries: Entry[];
  readonly #byPlace: (Entry | undefined)[] = [];
  readonly #facts: (EntryFacts | undefined)[] = [];
  readonly #keys: Key[];
  readonly #today: string;
  readonly #bad: Uint8Array;
  /** The fields at a path and under it; the plans by the levels of all fields. Files repeat their faults. */
  readonly #within = new Map<string, readonly number[]>();
  readonly #plans = new Map<string, Plan>();
  readonly #readers = new Map<string, Readers>();
  /** Switches of all chosen entries, and those of one. */
  readonly #all: Uint8Array;
  readonly #some: Uint8Array;
  readonly #found: FileKey[] = [];
  readonly chosenKeys: readonly ChosenKey[];
  #valueOf: ValueOf = () => undefined;
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
      members: [...new Set(entry.fields.map((field) => memberIn(compiled.fields[field] as string)))],
      goesThrough: goesThroughItems(entry.rule, entry.index),
    }));
    this.#keys = chosen(compiled.keys, rules).map(({ rule, ...key }, place) => {
      const placeholders = placeholdersOfEntry(rule, key.index);
      return { compiled: key, file: { rule, index: key.index, placeholders, place, values: undefined } };
    });
    this.chosenKeys = compiled.keys.flatMap(({ id, index }, number) => {
      const rule = rules.get(id);
      return rule ? [{ rule, index, number, placeholders: placeholdersOfEntry(rule, index) }] : [];
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
    const known = this.#facts[place];
    const entry = this.#byPlace[place];
    if (known || !entry) return known;
    const { rule, index, deviates } = entry;
    return (this.#facts[place] = { rule, pointer: pointerOf(rule.on[index]), deviates });
  }

  explain(places: readonly number[], valueOf: ValueOf, { members, faults }: Lost): Explained {
    this.#start(valueOf);
    let last = -1;
    for (const place of places) {
      const entry = this.#byPlace[place];
      if (entry?.goesThrough === false) this.#out(place, this.facts(place)?.pointer ?? '', undefined);
      // All its faults are found at once.
      else if (entry && place !== last) this.#runOnly(entry, valueOf);
      last = place;
    }
    if (members.length > 0) this.#runReaders(members, faults, valueOf);
    return { hits: this.#hits, notEvaluated: this.#notEvaluated, tooLong: this.#tooLong };
  }

  /** Runs one entry, on the members that it reads. */
  #runOnly({ place, judge, members }: Entry, valueOf: ValueOf): void {
    this.#some.fill(0);
    this.#some[place] = 1;
    this.#compiled.judges[judge]?.(this.#compiled.view(partOf(members, valueOf)), this.#some, this.#out, this.#faulty);
  }

  /** Runs all entries that read one of the members, on all that these read; what they find is put among the rest, in the order of entries. */
  #runReaders(lost: readonly string[], faults: readonly string[], valueOf: ValueOf): void {
    const found = this.#hits;
    const { entries, members, judges } = this.#readersOf(lost);
    const view = this.#look(partOf(members, valueOf), faults);
    this.#hits = NO_HITS;
    this.#some.fill(0);
    for (const { rule, fields, strict, place } of entries)
      if (this.#readable(fields, strict)) this.#some[place] = 1;
      else this.#miss(rule);
    if (view) for (const judge of judges) judge(view, this.#some, this.#out, this.#faulty);
    if (this.#hits.length === 0) this.#hits = found;
    else if (found.length > 0) this.#hits = [...found, ...this.#hits].sort((a, b) => a.place - b.place);
  }

  #readersOf(names: readonly string[]): Readers {
    const key = names.join(' ');
    let readers = this.#readers.get(key);
    if (!readers) {
      const entries = this.#entries.filter(({ members }) => members.some((name) => names.includes(name)));
      const members = [...new Set(entries.flatMap((entry) => entry.members))];
      const judges = [...new Set(entries.flatMap(({ judge }) => this.#compiled.judges[judge] ?? []))];
      keep(this.#readers, key, (readers = { entries, members, judges }));
    }
    return readers;
  }

  #start(valueOf: ValueOf): void {
    this.#valueOf = valueOf;
    this.#hits = NO_HITS;
    this.#notEvaluated = NO_RULES;
    this.#national = NO_RULES;
    this.#tooLong = false;
  }

  reads(pointer: string): boolean {
    const path = pathOfPointer(pointer);
    if (this.#compiled.fields.some((field) => isWithin(field, path))) return true;
    const named = [...this.#entries, ...this.chosenKeys].flatMap(({ placeholders }) => placeholders);
    return named.some(({ member }) => member === path);
  }

  judge(record: unknown, faults: readonly string[]): RecordVerdict {
    this.#start((name) => memberOf(record, name));
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
    let fields = this.#within.get(path);
    if (!fields)
      keep(this.#within, path, (fields = this.#compiled.fields.flatMap((field, i) => (isWithin(field, path) ? i : []))));
    for (const field of fields) this.#bad[field] = this.#worst = 2;
  }

  /** The switches for a record; sets what does not run. */
  #toRun(): Uint8Array {
    if (this.#worst === 0) return this.#all;
    const key = this.#bad.join('');
    let plan = this.#plans.get(key);
    if (!plan) keep(this.#plans, key, (plan = this.#plan()));
    this.#notEvaluated = plan.notEvaluated.length === 0 ? NO_RULES : [...plan.notEvaluated];
    this.#tooLong = plan.tooLong;
    return plan.on;
  }

  #plan(): Plan {
    this.#notEvaluated = NO_RULES;
    const on = this.#all.slice();
    for (const { rule, fields, strict, place } of this.#entries) {
      if (this.#readable(fields, strict)) continue;
      this.#miss(rule);
      on[place] = 0;
    }
    return { on, notEvaluated: this.#notEvaluated, tooLong: this.#tooLong };
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
    this.#hits.push({ rule: entry.rule, place, pointer, params: paramsOf(entry, this.#valueOf, item, this.#today) });
    if (!entry.deviates) this.#faulty(place);
  };

  /** Adds the rule of an entry to those by which the consolidation leaves the record out or marks it. */
  readonly #faulty = (place: number): void => {
    const rule = this.#byPlace[place]?.rule;
    if (rule && rule.consolidation !== 'none') this.#national = added(this.#national, NO_RULES, rule);
  };
}

/** Some members of a record. */
function partOf(members: readonly string[], valueOf: ValueOf): Record<string, unknown> {
  const part: Record<string, unknown> = {};
  for (const name of members) part[name] = valueOf(name);
  return part;
}

/** The member of the record that the path of a field begins with. */
const memberIn = (field: string): string => stepsOf(field)[0]?.name ?? '';

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
