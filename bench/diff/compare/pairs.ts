/** The pairs of schemas given to every tool: those of our tests, and those derived from the official JSON-Schema-Test-Suite. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { doesOf, isOlder, KEYWORDS } from '../../../packages/schema-diff/src/keywords.ts';
import type { Dialect } from '../../../packages/schema-diff/src/types.ts';
import { FAMILIES, FAMILIES_OF_TWO_JUDGES, questionsOf, readFamily } from '../../../test/schema-diff/cases.ts';
import { dialectOf, type Schema, subschemas } from '../../../test/schema-diff/dialect.ts';

/**
 * `recorded`: the answer given by the author of the case or implied by how the pair was built. Without it, only a witness can
 * settle the question.
 */
type Side = { recorded?: 'yes' | 'no' | 'unknown'; candidates: unknown[] };

export type Pair = {
  name: string;
  set: 'tests' | 'suite';
  dialect: Dialect;
  formatAssertion: boolean;
  previous: Schema;
  next: Schema;
  /** Whether next accepts everything that previous accepts. `candidates`: instances that may disprove it. */
  backward: Side;
  forward: Side;
  /** Validators that are known to be wrong on these schemas (`test/schema-diff/faults.ts`). */
  erring: string[];
};

export function pairsOfTests(): Pair[] {
  return [...FAMILIES, ...FAMILIES_OF_TWO_JUDGES].flatMap((family) =>
    readFamily(family).cases.map((one): Pair => {
      const [there, back] = questionsOf(one);
      const side = ({ verdict, witness }: typeof there): Side => ({
        recorded: verdict,
        candidates: verdict === 'no' ? [witness] : [],
      });
      const { dialect, formatAssertion, from: previous, to: next } = there;
      const names = { name: `${family}: ${one.name}`, set: 'tests' as const };
      return {
        ...names,
        dialect,
        formatAssertion,
        previous,
        next,
        backward: side(there),
        forward: side(back),
        erring: Object.keys(one.judges ?? {}),
      };
    }),
  );
}

type Group = { description: string; schema: Schema; tests: { data: unknown; valid: boolean }[] };

/** Newest dialect first, because a pair that occurs in several is only kept once. */
const FOLDERS = [
  ['draft2020-12', '2020-12'],
  ['draft2019-09', '2019-09'],
  ['draft7', 'draft-07'],
  ['draft6', 'draft-06'],
  ['draft4', 'draft-04'],
] as const;

/**
 * Builds pairs from a folder `tests` of the suite. For each group (a schema with valid and invalid instances): an enum of the
 * valid instances against the schema, and an enum of all instances against the schema, for which the suite gives the answer; the
 * schema against the next one of its file; and if neither has references, also against the allOf and the anyOf of both, for which
 * one answer follows.
 */
export function pairsOfSuite(folder: string): Pair[] {
  const all = FOLDERS.flatMap(([name, dialect]) => {
    const path = join(folder, name);
    return existsSync(path) ? readdirSync(path).flatMap((file) => pairsOfFile(path, file, dialect)) : [];
  });
  const seen = new Set<string>();
  return all.filter(({ previous, next }) => {
    const text = JSON.stringify([previous, next]);
    return JSON.stringify(previous) !== JSON.stringify(next) && !seen.has(text) && seen.add(text);
  });
}

function pairsOfFile(folder: string, file: string, dialect: Dialect): Pair[] {
  if (!file.endsWith('.json')) return [];
  const text = readFileSync(join(folder, file), 'utf8');
  const groups = (JSON.parse(text) as Group[]).filter(({ schema }) => !JSON.stringify(schema).includes('localhost:1234'));
  return groups.flatMap((group, i) => {
    const name = `${dialect}/${file.replace('.json', '')}: ${group.description}`;
    return pairsOfGroup(group, groups[i + 1], { name, set: 'suite', dialect, formatAssertion: false, erring: [] });
  });
}

type Names = Pick<Pair, 'name' | 'set' | 'dialect' | 'formatAssertion' | 'erring'>;

function pairsOfGroup({ schema, tests }: Group, next: Group | undefined, names: Names): Pair[] {
  const data = unique(tests.map((test) => test.data));
  const valid = unique(tests.filter((test) => test.valid).map((test) => test.data));
  const invalid = unique(tests.filter((test) => !test.valid).map((test) => test.data));
  const open = (candidates: unknown[]): Side => ({ candidates });
  const made = (name: string, sides: Pick<Pair, 'previous' | 'next' | 'backward' | 'forward'>): Pair => ({
    ...names,
    ...sides,
    name: `${names.name}, ${name}`,
  });
  const listed = (name: string, values: unknown[], backward: Side): Pair[] =>
    values.length === 0 ? [] : [made(name, { previous: { enum: values }, next: schema, backward, forward: open(data) })];
  const pairs = [
    ...listed('valid instances listed', valid, { recorded: 'yes', candidates: data }),
    ...(invalid.length > 0 ? listed('all instances listed', data, { recorded: 'no', candidates: invalid }) : []),
  ];
  if (next === undefined) return pairs;
  const other = next.schema;
  const more = [...data, ...next.tests.map((test) => test.data)];
  pairs.push(made('beside the next', { previous: schema, next: other, backward: open(more), forward: open(more) }));
  if ([schema, other].some(refers)) return pairs;
  const yes: Side = { recorded: 'yes', candidates: more };
  return [
    ...pairs,
    made('either', { previous: schema, next: { anyOf: [schema, other] }, backward: yes, forward: open(more) }),
    made('both', { previous: { allOf: [schema, other] }, next: schema, backward: yes, forward: open(more) }),
  ];
}

/** Distinct values regardless of key order, because some dialects forbid duplicates in `enum`. */
const unique = (values: readonly unknown[]): unknown[] => [
  ...new Map(values.map((value) => [JSON.stringify(sorted(value)), value])).values(),
];

function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(sorted);
  const entries = Object.entries(value).map(([key, below]) => [key, sorted(below)] as const);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Whether a schema would change its meaning inside another one. */
const refers = (schema: Schema): boolean =>
  /"(\$ref|\$id|id|\$schema|\$anchor|\$dynamicRef|\$recursiveRef|\$dynamicAnchor|\$recursiveAnchor)":/.test(
    JSON.stringify(schema),
  );

/** Whether both schemas of a pair have the same meaning in another dialect. */
export function readsTheSame({ previous, next, dialect }: Pair, there: Dialect): boolean {
  if ([previous, next].some((schema) => dialectOf(schema, there) !== there)) return false;
  if (dialect === there) return [previous, next].every((schema) => typeof schema === 'object' || !isOlder(there, 'draft-06'));
  return [previous, next].every((schema) => {
    if (isOlder(there, 'draft-06') && /[:[,](true|false)[,}\]]|^(true|false)$/.test(JSON.stringify(schema))) return false;
    return subschemas(schema).every((one) => keepsMeaning(one, dialect, there));
  });
}

const RENAMED = ['$id', 'id', '$schema', '$anchor', 'additionalItems', 'dependencies'];

function keepsMeaning(schema: Record<string, unknown>, here: Dialect, there: Dialect): boolean {
  const crosses = isOlder(here, '2019-09') !== isOlder(there, '2019-09');
  if (crosses && '$ref' in schema && Object.keys(schema).some((keyword) => !['$ref', 'definitions'].includes(keyword)))
    return false;
  return Object.entries(schema).every(([keyword, value]) => {
    if (RENAMED.includes(keyword)) return false;
    if (keyword === 'items') return !Array.isArray(value);
    if (/^exclusive/.test(keyword)) return (typeof value === 'boolean') === isOlder(there, 'draft-06');
    const known = (dialect: Dialect): boolean => doesOf(keyword, dialect) === 'read';
    return known(here) === known(there);
  });
}

/** The keywords listed as supported in KEYWORDS.md of json-schema-diff 1.0.0. */
const DOCUMENTED = new Set([
  ...[
    'type',
    'maximum',
    'exclusiveMaximum',
    'minimum',
    'exclusiveMinimum',
    'maxLength',
    'minLength',
    'items',
    'maxItems',
    'minItems',
  ],
  ...[
    'maxProperties',
    'minProperties',
    'required',
    'properties',
    'additionalProperties',
    'allOf',
    'anyOf',
    'oneOf',
    'not',
    '$ref',
  ],
  'definitions',
]);

const READ = new Set(KEYWORDS.filter(({ does }) => does === 'read').map(({ keyword }) => keyword));

/** Whether json-schema-diff documents every keyword of a pair as supported. */
export const isDocumented = ({ previous, next }: Pair): boolean =>
  [previous, next]
    .flatMap((schema) => subschemas(schema))
    .every((schema) =>
      Object.entries(schema).every(
        ([keyword, value]) =>
          !READ.has(keyword) ||
          keyword === 'format' ||
          (DOCUMENTED.has(keyword) && !(keyword === 'items' && Array.isArray(value))),
      ),
    );
