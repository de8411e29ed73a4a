/** schema.enum: the codes allowed, those that were probably meant first. */
import { type Lang, en, fr, KITS } from '../../packages/base/src/language.ts';
import { memo, memoOf } from './memo.ts';
import { nearest, normalise } from './nearest.ts';
import type { SchemaParams } from './params.ts';
import type { Draft, Entry, Writer } from './types.ts';

/** Longer lists are counted, not printed. */
const PRINTED = 12;
/** Codes are never shortened: they are there to be copied. */
const WHOLE = 300;

type Phrases = {
  notInList(value: string): string;
  oneOf(codes: string): string;
  oneOfMany(count: number, near: string): string;
  /** Same code but for capitals, accents, signs. */
  respell(code: string): string;
  write(codes: string): string;
  blank: string;
  orNull: string;
  choose: string;
};

const FR: Phrases = {
  notInList: (value) => `${value}, qui n'est pas dans la liste`,
  oneOf: (codes) => `l'un des codes ${codes}`,
  oneOfMany: (count, near) => `l'un des ${fr.number(count)} codes de la liste${near === '' ? '' : `, dont ${near}`}`,
  respell: (code) => `Écrivez ${code}, avec les mêmes majuscules, accents et signes.`,
  write: (codes) => `Écrivez ${codes}, si c'est ce que vous vouliez dire.`,
  orNull: ', ou « null » si le champ est sans objet',
  blank: "Choisissez un code ; si l'information n'existe pas et que le champ est facultatif, retirez le champ.",
  choose: 'Choisissez le code qui convient et écrivez-le tel quel.',
};

const EN: Phrases = {
  notInList: (value) => `${value}, which is not in the list`,
  oneOf: (codes) => `one of the codes ${codes}`,
  oneOfMany: (count, near) => `one of the ${en.number(count)} codes of the list${near === '' ? '' : `, such as ${near}`}`,
  respell: (code) => `Write ${code}, with the same capitals, accents and signs.`,
  write: (codes) => `Write ${codes}, if this is what you meant.`,
  orNull: ', or “null” where the field does not apply',
  blank: 'Choose a code; if there is none and the field is optional, remove the field.',
  choose: 'Choose the code that fits and write it as it is.',
};

const PHRASES: Record<Lang, Phrases> = { fr: FR, en: EN };

/** The codes allowed; `empty`: null is allowed beside them (2.0.0). */
type List = { codes: readonly string[]; empty: boolean };

/** A schema has few lists, and findings share them: what is made of a list is made once. */
const listOf = memoOf((allowed: readonly (string | null)[]): List => ({
  codes: allowed.filter((code) => code !== null),
  empty: allowed.includes(null),
}));

const NO_CODES: readonly string[] = [];

const quoted = (codes: readonly string[], lang: Lang): string =>
  KITS[lang].or(codes.map((code) => KITS[lang].quote(code, WHOLE)));

/** The codes that were probably meant come first, or are the only ones told. */
function expectation({ codes, empty }: List, near: readonly string[], lang: Lang): string {
  const all = [...near, ...codes.filter((code) => !near.includes(code))];
  const told =
    all.length <= PRINTED ? PHRASES[lang].oneOf(quoted(all, lang)) : PHRASES[lang].oneOfMany(all.length, quoted(near, lang));
  return empty ? told + PHRASES[lang].orNull : told;
}

function remedy(value: unknown, near: readonly string[], lang: Lang): string {
  if (value === null || (typeof value === 'string' && !/\S/.test(value.slice(0, 100)))) return PHRASES[lang].blank;
  if (near.length === 0) return PHRASES[lang].choose;
  const same = near.length === 1 && typeof value === 'string' && normalise(value) === normalise(near[0] ?? '');
  return same ? PHRASES[lang].respell(quoted(near, lang)) : PHRASES[lang].write(quoted(near, lang));
}

type Told = Pick<Draft, 'expected' | 'remedy'>;

const tell = (list: List, value: unknown, near: readonly string[], lang: Lang): Told => ({
  expected: expectation(list, near, lang),
  remedy: remedy(value, near, lang),
});

/** What is told of texts that are not in a list; the same wrong texts come again and again. */
const tellers = (lang: Lang) => memoOf((list: List) => memo((text): Told => tell(list, text, nearest(text, list.codes), lang)));

const writer = (lang: Lang): Writer<SchemaParams['schema.enum']> => {
  const tellerOf = tellers(lang);
  return ({ allowed, value, nearest: given }, { context, path }) => {
    const list = listOf(allowed ?? context.codes?.(path) ?? NO_CODES);
    const found = PHRASES[lang].notInList(KITS[lang].value(value));
    if (given === undefined && typeof value === 'string') return { found, ...tellerOf(list)(value) };
    return { found, ...tell(list, value, given ?? NO_CODES, lang) };
  };
};

export const enumeration: Entry<SchemaParams['schema.enum']> = {
  severity: 'error',
  title: { fr: 'valeur hors de la liste', en: 'value not in the list' },
  fr: writer('fr'),
  en: writer('en'),
};
