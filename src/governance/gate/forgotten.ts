import { descend, tokens, valueAt } from '../../../packages/base/src/pointer.ts';
import { casesOf, type ExampleFiles } from '../examples/check.ts';
import { Examples } from '../examples/origin.ts';
import { GATE } from '../../messages/compiled/gate.ts';
import type { Messages } from '../../messages/compiled/gate.types.ts';
import { textsOf } from '../../../packages/base/src/texts.ts';
import { type Lang, SEMICOLON } from '../../../packages/base/src/language.ts';
import type { Schema, Texts } from '../../model/types.ts';
import { type Mutated, type Score, fieldOf } from '../mutation/score.ts';
import { detailOf, wordsOf } from '../mutation/words.ts';
import { valuesThatShow, type Shown } from '../mutation/bounds.ts';
import { unfold, type Need } from '../mutation/operator.ts';
import type { Problem, SchemaFiles } from '../problem.ts';
import { lineOfCode, lineOfProperty, type Refusal } from './refusal.ts';
import { groupBy } from '../../../packages/base/src/lists.ts';

/** The mutants that no example notices in a proposal, with what is needed to separate new ones from old ones. */
export type Unnoticed = {
  survivors: readonly Mutated[];
  /** Ids of mutants that the base already had and that some example noticed there. */
  before: ReadonlySet<string>;
  /** Ids of mutants that no example of the base noticed either: the proposal is not to blame. */
  known: ReadonlySet<string>;
  /** Paths of the examples that the proposal removes or changes: one of them may have noticed the mutants. */
  touched: readonly string[];
  /** The mutation score before and after, in percent. */
  score: { before: number; after: number };
  /** The changed codelists and schemas of `next`, and the schema built from them. */
  sources: SchemaFiles;
  schema: Schema;
  /** The files of tables of cases. */
  tables: ReadonlySet<string>;
};

/** A refusal about survivors, with the rule or field that they concern. */
type Reported = Refusal & { subject: string };

/**
 * Reports a mutation score below 100 % outside a proposal: each survivor, and where it is written in the sources of `next`, from
 * which `schema` was built.
 */
export const scoreProblems = (
  { survivors }: Pick<Score, 'survivors'>,
  sources: SchemaFiles,
  schema: Schema,
  examples: ExampleFiles = new Map(),
): Problem[] =>
  exampleRefusals({
    ...{ survivors, before: new Set<string>(), known: new Set<string>(), touched: [] },
    ...{ score: { before: 100, after: 100 }, sources, schema, tables: tablesOf(examples) },
  }).map(({ file, place, fr, en }) => ({ file, ...(place && { place }), fr, en }));

/** Whether a path (from `schema/`) is a codelist or a schema of `next`. */
export const isSourceOfNext = (path: string): boolean => /^next\/.*\.(csv|schema\.json)$/.test(path);

/** Returns one refusal per field, code or rule: what was added without an example, and what lost its example. */
export function exampleRefusals({ survivors, before, known, touched, score, sources, schema, tables }: Unnoticed): Reported[] {
  const added = grouped(survivors.filter(({ id }) => !before.has(id) && !known.has(id)));
  const lost = grouped(survivors.filter(({ id }) => before.has(id)));
  // Most bounds have their place in the unfolded schema, which takes a while to build.
  const unfolded = added.length === 0 ? schema : unfold(schema);
  return [
    ...added.map(([subject, all]): Reported => ({
      kind: 'example',
      subject,
      ...placeOf(subject, all, sources, schema),
      ...forgotten(subject, all, unfolded, tableFor(all, unfolded, tables)),
    })),
    ...lost.map(([subject, all]): Reported => ({
      kind: 'score',
      subject,
      file: touched[0] ?? placeOf(subject, all, sources, schema).file,
      ...FORGOTTEN.lost(subject, waysOf(all), touched, score),
    })),
  ];
}

function forgotten(subject: string, survivors: readonly Mutated[], schema: Schema, table: string): Texts {
  if (isOfRule(survivors)) return FORGOTTEN.rule(subject, waysOf(survivors), table);
  const codes = codesOf(survivors);
  if (codes.length === survivors.length) return FORGOTTEN.codes(subject, codes, table);
  if (survivors.some(({ operator }) => operator.name === 'drop-property'))
    return FORGOTTEN.field(subject, survivors.length, table);
  const needs = new Set(survivors.map(({ operator }) => operator.needs));
  const values = valuesThatShow(survivors, (pointer) => valueAt(schema, pointer) as Schema | undefined);
  const need = needs.size === 1 ? ([...needs][0] ?? 'either') : 'either';
  return FORGOTTEN.constraint(subject, waysOf(survivors), need, table, values);
}

/** The line of the sources that the survivors concern, or the folder of examples if it is not found or not unique. */
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
  return only ?? { file: 'examples/cases' };
}

const isOfRule = ([first]: readonly Mutated[]): boolean => first?.pointer.startsWith('/rules/') === true;

const codesOf = (survivors: readonly Mutated[]): string[] =>
  survivors.filter(({ operator }) => operator.name === 'drop-code').map(detailOf);

const waysOf = (survivors: readonly Mutated[]): Texts[] => survivors.map(wordsOf);

/**
 * Groups survivors by the rule or field that they concern. Those below a property that no example has are grouped with that
 * property.
 */
function grouped(survivors: readonly Mutated[]): [subject: string, survivors: Mutated[]][] {
  const absent = survivors.filter(({ operator }) => operator.name === 'drop-property').map(subjectOf);
  const groups = groupBy(survivors, (mutant) => {
    const own = subjectOf(mutant);
    return absent.find((field) => own === field || (/^[.[]/.test(own.slice(field.length)) && own.startsWith(field))) ?? own;
  });
  return [...groups];
}

/** Operators that change an object, but concern one of its properties. */
const OF_PROPERTY = ['drop-property', 'add-required', 'drop-required'];

function subjectOf(mutant: Mutated): string {
  const { pointer, operator } = mutant;
  const rule = /^\/rules\/([^/]+)/.exec(pointer)?.[1];
  if (rule !== undefined) return rule;
  return OF_PROPERTY.includes(operator.name) ? `${fieldOf(pointer)}.${detailOf(mutant)}` : fieldOf(pointer);
}

/** The files in which the cases of some examples are written. */
export const tablesOf = (examples: ExampleFiles): Set<string> =>
  new Set(examples instanceof Examples ? Array.from(examples.origins.values(), ({ file }) => file) : []);

/** The file of the cases about survivors: that of their rule, or of the nearest field that has one, or else one that is new. */
export function tableFor(survivors: readonly Mutated[], schema: Schema, tables: ReadonlySet<string>): string {
  const [first] = survivors;
  if (first === undefined || isOfRule(survivors)) return casesOf(first ? subjectOf(first) : '');
  const path = tokens(first.pointer);
  if (OF_PROPERTY.includes(first.operator.name)) path.push('properties', detailOf(first));
  const fields = path.flatMap((_, i) => {
    const node = valueAt(schema, descend('', path.slice(0, path.length - i))) as Schema | undefined;
    return typeof node?.['x-field'] === 'string' ? [casesOf(node['x-field'])] : [];
  });
  return fields.find((file) => tables.has(file)) ?? fields[0] ?? casesOf('marches');
}

/** Maximum number of mutants, and of examples, named in one sentence. */
const SHOWN = 3;

function listed(items: readonly string[], say: Messages): string {
  const more = items.length > SHOWN ? [say['forgotten.more']({ count: items.length - SHOWN })] : [];
  return [...items.slice(0, SHOWN).map((item) => say['forgotten.item']({ item })), ...more].join(', ');
}

/** Ways of breaking something, one after the other: `le maximum devient 10 ; il n'y a plus de maximum`. */
function waysIn(ways: readonly Texts[], say: Messages, lang: Lang): string {
  const shown = [...new Set(ways.map((way) => way[lang]))];
  const more = shown.length > SHOWN ? [say['forgotten.more']({ count: shown.length - SHOWN })] : [];
  return [...shown.slice(0, SHOWN), ...more].join(SEMICOLON[lang]);
}

/** For example `-0.01 dans l'exemple fautif`. Numbers are written as in JSON. */
function valuesIn({ measure, ...shown }: Shown, say: Messages): string {
  const written = (['valid', 'invalid'] as const).map((sort) => {
    const values = shown[sort].map((value) => (measure === 'value' ? String(value) : say[`shown.${measure}`]({ n: value })));
    return values.length === 0
      ? undefined
      : say[`shown.${sort}`]({ values: values.reduce((first, second) => say['shown.then']({ first, second })) });
  });
  const [first, second] = written.filter((one) => one !== undefined);
  return second === undefined ? (first ?? '') : say['shown.and']({ first: first ?? '', second });
}

/** The sentences about survivors. */
const FORGOTTEN = {
  codes: (field: string, codes: readonly string[], table: string): Texts =>
    textsOf(GATE, (say) => say['forgotten.codes']({ isOne: codes.length === 1, codes: listed(codes, say), field, table })),
  field: (field: string, count: number, table: string): Texts =>
    textsOf(GATE, (say) => say['forgotten.field']({ field, count, table })),
  /** `shown`: the values that would reveal the mutants, if they are known. */
  constraint: (field: string, ways: readonly Texts[], need: Need, table: string, shown?: Shown): Texts =>
    textsOf(GATE, (say, lang) =>
      say['forgotten.constraint']({
        ...{ field, ways: waysIn(ways, say, lang), need, table },
        shown: shown && valuesIn(shown, say),
      }),
    ),
  rule: (id: string, ways: readonly Texts[], table: string): Texts =>
    textsOf(GATE, (say, lang) => say['forgotten.rule']({ id, ways: waysIn(ways, say, lang), table })),
  lost: (
    subject: string,
    ways: readonly Texts[],
    touched: readonly string[],
    { before, after }: { before: number; after: number },
  ): Texts =>
    textsOf(GATE, (say, lang) =>
      say['forgotten.lost']({
        before,
        after,
        ways: waysIn(ways, say, lang),
        subject,
        touched: touched.length > 0 ? listed(touched, say) : undefined,
      }),
    ),
};
