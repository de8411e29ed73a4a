import { valueAt } from '../../../packages/base/src/pointer.ts';
import { GATE } from '../../messages/compiled/gate.ts';
import type { Messages } from '../../messages/compiled/gate.types.ts';
import { textsOf } from '../../../packages/base/src/texts.ts';
import type { Schema, Texts } from '../../model/types.ts';
import { type Mutated, type Score, fieldOf } from '../mutation/score.ts';
import { valuesThatShow, type Shown } from '../mutation/bounds.ts';
import { unfold, type Need } from '../mutation/operator.ts';
import type { Problem, SchemaFiles } from '../problem.ts';
import { lineOfCode, lineOfProperty, type Refusal } from './refusal.ts';
import { groupBy } from '../../../packages/base/src/lists.ts';

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
type Reported = Refusal & { subject: string };

/** A score below 100 % where nobody proposed anything: what no example notices, and where it is written in the sources of `next`, of which `schema` is made. */
export const scoreProblems = ({ survivors }: Pick<Score, 'survivors'>, sources: SchemaFiles, schema: Schema): Problem[] =>
  exampleRefusals({
    ...{ survivors, before: new Set<string>(), known: new Set<string>(), touched: [] },
    ...{ score: { before: 100, after: 100 }, sources, schema },
  }).map(({ file, place, fr, en }) => ({ file, ...(place && { place }), fr, en }));

/** The codelists and schemas of `next`, by their paths in `schema/`. */
export const isSourceOfNext = (path: string): boolean => /^next\/.*\.(csv|schema\.json)$/.test(path);

/** One refusal a field, a code or a rule: what was added and has no example yet, and what was there and has none any more. */
export function exampleRefusals({ survivors, before, known, touched, score, sources, schema }: Unnoticed): Reported[] {
  const added = grouped(survivors.filter(({ id }) => !before.has(id) && !known.has(id)));
  const lost = grouped(survivors.filter(({ id }) => before.has(id)));
  // Most bounds are of places in the unfolded schema, which takes a while to make.
  const unfolded = added.length === 0 ? schema : unfold(schema);
  return [
    ...added.map(([subject, all]): Reported => ({
      kind: 'example',
      subject,
      ...placeOf(subject, all, sources, schema),
      ...forgotten(subject, all, unfolded),
    })),
    ...lost.map(([subject, all]): Reported => ({
      kind: 'score',
      subject,
      file: touched[0] ?? placeOf(subject, all, sources, schema).file,
      ...FORGOTTEN.lost(subject, idsOf(all), touched, score),
    })),
  ];
}

function forgotten(subject: string, survivors: readonly Mutated[], schema: Schema): Texts {
  if (isOfRule(survivors)) return FORGOTTEN.rule(subject, idsOf(survivors));
  const codes = codesOf(survivors);
  if (codes.length === survivors.length) return FORGOTTEN.codes(subject, codes);
  if (survivors.some(({ operator }) => operator.name === 'drop-property')) return FORGOTTEN.field(subject, survivors.length);
  const needs = new Set(survivors.map(({ operator }) => operator.needs));
  const values = valuesThatShow(survivors, (pointer) => valueAt(schema, pointer) as Schema | undefined);
  return FORGOTTEN.constraint(subject, idsOf(survivors), needs.size === 1 ? ([...needs][0] ?? 'either') : 'either', values);
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

/** Survivors by what they speak of. What breaks below a property that is in no example is reported with the property. */
function grouped(survivors: readonly Mutated[]): [subject: string, survivors: Mutated[]][] {
  const absent = survivors.filter(({ operator }) => operator.name === 'drop-property').map(subjectOf);
  const groups = groupBy(survivors, (mutant) => {
    const own = subjectOf(mutant);
    return absent.find((field) => own === field || (/^[.[]/.test(own.slice(field.length)) && own.startsWith(field))) ?? own;
  });
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

/** Mutants named in one sentence, and examples. */
const SHOWN = 3;

function listed(items: readonly string[], say: Messages): string {
  const more = items.length > SHOWN ? [say['forgotten.more']({ count: items.length - SHOWN })] : [];
  return [...items.slice(0, SHOWN).map((item) => say['forgotten.item']({ item })), ...more].join(', ');
}

/** `-0.01 dans l'exemple fautif`: numbers stand as one writes them in JSON. */
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

/** What is said of what no example notices. */
const FORGOTTEN = {
  codes: (field: string, codes: readonly string[]): Texts =>
    textsOf(GATE, (say) => say['forgotten.codes']({ isOne: codes.length === 1, codes: listed(codes, say), field })),
  field: (field: string, count: number): Texts => textsOf(GATE, (say) => say['forgotten.field']({ field, count })),
  /** `shown`: the values that show it, where that is known. */
  constraint: (field: string, ids: readonly string[], need: Need, shown?: Shown): Texts =>
    textsOf(GATE, (say) =>
      say['forgotten.constraint']({ field, ids: listed(ids, say), need, shown: shown && valuesIn(shown, say) }),
    ),
  rule: (id: string, ids: readonly string[]): Texts =>
    textsOf(GATE, (say) => say['forgotten.rule']({ id, ids: listed(ids, say) })),
  lost: (
    subject: string,
    ids: readonly string[],
    touched: readonly string[],
    { before, after }: { before: number; after: number },
  ): Texts =>
    textsOf(GATE, (say) =>
      say['forgotten.lost']({
        before,
        after,
        ids: listed(ids, say),
        subject,
        touched: touched.length > 0 ? listed(touched, say) : undefined,
      }),
    ),
};
