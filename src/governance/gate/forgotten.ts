import { valueAt } from '../../../packages/base/src/pointer.ts';
import type { Schema, Texts } from '../../model/types.ts';
import { type Mutated, type Score, fieldOf } from '../mutation/score.ts';
import { valuesThatShow, type Measure, type Shown } from '../mutation/bounds.ts';
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

/** Survivors by what they speak of. What breaks below a property that is in no example is told with the property. */
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

const listed = (items: readonly string[], quote: (item: string) => string, more: (n: number) => string): string =>
  [...items.slice(0, SHOWN).map(quote), ...(items.length > SHOWN ? [more(items.length - SHOWN)] : [])].join(', ');
const fr = (items: readonly string[]): string =>
  listed(
    items,
    (item) => `« ${item} »`,
    (n) => `et ${n} de plus`,
  );
const en = (items: readonly string[]): string =>
  listed(
    items,
    (item) => `“${item}”`,
    (n) => `and ${n} more`,
  );

const NEEDED: Record<Need, Texts> = {
  valid: {
    fr: 'un exemple conforme qui serait refusé sans cela, dans examples/next/valid',
    en: 'a conforming example that would be refused without it, in examples/next/valid',
  },
  invalid: {
    fr: 'un exemple fautif qui serait accepté sans cela, dans examples/next/invalid, avec le fichier .findings.json qui dit le constat attendu',
    en: 'a faulty example that would be accepted without it, in examples/next/invalid, with the .findings.json that says the finding expected',
  },
  either: {
    fr: 'un exemple conforme dans examples/next/valid et un exemple fautif, avec son .findings.json, dans examples/next/invalid',
    en: 'a conforming example in examples/next/valid and a faulty one, with its .findings.json, in examples/next/invalid',
  },
};

const MEASURES: Record<Measure, Record<keyof Texts, (value: number) => string>> = {
  value: { fr: String, en: String },
  characters: {
    fr: (n) => `un texte de ${n} caractère${n < 2 ? '' : 's'}`,
    en: (n) => `a text of ${n} character${n === 1 ? '' : 's'}`,
  },
  items: { fr: (n) => `une liste de ${n} élément${n < 2 ? '' : 's'}`, en: (n) => `a list of ${n} item${n === 1 ? '' : 's'}` },
};

const WHERE = {
  valid: { fr: "dans l'exemple conforme", en: 'in the conforming example' },
  invalid: { fr: "dans l'exemple fautif", en: 'in the faulty example' },
};

/** `-0.01 dans l'exemple fautif`: numbers stand as one writes them in JSON. */
const valuesIn = ({ measure, ...shown }: Shown, lang: keyof Texts): string =>
  (['valid', 'invalid'] as const)
    .filter((sort) => shown[sort].length > 0)
    .map((sort) => `${shown[sort].map(MEASURES[measure][lang]).join(lang === 'fr' ? ' puis ' : ' then ')} ${WHERE[sort][lang]}`)
    .join(lang === 'fr' ? ' et ' : ' and ');

/** What is said of what no example notices. */
const FORGOTTEN = {
  codes: (field: string, codes: readonly string[]): Texts => ({
    fr: `${codes.length === 1 ? 'le code' : 'les codes'} ${fr(codes)} de ${field} ${codes.length === 1 ? "n'est" : 'ne sont'} dans aucun exemple ; ajoutez dans examples/next/valid un fichier conforme où ${field} ${codes.length === 1 ? 'vaut' : 'prend chacune de ces valeurs :'} ${fr(codes)}`,
    en: `${codes.length === 1 ? 'code' : 'codes'} ${en(codes)} of ${field} ${codes.length === 1 ? 'is' : 'are'} in no example; add to examples/next/valid a conforming file where ${field} ${codes.length === 1 ? 'is' : 'takes each of these values:'} ${en(codes)}`,
  }),
  field: (field: string, count: number): Texts => ({
    fr: `le champ ${field} n'est dans aucun exemple, si bien que ${count} façons de l'abîmer passeraient inaperçues ; ajoutez un exemple conforme qui le remplit dans examples/next/valid, et un exemple fautif pour chacune de ses contraintes, avec son .findings.json, dans examples/next/invalid`,
    en: `field ${field} is in no example, so that ${count} ways of breaking it would go unnoticed; add a conforming example that fills it in examples/next/valid, and a faulty one for each of its constraints, with its .findings.json, in examples/next/invalid`,
  }),
  /** `shown`: the values that show it, where that is known. */
  constraint: (field: string, ids: readonly string[], need: Need, shown?: Shown): Texts => ({
    fr: `${field} : aucun exemple ne remarque ${fr(ids)} ; ajoutez ${NEEDED[need].fr}${shown ? ` ; écrivez-y ${valuesIn(shown, 'fr')}` : ''}`,
    en: `${field}: no example notices ${en(ids)}; add ${NEEDED[need].en}${shown ? `; write there ${valuesIn(shown, 'en')}` : ''}`,
  }),
  rule: (id: string, ids: readonly string[]): Texts => ({
    fr: `la règle « ${id} » pourrait dire autre chose sans qu'aucun exemple le remarque (${fr(ids)}) ; ajoutez dans examples/next/valid une donnée juste en deçà de la limite, et dans examples/next/invalid, sous le nom ${id}--<ce-qui-est-faux>.json, une donnée juste au-delà, avec son .findings.json`,
    en: `the rule “${id}” could say something else and no example would notice (${en(ids)}); add to examples/next/valid data just within the limit, and to examples/next/invalid, under the name ${id}--<what-is-wrong>.json, data just beyond it, with its .findings.json`,
  }),
  lost: (
    subject: string,
    ids: readonly string[],
    touched: readonly string[],
    { before, after }: { before: number; after: number },
  ): Texts => ({
    fr: `le score de mutation passe de ${comma(before)} % à ${comma(after)} % : plus aucun exemple ne remarque ${fr(ids)} (${subject}) ; ${touched.length > 0 ? `remettez ce que montrait ${fr(touched)}` : 'revenez sur le changement'}, ou ajoutez un exemple qui le montre`,
    en: `the mutation score falls from ${before} % to ${after} %: no example notices ${en(ids)} any more (${subject}); ${touched.length > 0 ? `put back what ${en(touched)} showed` : 'undo the change'}, or add an example that shows it`,
  }),
};

const comma = (value: number): string => String(value).replace('.', ',');
