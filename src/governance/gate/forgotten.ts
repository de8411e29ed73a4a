import { valueAt } from '../../../packages/base/src/pointer.ts';
import type { Schema, Texts } from '../../model/types.ts';
import type { Mutated, Score } from '../mutation/score.ts';
import { valuesThatShow } from '../mutation/bounds.ts';
import { fieldOf } from '../mutation/tell.ts';
import { unfold } from '../mutation/unfold.ts';
import { FORGOTTEN as SAY } from './forgotten-words.ts';
import type { Problem, SchemaFiles } from '../problem.ts';
import { lineOfCode, lineOfProperty } from './refusal.ts';
import type { Refusal } from './refusal.ts';

/** What no example notices in a proposal, and how to tell what it brought in from what was there. */
export type Unnoticed = {
  survivors: readonly Mutated[];
  /** Those that the version which the proposal started from had already, by id, and that some example noticed then. */
  before: ReadonlySet<string>;
  /** Those that no example noticed even then: they are not of this proposal. */
  known: ReadonlySet<string>;
  /** Examples that the proposal removes or changes: they may be those that noticed. */
  touched: readonly string[];
  /** The score as it was and as it becomes, in percent. */
  score: { before: number; after: number };
  /** The codelists and schemas of `next` that the proposal touches, and the schema that is made of them. */
  sources: SchemaFiles;
  schema: Schema;
};

/** A refusal of what no example notices, with the rule or the field that it speaks of. */
type Told = Refusal & { subject: string };

/** A score below 100 % where nobody proposed anything: what no example notices, and where it is written in the sources of `next`, of which `schema` is made. */
export const scoreProblems = ({ survivors }: Pick<Score, 'survivors'>, sources: SchemaFiles, schema: Schema): Problem[] =>
  exampleRefusals({
    ...{ survivors, before: new Set<string>(), known: new Set<string>(), touched: [] },
    ...{ score: { before: 100, after: 100 }, sources, schema },
  }).map(({ file, place, fr, en }) => ({ file, ...(place && { place }), fr, en }));

/** The codelists and schemas of `next`, by their paths in `schema/`. */
export const isSourceOfNext = (path: string): boolean => /^next\/.*\.(csv|schema\.json)$/.test(path);

/** One refusal a field, a code or a rule: what was added and has no example yet, and what was there and has none any more. */
export function exampleRefusals({ survivors, before, known, touched, score, sources, schema }: Unnoticed): Told[] {
  const added = grouped(survivors.filter(({ id }) => !before.has(id) && !known.has(id)));
  const lost = grouped(survivors.filter(({ id }) => before.has(id)));
  // Most bounds are of places in the unfolded schema, which takes a while to make.
  const unfolded = added.length === 0 ? schema : unfold(schema);
  return [
    ...added.map(([subject, all]): Told => ({
      kind: 'example',
      subject,
      ...placeOf(subject, all, sources, schema),
      ...forgotten(subject, all, unfolded),
    })),
    ...lost.map(([subject, all]): Told => ({
      kind: 'score',
      subject,
      file: touched[0] ?? placeOf(subject, all, sources, schema).file,
      ...SAY.lost(subject, idsOf(all), touched, score),
    })),
  ];
}

function forgotten(subject: string, survivors: readonly Mutated[], schema: Schema): Texts {
  if (isOfRule(survivors)) return SAY.rule(subject, idsOf(survivors));
  const codes = codesOf(survivors);
  if (codes.length === survivors.length) return SAY.codes(subject, codes);
  if (survivors.some(({ operator }) => operator.name === 'drop-property')) return SAY.field(subject, survivors.length);
  const needs = new Set(survivors.map(({ operator }) => operator.needs));
  const values = valuesThatShow(survivors, (pointer) => valueAt(schema, pointer) as Schema | undefined);
  return SAY.constraint(subject, idsOf(survivors), needs.size === 1 ? ([...needs][0] ?? 'either') : 'either', values);
}

/** Where that is written which examples forget; where that is not found, or in several places, the folder where they are missing. */
function placeOf(
  subject: string,
  survivors: readonly Mutated[],
  sources: SchemaFiles,
  schema: Schema,
): Pick<Refusal, 'file' | 'place'> {
  if (isOfRule(survivors)) return { file: `schema/next/rules/${subject}.yaml` };
  const [code] = codesOf(survivors);
  const list = code !== undefined && (valueAt(schema, survivors[0]?.pointer ?? '') as Schema | undefined)?.['x-codelist'];
  const name = /([^.[\]]+)[[\]]*$/.exec(subject)?.[1] ?? '';
  const found = [...sources].flatMap(([path, text]) => {
    const place =
      code === undefined
        ? path.endsWith('.json') && lineOfProperty(text, name)
        : path === `next/codelists/${String(list)}.csv` && lineOfCode(text, code);
    return place ? [{ file: `schema/${path}`, place }] : [];
  });
  const [only] = found.length === 1 ? found : [];
  return only ?? { file: 'examples/next' };
}

const isOfRule = ([first]: readonly Mutated[]): boolean => first?.pointer.startsWith('/rules/') === true;

const codesOf = (survivors: readonly Mutated[]): string[] =>
  survivors.filter(({ operator }) => operator.name === 'drop-code').map(detailOf);

const idsOf = (survivors: readonly Mutated[]): string[] => survivors.map(({ id }) => id);

/** Survivors by what they speak of. What breaks below a property that is in no example is told with the property. */
function grouped(survivors: readonly Mutated[]): [subject: string, survivors: Mutated[]][] {
  const absent = survivors.filter(({ operator }) => operator.name === 'drop-property').map(subjectOf);
  const groups = new Map<string, Mutated[]>();
  for (const mutant of survivors) {
    const own = subjectOf(mutant);
    const subject =
      absent.find((field) => own === field || (/^[.[]/.test(own.slice(field.length)) && own.startsWith(field))) ?? own;
    groups.set(subject, [...(groups.get(subject) ?? []), mutant]);
  }
  return [...groups];
}

/** Operators that break an object by one of its properties, which is what they speak of. */
const OF_PROPERTY = ['drop-property', 'add-required', 'drop-required'];

function subjectOf(mutant: Mutated): string {
  const { pointer, operator } = mutant;
  const rule = /^\/rules\/([^/]+)/.exec(pointer)?.[1];
  if (rule !== undefined) return rule;
  return OF_PROPERTY.includes(operator.name) ? `${fieldOf(pointer)}.${detailOf(mutant)}` : fieldOf(pointer);
}

/** What tells the variants of one operator at one place apart. */
const detailOf = ({ id, pointer, operator }: Mutated): string => id.slice(`${operator.name}@${pointer}:`.length);
