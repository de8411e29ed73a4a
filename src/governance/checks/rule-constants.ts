/** Checks the constants of a rule and the numbers in its messages, so that a threshold is never changed in one place only. */
import { nearest } from '../../messages/nearest.ts';
import {
  citationsIn,
  cited,
  constantsOf,
  type Constant,
  FORMS,
  inExpression,
  isExpression,
  namesIn,
} from '../../model/constants.ts';
import { child, valueAt } from '../../../packages/base/src/pointer.ts';
import { FILLERS } from '../../model/fillers.ts';
import type { SourceText } from '../../model/source-text.ts';
import type { Texts } from '../../model/types.ts';
import { type Fault, isUnwritten, strings, type Text } from './faults.ts';
import { CHECKS } from '../../messages/compiled/checks.ts';
import { textsOf } from '../../../packages/base/src/texts.ts';

type Constants = ReadonlyMap<string, Constant>;
type Lang = keyof Texts;

/** Returns the faults of the constants of a rule, and of numbers written out in both a message and an expression. */
export function constantFaults(source: SourceText): Fault[] {
  const known = constantsOf(source);
  const written = valueAt(source.value, '/constants');
  const names = typeof written === 'object' && written !== null ? Object.keys(written) : [];
  const texts = strings(source.value).filter(({ text }) => !isUnwritten(text));
  const expressions = texts.filter(({ at }) => isExpression(at));
  const used = new Set(expressions.flatMap(({ text }) => namesIn(text)));
  const misnamed = names.filter((name) => !NAME.test(name));
  if (misnamed.length > 0) return misnamed.map((name) => ({ at: child('/constants', name), texts: badName(name) }));
  const strangers = [...expressions.flatMap(usesOf), ...texts.flatMap(citationsOf)].filter(({ name }) => !names.includes(name));
  if (strangers.length > 0) return onePerName(strangers).map(({ at, name }) => ({ at, texts: notKnown(name, names) }));
  return [
    ...names.flatMap((name): Fault[] => {
      const at = child('/constants', name);
      const value = source.written(at);
      if (!known.has(name)) return value === undefined ? [] : [{ at, texts: badValue(value) }];
      return used.has(name) ? [] : [{ at, texts: unused(name) }];
    }),
    ...fillerFaults(known),
    ...texts.flatMap(citationsOf).flatMap((citation) => formFaults(citation, known)),
    ...differences(source.value, known),
  ];
}

/** The name of the list of filler words. */
const MOTS = 'MOTS';

/** Rules and programs have one list of filler words. */
function fillerFaults(known: Constants): Fault[] {
  const list = known.get(MOTS);
  if (list?.kind !== 'words') return [];
  const [ours, theirs] = [new Set(FILLERS), new Set(list.words)];
  const words = [...FILLERS.filter((word) => !theirs.has(word)), ...list.words.filter((word) => !ours.has(word))];
  if (words.length === 0) return [];
  return [{ at: child('/constants', MOTS), texts: textsOf(CHECKS, (say) => say['constant.not-the-list']({ words })) }];
}

type Use = { at: string; name: string };
type Citation = Use & { lang: Lang; form: string | undefined };

const usesOf = ({ at, text }: Text): Use[] => namesIn(text).map((name) => ({ at, name }));

function citationsOf({ at, text }: Text): Citation[] {
  const lang = /\/(fr|en)$/.exec(at)?.[1] as Lang | undefined;
  return lang === undefined ? [] : citationsIn(text).map((citation) => ({ at, lang, ...citation }));
}

/** A name that is misspelt in several places is reported once. */
const onePerName = (uses: readonly Use[]): Use[] => [...new Map([...uses].reverse().map((use) => [use.name, use])).values()];

const NAME = /^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$/;

function formFaults({ at, lang, name, form }: Citation, known: Constants): Fault[] {
  const constant = known.get(name);
  return constant && cited(constant, lang, form) === undefined
    ? [{ at, texts: badForm(name, form ?? '', constant.written) }]
    : [];
}

/**
 * Compares the numbers written in a message, or in the note of a deviation, with those in its expressions. Refused only if each
 * side has a number that the other lacks, which means that one was changed without the other. A cited constant counts as being in
 * both.
 */
function differences(rule: unknown, known: Constants): Fault[] {
  const entries = valueAt(rule, '/on');
  const places = Array.isArray(entries) ? entries.map((_, i) => `/on/${i}`) : [];
  const own = places.filter((at) => valueAt(rule, `${at}/message`) !== undefined);
  const others = places.filter((at) => !own.includes(at));
  // The message of the rule covers the entries without a message of their own, or all entries if each has one.
  const groups: [at: string, expressions: string[]][] = [
    ...own.map((at): [string, string[]] => [`${at}/message`, conditions(rule, at)]),
    ['/message', (others.length > 0 ? others : places).flatMap((at) => conditions(rule, at))],
    ...places.map((at): [string, string[]] => [`${at}/deviation/note`, conditions(rule, `${at}/deviation`)]),
  ];
  return groups.flatMap(([at, expressions]) => {
    const [first] = (['fr', 'en'] as const).flatMap((lang) => difference(rule, `${at}/${lang}`, lang, expressions, known));
    return first ? [first] : [];
  });
}

const conditions = (rule: unknown, at: string): string[] =>
  [`${at}/when`, `${at}/assert`].map((pointer) => valueAt(rule, pointer)).filter((text) => typeof text === 'string');

function difference(rule: unknown, at: string, lang: Lang, expressions: readonly string[], known: Constants): Fault[] {
  const text = valueAt(rule, at);
  if (typeof text !== 'string' || isUnwritten(text)) return [];
  const used = new Map(expressions.flatMap((expression) => numbersOfExpression(inExpression(expression, known))));
  const named = citationsIn(text).map(({ name }) => Number(known.get(name)?.written));
  const numbers = numbersOfText(text, lang);
  const inText = (value: number) => named.includes(value) || numbers.some(({ values }) => values.includes(value));
  const unmatched = [...used].find(([value]) => !inText(value));
  const other = numbers.find(({ values }) => !values.some((value) => used.has(value)));
  return unmatched && other ? [{ at, texts: differs(other.written, unmatched[1]) }] : [];
}

const CEL_TEXT = /'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"/g;

/** The numbers written in a CEL expression, including string literals of digits only. */
const numbersOfExpression = (expression: string): [value: number, written: string][] =>
  [
    ...expression.replace(CEL_TEXT, '').matchAll(/(?<![\w.])\d+(?:\.\d+)?(?![\w.])/g),
    ...[...expression.matchAll(CEL_TEXT)].flatMap(([, text]) => [...(text ?? '').matchAll(/^\d+$/g)]),
  ].map(([written]) => [Number(written), written]);

const GROUPED: Record<Lang, RegExp> = {
  fr: /(?<![\p{L}\p{N}_.,/-])(\d{1,3}(?:[ \u00A0\u202F]\d{3})+|\d+)(?:,(\d+))?(?![\p{L}\p{N}_/-]|[.,]\p{N}|°)/gu,
  en: /(?<![\p{L}\p{N}_.,/-])(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d+))?(?![\p{L}\p{N}_/-]|[.,]\p{N}|°)/gu,
};

/** Words before a number that make it a reference: an article, a standard, a version. */
const NUMBERED =
  /(?:\b(?:articles?|art|annex(?:es?)?|directives?|regulation|lois?|law|acts?|actes?|n[°ºo]|lots?|ISO|CPV|NUTS|versions?|formats?|[RLD])\.?|n°|§)[ \u00A0\u202F]*$/iu;

/** A month name after a number, which makes it a day. */
const MONTH =
  /^[ \u00A0\u202F](?:janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre|january|february|march|april|may|june|july|august|september|october|november|december)/i;

const SCALE = /^[ \u00A0\u202F](milliards?|billion|millions?)\b/;

/** A quantity of a text: what it may mean, as it is written, and the text after it. */
type Quantity = { values: number[]; written: string; after: string };

/**
 * The quantities that a text writes in digits. Left out: years (1900 to 2099, without a separator), days of a month, parts of a
 * word or code (`R. 2196-1`, `2.0.3`, `2006/112/CE`), references (article 5, ISO 3166, n° 2), and anything in quotes, backquotes
 * or braces.
 */
export function numbersOfText(text: string, lang: Lang): Quantity[] {
  const plain = text.replace(/`[^`]*`|\{[^}]*\}|«[^»]*»|“[^”]*”/g, (part) => '_'.repeat(part.length));
  return [...plain.matchAll(GROUPED[lang])].flatMap(({ 0: written, 1: whole = '', 2: decimals, index }) => {
    const [before, after] = [plain.slice(0, index), plain.slice(index + written.length)];
    const isYear = decimals === undefined && /^(?:19|20)\d{2}$/.test(whole);
    if (isYear || NUMBERED.test(before) || MONTH.test(after)) return [];
    const value = Number(`${whole.replace(/\D/g, '')}${decimals === undefined ? '' : `.${decimals}`}`);
    const scale = SCALE.exec(after)?.[1];
    if (scale !== undefined)
      return [{ values: [value * (/^milliard|^billion/.test(scale) ? 1e9 : 1e6)], written: `${written} ${scale}`, after }];
    return [{ values: /^[ \u00A0\u202F]?%/.test(after) ? [value, value / 100] : [value], written, after }];
  });
}

function notKnown(name: string, names: readonly string[]): Texts {
  const [near] = nearest(name, names, 1);
  if (names.length === 0) return textsOf(CHECKS, (say) => say['constant.none']({ name }));
  return textsOf(CHECKS, (say) => say['constant.unknown']({ name, names, near }));
}

const badName = (name: string): Texts => textsOf(CHECKS, (say) => say['constant.name']({ name }));

const badValue = (written: string): Texts => textsOf(CHECKS, (say) => say['constant.value']({ written }));

const unused = (name: string): Texts => textsOf(CHECKS, (say) => say['constant.unused']({ name }));

function badForm(name: string, form: string, written: string): Texts {
  if (!FORMS.includes(form)) return textsOf(CHECKS, (say) => say['constant.form']({ name, form }));
  const why: Texts =
    form === 'spellout'
      ? textsOf(CHECKS, (say) => say['constant.words-only']())
      : textsOf(CHECKS, (say) => say['constant.millions-only']());
  return textsOf(CHECKS, (say) => say['constant.no-form']({ name, form, why, written }));
}

const differs = (said: string, used: string): Texts => textsOf(CHECKS, (say) => say['constant.not-followed']({ said, used }));
