import type { RecordScope } from '../../../model/rules.ts';
import type { Model } from '../../../model/types.ts';
import type { CheckedRule } from '../../../rules/checked-rule.ts';
import { schemaAt } from '../schema-at.ts';
import { type Edit, edited } from './edit.ts';
import type { Base, Ground } from './ground.ts';
import { editsOf, type Terrain } from './neighbours.ts';
import { sitesAt } from './sites.ts';
import { wordsFor } from './words.ts';
import { writtenIn } from './written.ts';

/** Records on which two changes at once are tried, and changes of each. */
const DEEP = 8;
const WIDE = 90;
const DONORS = 8;

/** A record that may tell two rules apart, made from one of the examples. */
export type Candidate = { base: Base; record: unknown };

/** The records of the examples, then those with one place changed, then those with two. */
export function* candidates(scope: RecordScope, rules: readonly CheckedRule[], models: readonly Model[], ground: Ground) {
  const bases = ground.bases[scope];
  for (const base of bases) yield { base, record: base.record };
  const terrain = terrainOf(scope, rules, models, ground);
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

function terrainOf(scope: RecordScope, rules: readonly CheckedRule[], models: readonly Model[], ground: Ground): Terrain {
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
    today: ground.today,
    donors: new Map([...fields.keys()].map((path) => [path, donorsAt(path, ground.bases[scope])])),
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
