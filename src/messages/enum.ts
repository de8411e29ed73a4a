/** schema.enum: the codes allowed, those that were probably meant first. */
import type { Lang } from '../finding.ts';
import { en, fr, KITS } from './kit.ts';
import { nearest, normalise } from './nearest.ts';
import type { SchemaParams } from './params.ts';
import type { Entry, Site, Writer } from './types.ts';

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

/** `empty`: null is allowed beside the codes (2.0.0). */
type Codes = { near: readonly string[]; all: readonly string[]; empty: boolean };

function codesFor({ allowed, value, nearest: given }: SchemaParams['schema.enum'], { context, path }: Site): Codes {
  const all = (allowed ?? context.codes?.(path) ?? []).filter((code) => code !== null);
  const near = given ?? (typeof value === 'string' ? nearest(value, all) : []);
  return { near, all: [...near, ...all.filter((code) => !near.includes(code))], empty: allowed?.includes(null) === true };
}

function expectation({ near, all, empty }: Codes, lang: Lang): string {
  const quoted = (codes: readonly string[]): string => KITS[lang].or(codes.map((code) => KITS[lang].quote(code, WHOLE)));
  const codes = all.length <= PRINTED ? PHRASES[lang].oneOf(quoted(all)) : PHRASES[lang].oneOfMany(all.length, quoted(near));
  return empty ? codes + PHRASES[lang].orNull : codes;
}

function remedy(value: unknown, { near }: Codes, lang: Lang): string {
  if (value === null || (typeof value === 'string' && !/\S/.test(value.slice(0, 100)))) return PHRASES[lang].blank;
  if (near.length === 0) return PHRASES[lang].choose;
  const same = near.length === 1 && typeof value === 'string' && normalise(value) === normalise(near[0] ?? '');
  const codes = KITS[lang].or(near.map((code) => KITS[lang].quote(code, WHOLE)));
  return same ? PHRASES[lang].respell(codes) : PHRASES[lang].write(codes);
}

const writer =
  (lang: Lang): Writer<SchemaParams['schema.enum']> =>
  (params, site) => {
    const codes = codesFor(params, site);
    return {
      found: PHRASES[lang].notInList(KITS[lang].value(params.value)),
      expected: expectation(codes, lang),
      remedy: remedy(params.value, codes, lang),
    };
  };

export const enumeration: Entry<SchemaParams['schema.enum']> = {
  severity: 'error',
  title: { fr: 'valeur hors de la liste', en: 'value not in the list' },
  fr: writer('fr'),
  en: writer('en'),
};
