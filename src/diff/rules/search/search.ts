import type { RecordScope } from '../../../model/rules.ts';
import { child, valueAt, tokens } from '../../../../packages/base/src/pointer.ts';
import type { Model, Schema } from '../../../model/types.ts';
import type { CheckedRule } from '../../../rules/checked-rule.ts';
import type { Witness } from '../../../../packages/schema-diff/src/index.ts';
import { type SearchContext, type Base, RuleJudge } from './ground.ts';
import { schemaAt } from '../schema-at.ts';
import {
  isUnknown,
  intersect,
  languageOf,
  type StringLanguage,
  witness,
  without,
} from '../../../../packages/schema-diff/src/automata.ts';
import { otherValues } from './values.ts';
import { stepsOf } from '../../../rules/path.ts';
import type { Expr } from '../../../rules/cel/tree.ts';

/** Records of each kind that one search looks at. Each takes some microseconds. */
const RECORDS = 20_000;

/** A version of the rule that refuses: undefined where the rule is not there, or only warns. `apart`: its entries that the other has not. */
export type Refusing = { rule: CheckedRule; apart: CheckedRule; model: Model } | undefined;

type Sides<T> = { previous: T; next: T };

/** `narrowed`: accepted by previous alone, because of this rule; `widened`: by next alone. */
export type Witnesses = { narrowed?: Witness; widened?: Witness };
type Way = keyof Witnesses;

/** Looks for files that one version of a rule refuses and the other does not, all other things accepted by both. */
export function searchWitnesses(id: string, sides: Sides<Refusing>, wanted: readonly Way[], context: SearchContext): Witnesses {
  const search = new Search(id, sides, context);
  const found: Witnesses = {};
  for (const scope of ['marche', 'concession'] as const) search.run(scope, wanted, found);
  return found;
}

class Search {
  readonly #id: string;
  readonly #context: SearchContext;
  readonly #apart: readonly CheckedRule[];
  readonly #models: readonly Model[];
  readonly #whole: Sides<RuleJudge | undefined>;
  readonly #glance: Sides<RuleJudge | undefined>;

  constructor(id: string, { previous, next }: Sides<Refusing>, context: SearchContext) {
    const judgeOf = (side: Refusing, part: 'rule' | 'apart') =>
      side && new RuleJudge([side[part]], side.model, context.functions, context.today);
    const there = [previous, next].filter((side) => side !== undefined);
    this.#id = id;
    this.#context = context;
    this.#apart = there.map(({ apart }) => apart);
    this.#models = there.map(({ model }) => model);
    this.#whole = { previous: judgeOf(previous, 'rule'), next: judgeOf(next, 'rule') };
    this.#glance = { previous: judgeOf(previous, 'apart'), next: judgeOf(next, 'apart') };
  }

  run(scope: RecordScope, wanted: readonly Way[], found: Witnesses): void {
    if (!this.#apart.some((rule) => speaksOf(rule, scope))) return;
    let left = RECORDS;
    for (const candidate of candidates(scope, this.#apart, this.#models, this.#context)) {
      if (wanted.every((way) => found[way]) || left-- <= 0) return;
      for (const way of wanted) {
        const witness = found[way] ? undefined : this.#witness(candidate, way);
        if (witness) found[way] = witness;
      }
    }
  }

  #witness({ base, record }: Candidate, way: Way): Witness | undefined {
    const pair = this.#apart.some(({ fileEntries }) => fileEntries.length > 0) ? [base.record] : [];
    if (pair.length === 0 && !this.#tells(base.scope, record, way)) return undefined;
    for (const file of filesWith(base, [...pair, record])) {
      if (!this.#isWitness(file, way)) continue;
      const small = this.#smaller(file, `${base.list}/${pair.length}`, way);
      const at = sidesOf(this.#whole, way).refusing?.inFile(small) ?? '';
      return { accepted: way === 'narrowed' ? 'previous' : 'next', instance: small, at, fragment: valueAt(small, at) };
    }
    return undefined;
  }

  /** At a glance, before whole rules and the schemas are asked: what both sides have finds the same on both. */
  #tells(scope: RecordScope, record: unknown, way: Way): boolean {
    const { refusing, other } = sidesOf(this.#glance, way);
    return refusing?.inRecord(scope, record) !== undefined && other?.inRecord(scope, record) === undefined;
  }

  #isWitness(file: unknown, way: Way): boolean {
    const { refusing, other } = sidesOf(this.#whole, way);
    if (refusing?.inFile(file) === undefined || other?.inFile(file) !== undefined) return false;
    return (['previous', 'next'] as const).every((side) => this.#context.accepts(side, file, this.#id));
  }

  /** Removes the parts of a record that are not needed. */
  #smaller(file: unknown, pointer: string, way: Way): unknown {
    let small = file;
    for (const name of Object.keys(valueAt(file, pointer) as object)) {
      const without = edited(small, { at: child(pointer, name).slice(1).split('/'), drop: true });
      if (this.#isWitness(without, way)) small = without;
    }
    return small;
  }
}

const speaksOf = ({ entries, fileEntries }: CheckedRule, of: RecordScope): boolean =>
  entries.some(({ scope }) => scope === of) || fileEntries.some(({ kind }) => kind === of);

/** A narrowing is refused by next, a widening by previous. */
const sidesOf = ({ previous, next }: Sides<RuleJudge | undefined>, way: Way) =>
  way === 'narrowed' ? { refusing: next, other: previous } : { refusing: previous, other: next };

/** Files with only these records: a minimal one, then one based on the example. The records are first in their list. */
function filesWith({ file, list }: Base, records: readonly unknown[]): unknown[] {
  const way = tokens(list);
  const small = way.reduceRight<unknown>((inside, name) => ({ [name]: inside }), records);
  return [small, edited(file, { at: way, value: records })];
}

/** Records on which two changes at once are tried, and changes of each. */
const DEEP = 8;
const WIDE = 90;
const DONORS = 8;

/** A record that may distinguish two rules, derived from one of the examples. */
type Candidate = { base: Base; record: unknown };

/** The records of the examples, then those with one place changed, then those with two. */
function* candidates(scope: RecordScope, rules: readonly CheckedRule[], models: readonly Model[], context: SearchContext) {
  const bases = context.bases[scope];
  for (const base of bases) yield { base, record: base.record };
  const terrain = terrainOf(scope, rules, models, context);
  for (const base of bases) yield* changedOnce(base, terrain);
  for (const base of bases.slice(0, DEEP)) yield* changedTwice(base, terrain);
}

function* changedOnce(base: Base, terrain: Terrain): Generator<Candidate> {
  for (const edit of editsOf(base.record, terrain)) yield { base, record: edited(base.record, edit) };
}

function* changedTwice(base: Base, terrain: Terrain): Generator<Candidate> {
  for (const first of some(editsOf(base.record, terrain))) {
    const record = edited(base.record, first);
    for (const second of some(editsOf(record, terrain))) yield { base, record: edited(record, second) };
  }
}

/** Changes taken from the whole of a list, evenly. */
const some = (edits: readonly Edit[]): readonly Edit[] => {
  const step = Math.max(1, edits.length / WIDE);
  return Array.from({ length: Math.min(edits.length, WIDE) }, (_, i) => edits[Math.floor(i * step)] as Edit);
};

function terrainOf(scope: RecordScope, rules: readonly CheckedRule[], models: readonly Model[], context: SearchContext): Terrain {
  const written = writtenIn(rules);
  const unicode = models.every(({ unicodePatterns }) => unicodePatterns);
  const fields = new Map(
    pathsOf(scope, rules).flatMap((path) => {
      const schema = models.map((model) => schemaAt(model, scope, path)).find((found) => found !== undefined);
      return schema ? [[path, schema] as const] : [];
    }),
  );
  const isText = (path: string): boolean => fields.get(path)?.type === 'string';
  return {
    scope,
    fields,
    written,
    today: context.today,
    donors: new Map([...fields.keys()].map((path) => [path, donorsAt(path, context.bases[scope])])),
    words: new Map([...fields].filter(([path]) => isText(path)).map(([path, schema]) => [path, wordsFor(schema, written.patterns, unicode)])), // oxfmt-ignore
  };
}

const pathsOf = (scope: RecordScope, rules: readonly CheckedRule[]): string[] => [
  ...new Set(
    rules.flatMap(({ entries, fileEntries }) => [
      ...entries.filter((entry) => entry.scope === scope).flatMap((entry) => entry.fields),
      ...fileEntries.filter(({ kind }) => kind === scope).flatMap((entry) => entry.fields),
    ]),
  ),
];

function donorsAt(path: string, bases: readonly Base[]): unknown[] {
  const found = new Map<string, unknown>();
  for (const { record } of bases) {
    for (const { value } of sitesAt(record, path)) if (value !== undefined) found.set(JSON.stringify(value), value);
    if (found.size >= DONORS) break;
  }
  return [...found.values()].slice(0, DONORS);
}

/** Steps for one word: a search is made of many. */
const STEPS = 200_000;

/**
 * Texts that a field may have and that distinguish the patterns of rules: for each pattern one that matches, one that does not,
 * and one that only it matches.
 */
function wordsFor(schema: Schema, patterns: readonly string[], unicode: boolean): string[] {
  const own = languageOf({
    patterns: schema.pattern === undefined ? [] : [schema.pattern],
    ...(schema.minLength !== undefined && { minLength: schema.minLength }),
    ...(schema.maxLength !== undefined && { maxLength: schema.maxLength }),
    unicode,
  });
  if (isUnknown(own)) return [];
  const languages = patterns.map((pattern) => languageOf({ patterns: [pattern], unicode: true }, STEPS)).filter(isLanguage);
  return languages.flatMap((one) => {
    const inside = intersect(own, one, STEPS);
    const apart = languages.filter((other) => other !== one);
    return [
      inside,
      without(own, one, STEPS),
      ...apart.map((other) => (isUnknown(inside) ? inside : without(inside, other, STEPS))),
    ]
      .filter(isLanguage)
      .map((language) => witness(language, STEPS))
      .filter((word): word is string => typeof word === 'string');
  });
}

const isLanguage = (found: StringLanguage | { unknown: unknown }): found is StringLanguage => !('unknown' in found);

/** The search data of a kind of record: the fields that the rules read, by path, and the values of other records there. */
type Terrain = {
  scope: RecordScope;
  fields: ReadonlyMap<string, Schema>;
  donors: ReadonlyMap<string, readonly unknown[]>;
  words: ReadonlyMap<string, readonly string[]>;
  written: Written;
  today: string;
};

const isLeaf = ({ type }: Schema): boolean => type !== 'object' && type !== 'array';

/** Variants of one place of a record that may affect the rules: other values first, then presence or absence. */
function editsOf(record: unknown, terrain: Terrain): Edit[] {
  const sites = [...terrain.fields].map(([path, schema]) => ({ path, schema, sites: sitesAt(record, path) }));
  const near = new Map<string, unknown[]>();
  for (const { schema, sites: found } of sites)
    for (const { value } of found) near.set(sortOf(schema), [...(near.get(sortOf(schema)) ?? []), value]);
  return [
    ...sites.flatMap(({ path, schema, sites: found }) =>
      isLeaf(schema) ? found.flatMap((site) => valueEdits(site, path, schema, near.get(sortOf(schema)) ?? [], terrain)) : [],
    ),
    ...sites.flatMap(({ path, schema, sites: found }) => found.flatMap((site) => presenceEdits(site, path, schema, terrain))),
  ];
}

/** Values of one sort are worth comparing with one another. */
const sortOf = ({ type, format }: Schema): string => `${String(type)} ${format ?? ''}`;

function valueEdits({ at, value }: Site, path: string, schema: Schema, near: readonly unknown[], terrain: Terrain): Edit[] {
  if (value === undefined) return [];
  const { numbers, texts } = terrain.written;
  const donors = terrain.donors.get(path) ?? [];
  const around = { schema, near, donors, numbers, texts, words: terrain.words.get(path) ?? [], today: terrain.today };
  return otherValues(value, around).map((other) => ({ at, value: other }));
}

/** Variants: present values are removed, absent ones added; list items are duplicated, removed and reordered. */
function presenceEdits({ at, value }: Site, path: string, schema: Schema, { donors }: Terrain): Edit[] {
  const others = donors.get(path) ?? [];
  if (value === undefined) return others.map((donor) => ({ at, value: donor }));
  if (!Array.isArray(value)) return [{ at, drop: true }];
  const items = value as unknown[];
  const [first, ...rest] = items;
  const strangers = others.flatMap((donor) => (Array.isArray(donor) ? (donor as unknown[]) : [])).slice(0, 6);
  return [
    { at, drop: true },
    ...(schema.type === 'array' ? [...items, ...strangers].map((item): Edit => ({ at, value: [...items, item] })) : []),
    ...(rest.length > 0
      ? [
          { at, value: [first] },
          { at, value: items.toReversed() },
        ]
      : []),
  ];
}

/** A place of a record on a path: its pointer and its value (undefined if absent from an object that is present). */
type Site = { at: readonly string[]; value: unknown };

/** Every place of a record at a path such as `titulaires[].titulaire.id`. */
function sitesAt(record: unknown, path: string): Site[] {
  let sites: Site[] = [{ at: [], value: record }];
  for (const { name, list } of stepsOf(path)) {
    sites = sites.flatMap(({ at, value }) => {
      if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
      const child = Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined;
      const here = [...at, name];
      if (!list) return [{ at: here, value: child }];
      return Array.isArray(child) ? child.map((item: unknown, i) => ({ at: [...here, String(i)], value: item })) : [];
    });
  }
  return sites;
}

/** The literals in the expressions of some rules: numbers, texts, patterns. */
type Written = { numbers: readonly number[]; texts: readonly string[]; patterns: readonly string[] };

function writtenIn(rules: readonly CheckedRule[]): Written {
  const [numbers, texts, patterns] = [new Set<number>(), new Set<string>(), new Set<string>()];
  const visit = (expr: Expr): void => {
    if (expr.op === 'literal' && typeof expr.value === 'number') numbers.add(expr.value);
    if (expr.op === 'literal' && typeof expr.value === 'string') texts.add(expr.value);
    if (expr.op === 'matches') patterns.add(expr.pattern);
    for (const child of childrenOf(expr)) visit(child);
  };
  for (const { entries, fileEntries } of rules) {
    for (const { when, assert } of entries) for (const expr of [when, assert]) if (expr) visit(expr);
    for (const { key } of fileEntries) for (const expr of key ?? []) visit(expr);
  }
  return { numbers: [...numbers], texts: [...texts], patterns: [...patterns] };
}

function childrenOf(expr: Expr): readonly Expr[] {
  switch (expr.op) {
    case 'select':
    case 'matches':
      return [expr.of];
    case 'has':
      return [expr.field];
    case 'not':
      return [expr.arg];
    case 'binary':
      return [expr.left, expr.right];
    case 'list':
      return expr.items;
    case 'call':
      return expr.args;
    case 'comprehension':
      return [expr.of, expr.body];
    default:
      return [];
  }
}

/** A change of one place of a record. Records are never changed: what is on the way is copied. */
type Edit = { at: readonly string[]; value: unknown } | { at: readonly string[]; drop: true };

/** The record with the change made. */
function edited(value: unknown, edit: Edit, depth = 0): unknown {
  const name = edit.at[depth];
  if (name === undefined) return 'value' in edit ? edit.value : value;
  const last = depth === edit.at.length - 1;
  if (Array.isArray(value)) {
    const index = Number(name);
    if (last && 'drop' in edit) return value.toSpliced(index, 1);
    const item = edited((value as unknown[])[index], edit, depth + 1);
    return index < value.length ? value.with(index, item) : [...(value as unknown[]), item];
  }
  if (typeof value !== 'object' || value === null) return value;
  if (last && 'drop' in edit) return Object.fromEntries(Object.entries(value).filter(([key]) => key !== name));
  return { ...value, [name]: edited((value as Record<string, unknown>)[name], edit, depth + 1) };
}
