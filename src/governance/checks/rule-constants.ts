/** The constants of a rule, and the numbers that its messages cite: a threshold that changes in one place must not stay as it was in the other. */
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
import type { SourceText } from '../../model/source-text.ts';
import type { Texts } from '../../model/types.ts';
import { type Fault, isUnwritten, strings, type Text } from './faults.ts';
import { CHECKS } from '../../messages/compiled/checks.ts';
import { textsOf } from '../../../packages/base/src/texts.ts';

type Constants = ReadonlyMap<string, Constant>;
type Lang = keyof Texts;

/** What is wrong with the constants of a rule, or with a number that a message and an expression both write out. */
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
    ...texts.flatMap(citationsOf).flatMap((citation) => formFaults(citation, known)),
    ...differences(source.value, known),
  ];
}

type Use = { at: string; name: string };
type Citation = Use & { lang: Lang; form: string | undefined };

const usesOf = ({ at, text }: Text): Use[] => namesIn(text).map((name) => ({ at, name }));

function citationsOf({ at, text }: Text): Citation[] {
  const lang = /\/(fr|en)$/.exec(at)?.[1] as Lang | undefined;
  return lang === undefined ? [] : citationsIn(text).map((citation) => ({ at, lang, ...citation }));
}

/** A name that is misspelt in several places is one slip. */
const onePerName = (uses: readonly Use[]): Use[] => [...new Map([...uses].reverse().map((use) => [use.name, use])).values()];

const NAME = /^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$/;

function formFaults({ at, lang, name, form }: Citation, known: Constants): Fault[] {
  const constant = known.get(name);
  return constant && cited(constant, lang, form) === undefined
    ? [{ at, texts: badForm(name, form ?? '', constant.written) }]
    : [];
}

/**
 * A number written out in a message, and another one in the expression that it is about. Refused where each has a number that the other has not: then one
 * did not follow the other. A constant that the message cites is in both. Also of the note of a deviation, about the expression that it has.
 */
function differences(rule: unknown, known: Constants): Fault[] {
  const entries = valueAt(rule, '/on');
  const places = Array.isArray(entries) ? entries.map((_, i) => `/on/${i}`) : [];
  const own = places.filter((at) => valueAt(rule, `${at}/message`) !== undefined);
  const others = places.filter((at) => !own.includes(at));
  // The message of the rule serves the entries that have none; where all have one, it speaks of all.
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
  const said = numbersOfText(text, lang);
  const inText = (value: number) => named.includes(value) || said.some(({ values }) => values.includes(value));
  const alone = [...used].find(([value]) => !inText(value));
  const other = said.find(({ values }) => !values.some((value) => used.has(value)));
  return alone && other ? [{ at, texts: differs(other.written, alone[1]) }] : [];
}

const CEL_TEXT = /'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"/g;

/** The numbers that a CEL expression writes out; of its texts, those that are digits and nothing else. */
const numbersOfExpression = (expression: string): [value: number, written: string][] =>
  [
    ...expression.replace(CEL_TEXT, '').matchAll(/(?<![\w.])\d+(?:\.\d+)?(?![\w.])/g),
    ...[...expression.matchAll(CEL_TEXT)].flatMap(([, text]) => [...(text ?? '').matchAll(/^\d+$/g)]),
  ].map(([written]) => [Number(written), written]);

const GROUPED: Record<Lang, RegExp> = {
  fr: /(?<![\p{L}\p{N}_.,/-])(\d{1,3}(?:[ \u00A0\u202F]\d{3})+|\d+)(?:,(\d+))?(?![\p{L}\p{N}_/-]|[.,]\p{N}|°)/gu,
  en: /(?<![\p{L}\p{N}_.,/-])(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d+))?(?![\p{L}\p{N}_/-]|[.,]\p{N}|°)/gu,
};

/** What is before a number that numbers something: an article, a standard, a version. */
const NUMBERED =
  /(?:\b(?:articles?|art|annex(?:es?)?|directives?|regulation|lois?|law|acts?|actes?|n[°ºo]|lots?|ISO|CPV|NUTS|versions?|formats?|[RLD])\.?|n°|§)[ \u00A0\u202F]*$/iu;

/** What is behind a number that is the day of a month. */
const MONTH =
  /^[ \u00A0\u202F](?:janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre|january|february|march|april|may|june|july|august|september|october|november|december)/i;

const SCALE = /^[ \u00A0\u202F](milliards?|billion|millions?)\b/;

/**
 * The quantities that a text writes in digits. These are none: a year (1900 to 2099, without a separator), the day of a month, a piece of a longer word or
 * code (`R. 2196-1`, `2.0.3`, `2006/112/CE`), what is numbered (article 5, ISO 3166, n° 2), and what stands in quotes, in backquotes or in braces.
 */
function numbersOfText(text: string, lang: Lang): { values: number[]; written: string }[] {
  const plain = text.replace(/`[^`]*`|\{[^}]*\}|«[^»]*»|“[^”]*”/g, (part) => '_'.repeat(part.length));
  return [...plain.matchAll(GROUPED[lang])].flatMap(({ 0: written, 1: whole = '', 2: decimals, index }) => {
    const [before, after] = [plain.slice(0, index), plain.slice(index + written.length)];
    const isYear = decimals === undefined && /^(?:19|20)\d{2}$/.test(whole);
    if (isYear || NUMBERED.test(before) || MONTH.test(after)) return [];
    const value = Number(`${whole.replace(/\D/g, '')}${decimals === undefined ? '' : `.${decimals}`}`);
    const scale = SCALE.exec(after)?.[1];
    if (scale !== undefined)
      return [{ values: [value * (/^milliard|^billion/.test(scale) ? 1e9 : 1e6)], written: `${written} ${scale}` }];
    return [{ values: /^[ \u00A0\u202F]?%/.test(after) ? [value, value / 100] : [value], written }];
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
