/** The pairs that every tool is asked about: those of the tests, and those made of the official JSON-Schema-Test-Suite. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { doesOf, isOlder, KEYWORDS } from '../../../packages/schema-diff/src/keywords.ts';
import type { Dialect } from '../../../packages/schema-diff/src/types.ts';
import { FAMILIES, FAMILIES_OF_TWO_JUDGES, questionsOf, readFamily } from '../../../test/schema-diff/cases.ts';
import { dialectOf, type Schema, subschemas } from '../../../test/schema-diff/dialect.ts';

/** `recorded`: what the author of a case wrote, or how the pair was made. Without it, only a witness can settle the question. */
type Side = { recorded?: 'yes' | 'no' | 'unknown'; candidates: unknown[] };

export type Pair = {
  name: string;
  set: 'tests' | 'suite';
  dialect: Dialect;
  formatAssertion: boolean;
  previous: Schema;
  next: Schema;
  /** Is everything that previous accepts accepted by next? `candidates` may be witnesses that it is not. */
  backward: Side;
  forward: Side;
  /** The judges that the case says to err on these schemas, against the specification (`test/schema-diff/faults.ts`). */
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

/** The later dialect first: a pair that stands in several is asked about once. */
const FOLDERS = [
  ['draft2020-12', '2020-12'],
  ['draft2019-09', '2019-09'],
  ['draft7', 'draft-07'],
  ['draft6', 'draft-06'],
  ['draft4', 'draft-04'],
] as const;

/**
 * The pairs made of a folder `tests` of the suite. Of each group (a schema, with instances that it accepts and refuses): the list of its valid
 * instances beside the schema, and the list of all of them, where the suite itself says the answer; the schema beside the next one of its
 * file; where neither refers to anything, also beside both (allOf) and beside either (anyOf), where one answer follows from the making.
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

/** Each value once, whatever the order of its keys: some dialects refuse an `enum` with a value that comes twice. */
const unique = (values: readonly unknown[]): unknown[] => [
  ...new Map(values.map((value) => [JSON.stringify(sorted(value)), value])).values(),
];

function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(sorted);
  const entries = Object.entries(value).map(([key, below]) => [key, sorted(below)] as const);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Whether a schema would mean something else within another. */
const refers = (schema: Schema): boolean =>
  /"(\$ref|\$id|id|\$schema|\$anchor|\$dynamicRef|\$recursiveRef|\$dynamicAnchor|\$recursiveAnchor)":/.test(
    JSON.stringify(schema),
  );

/** Whether both schemas of a pair mean the same in another dialect as in their own. */
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

/** What KEYWORDS.md of json-schema-diff 1.0.0 says that it supports. */
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
