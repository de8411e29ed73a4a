/** The words of the texts of a rule: they stand in lists and in sentences of ours, in both languages, and one thing has one name. */
import { subschemas } from '../../model/tree.ts';
import { readSource } from '../../model/source-text.ts';
import type { Schema, Texts } from '../../model/types.ts';
import { isObject } from '../../../packages/base/src/json.ts';
import { child } from '../../../packages/base/src/pointer.ts';
import { textsOf } from '../../../packages/base/src/texts.ts';
import { CHECKS } from '../../messages/compiled/checks.ts';
import type { Messages } from '../../messages/compiled/checks.types.ts';
import type { SchemaFiles } from '../problem.ts';
import { type Fault, isUnwritten } from './faults.ts';

type Language = 'fr' | 'en';

/** Words that no text holds, with what to write instead. */
const INSTEAD: Record<Language, readonly (readonly [word: RegExp, instead: string])[]> = {
  fr: [
    [/fautes? de saisie/iu, 'faute de frappe'],
    [/[“”]/u, '« … »'],
    [/«(?! )|(?<! )»/u, '« … »'],
  ],
  // One word for one thing: those of `schema/fields/`. The values of the format stand in French, between quotes.
  en: [
    [/[«»]/u, '“…”'],
    [/\bdrop(s|ped)?\b/iu, 'leaves out'],
    [/\btyping mistakes?\b/iu, 'typing error'],
    [/\bhas not the\b/iu, 'does not have the'],
    [/\btitulaires?\b/iu, 'contractor'],
    [/\bacheteurs?\b/iu, 'buyer'],
    [/\bautorité concédante\b/iu, 'granting authority'],
    [/\b(public contracts?|marchés?)\b/iu, 'contract'],
    [/\btotal value\b/iu, 'overall value'],
    [/\bwithout tax\b/iu, 'without VAT'],
    [/\bpostal code/iu, 'post code'],
    [/\bdépartements?\b/iu, 'department'],
    [/\bInsee\b/u, 'INSEE'],
    [/\b[Oo]rders? of \d/u, 'arrêté'],
  ],
};

const TO_DO = /vérifier sur|\bto be verified\b|\bTODO\b/iu;
const JARGON = /\b(CEL|JSON|regex|regexp)\b|expression régulière|regular expression/iu;

/** English words that no French text has, which slip into one that was written beside its English. */
const ENGLISH =
  /(?<![\p{L}\p{N}_-])(?:the|of|and|with|without|is|not|must|should|missing|values?|warnings?|fields?|files?|found|invalid|unexpected|unknown|empty|remove|records?|findings?|write|read|list)(?![\p{L}\p{N}_-])/iu;

/** What stands between backquotes besides names of fields: values and signs as they stand in the data or on the command line. */
const AS_WRITTEN =
  /^(true|false|SIRET|TVA|TAHITI|RIDET|FRWF|IREP|HORS-UE|[0-9-]+|[0-9-]+(Z|[+]\d\d:\d\d)|--[a-z]+|<[a-z]+>|&[a-z#0-9]+;|[^A-Za-z0-9]+)$/u;

/** The names of the fields of a version. None where its schemas are not among the files. */
export const fieldNamesOf = (files: SchemaFiles, version = 'next'): ReadonlySet<string> =>
  new Set(
    [...files].flatMap(([path, text]) => {
      const isSchema = path.startsWith(`${version}/`) && /^[^/]+\/[a-z-]+\.schema\.json$/.test(path);
      const { value } = isSchema ? readSource(text) : { value: undefined };
      return isObject(value) ? [...subschemas(value as Schema)].flatMap(([, node]) => Object.keys(node.properties ?? {})) : [];
    }),
  );

/** What is wrong with the words of a rule. `names`: of the fields; where there are none, what stands between backquotes is not looked at. */
export function wordFaults(rule: unknown, names: ReadonlySet<string>): Fault[] {
  return textsIn(rule, '').flatMap(([at, texts]) =>
    (['fr', 'en'] as const).flatMap((lang) => {
      const text = texts[lang];
      if (text.trim() === '' || isUnwritten(text)) return [];
      const found = [...wordsIn(text, lang), ...codesIn(text, names, isAdvice(at)), ...signsIn(text.trim(), at)];
      return found.map((said) => ({ at: `${at}/${lang}`, texts: textsOf(CHECKS, said) }));
    }),
  );
}

type Say = (say: Messages) => string;

/** Every text of a rule with its place, wherever it has one for each language. */
function textsIn(value: unknown, at: string): [at: string, texts: Texts][] {
  if (!isObject(value) && !Array.isArray(value)) return [];
  const { fr, en } = value as Partial<Record<Language, unknown>>;
  if (typeof fr === 'string' && typeof en === 'string') return [[at, { fr, en }]];
  return Object.entries(value).flatMap(([key, inner]) => textsIn(inner, child(at, key)));
}

/** Whether a text is printed in a report: a message or a remedy. */
const isAdvice = (at: string): boolean => /(?:^|\/)(?:message|remedy)$/.test(at);

/** A text without code, the placeholders and the values of the format, which are French in both languages. */
const prose = (text: string): string => text.replace(/`[^`]*`|\{[^}]*\}|“[^”]*”/gu, '…');

function wordsIn(text: string, lang: Language): Say[] {
  const plain = lang === 'en' ? prose(text) : text;
  const said = INSTEAD[lang].flatMap(([word, instead]): Say[] => {
    const found = word.exec(plain)?.[0];
    return found === undefined ? [] : [(say) => say['rule.word']({ found: found.trim(), instead })];
  });
  const [toDo, jargon] = [TO_DO.exec(plain)?.[0], JARGON.exec(plain)?.[0]];
  if (toDo !== undefined) said.push((say) => say['rule.word-to-do']({ found: toDo }));
  if (jargon !== undefined) said.push((say) => say['rule.word-jargon']({ found: jargon }));
  const english = lang === 'fr' ? ENGLISH.exec(prose(text).replaceAll(/«[^»]*»/gu, '…'))?.[0] : undefined;
  if (english !== undefined) said.push((say) => say['rule.word-english']({ found: english }));
  const [open, close] = lang === 'fr' ? (['«', '»'] as const) : (['“', '”'] as const);
  if (text.split(open).length !== text.split(close).length) said.push((say) => say['rule.quote-open']({ open, close }));
  return said;
}

/** A report shows what is between backquotes as the name of a field, in quotes. */
function codesIn(text: string, names: ReadonlySet<string>, isShown: boolean): Say[] {
  const parts = text.split('`');
  if (parts.length % 2 === 0) return [(say) => say['rule.backquote-open']()];
  if (names.size === 0) return [];
  return parts
    .filter((_, i) => i % 2 === 1)
    .filter((code) => !(isShown ? names.has(code) : code.split('.').every((name) => names.has(name)) || AS_WRITTEN.test(code)))
    .map((code) => (say) => (isShown ? say['rule.code-in-message']({ code }) : say['rule.code-unknown']({ code })));
}

function signsIn(text: string, at: string): Say[] {
  if (/(?:^|\/)title$/.test(at)) {
    const sign = /[.`{](?=.)/u.exec(text)?.[0];
    return sign === undefined ? [] : [(say) => say['rule.title-sign']({ sign })];
  }
  if (!isAdvice(at)) return [];
  return [
    ...(/^[\p{Lu}«“{<]/u.test(text) ? [] : [(say: Messages) => say['rule.advice-capital']()]),
    ...(at.endsWith('message') && !text.endsWith('.') ? [(say: Messages) => say['rule.message-stop']()] : []),
    ...(/\} euro/u.test(text) ? [(say: Messages) => say['rule.euro']()] : []),
  ];
}
