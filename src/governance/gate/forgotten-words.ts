import type { Texts } from '../../model/types.ts';
import type { Measure, Shown } from '../mutation/bounds.ts';
import type { Need } from '../mutation/operator.ts';

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
export const FORGOTTEN = {
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
