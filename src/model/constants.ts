/**
 * Constants of a rule: a number, a text or a list of words of its expressions, named once under `constants`. They are put in their places when the rule is read, so that
 * whatever compiles, compares or publishes rules sees expressions and texts that are written out.
 */
import { isObject } from '../../packages/base/src/json.ts';
import { child } from '../../packages/base/src/pointer.ts';
import type { SourceText } from './source-text.ts';
import type { Texts } from '../../packages/base/src/language.ts';
import { LANGUAGE } from '../../packages/base/src/compiled/language.ts';
import { listQuoted } from '../../packages/base/src/format.ts';
import { wordsPattern } from './word-pattern.ts';
import { RULE_CONSTANTS } from '../messages/compiled/rule-constants.ts';

type Lang = keyof Texts;

/** `written`: as in the file, where `200.0` is not `200`; of words, the pattern that finds them, and the `words` as they are written. */
export type Constant =
  | { kind: 'number' | 'text'; written: string }
  | { kind: 'words'; written: string; words: readonly string[] };

/** How a text cites a constant: as a number, `spellout` (two), or `compact` (3 billion). */
const CITED = /\{([A-Z][A-Z0-9_]*)(?:, *([^{}]*?))? *\}/g;
export const FORMS: readonly string[] = ['spellout', 'compact'];

/** Texts of CEL, which are left as they are, or the name of a constant; a field (`x.NAME`) and a function are none. */
const NAMED = /'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|(?<![\w.])[A-Z][A-Z0-9_]*(?![\w(])/g;

const isName = (token: string): boolean => /^[A-Z]/.test(token);

/** The names that an expression uses, each once, known or not. */
export const namesIn = (expression: string): string[] => [...new Set(expression.match(NAMED)?.filter(isName) ?? [])];

/** The citations of a text: the name, and the form where there is one. */
export const citationsIn = (text: string): { name: string; form: string | undefined }[] =>
  [...text.matchAll(CITED)].map(([, name = '', form]) => ({ name, form }));

/** A word of a list: its signs have no meaning in a pattern. */
const WORD = /^[\p{L}\p{N} .:/#?-]+$/u;

const isWord = (word: unknown): word is string => typeof word === 'string' && WORD.test(word) && word.trim() === word;

/** The constants of the source of a rule that can be used: a number as CEL writes it, a text that needs no escape there, or a list of words. */
export function constantsOf(source: SourceText): ReadonlyMap<string, Constant> {
  const constants = isObject(source.value) ? source.value['constants'] : undefined;
  const known = new Map<string, Constant>();
  for (const [name, constant] of isObject(constants) ? Object.entries(constants) : []) {
    const number = typeof constant === 'number' ? source.written(child('/constants', name)) : undefined;
    if (number !== undefined && /^-?\d+(\.\d+)?$/.test(number)) known.set(name, { kind: 'number', written: number });
    if (typeof constant === 'string' && /^[^'"\\{}\n]+$/.test(constant)) known.set(name, { kind: 'text', written: constant });
    if (Array.isArray(constant) && constant.every(isWord) && constant.some((word) => /[\p{L}\p{N}]/u.test(word)))
      known.set(name, { kind: 'words', written: wordsPattern(constant), words: constant });
  }
  return known;
}

/** The value of a rule file with its constants in their places. What names no known constant is left as it is: the check of rules says so. */
export function withConstants(source: SourceText): unknown {
  const { value } = source;
  if (!isObject(value) || !Object.hasOwn(value, 'constants')) return value;
  const constants = constantsOf(source);
  const { constants: _, ...rule } = value;
  return placed(rule, '', constants);
}

/** Keys whose value is an expression, or a list of them. */
export const isExpression = (pointer: string): boolean => /\/(?:assert|when|unique(?:\/\d+)?)$/.test(pointer);

function placed(value: unknown, pointer: string, constants: ReadonlyMap<string, Constant>): unknown {
  if (typeof value === 'string') {
    if (isExpression(pointer)) return inExpression(value, constants);
    const lang = /\/(fr|en)$/.exec(pointer)?.[1] as Lang | undefined;
    return lang ? inText(value, lang, constants) : value;
  }
  if (Array.isArray(value)) return value.map((item, i) => placed(item, child(pointer, i), constants));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, placed(inner, child(pointer, key), constants)]));
}

export const inExpression = (expression: string, constants: ReadonlyMap<string, Constant>): string =>
  expression.replace(NAMED, (token) => {
    const constant = isName(token) ? constants.get(token) : undefined;
    if (!constant) return token;
    return constant.kind === 'number' ? constant.written : `'${constant.written}'`;
  });

const inText = (text: string, lang: Lang, constants: ReadonlyMap<string, Constant>): string =>
  text.replace(CITED, (whole, name: string, form: string | undefined) => {
    const constant = constants.get(name);
    return (constant && cited(constant, lang, form)) ?? whole;
  });

/** A constant as a text of the rule reads; undefined in a form that it does not have. */
export function cited(constant: Constant, lang: Lang, form: string | undefined): string | undefined {
  const { kind, written } = constant;
  if (kind === 'words') return form === undefined ? listQuoted(constant.words, lang) : undefined;
  if (kind === 'text') return form === undefined ? written : undefined;
  if (form === undefined) return grouped(written.replace(/\.0+$/, ''), lang);
  if (form === 'spellout') return RULE_CONSTANTS[lang].spellout({ n: Number(written) }) || undefined;
  return form === 'compact' ? compact(Number(written), lang) : undefined;
}

/** With all its decimals: a number would not keep the zeros at their end. */
function grouped(written: string, lang: Lang): string {
  const [whole = '', decimals] = written.split('.');
  const { thousands, decimals: point } = LANGUAGE[lang];
  return whole.replace(/\B(?=(\d{3})+$)/g, thousands()) + (decimals === undefined ? '' : point() + decimals);
}

/** Millions and billions, with three decimals at most; undefined for what does not read shorter so. */
function compact(value: number, lang: Lang): string | undefined {
  const [unit, size] = value >= 1e9 ? (['billion', 1e9] as const) : (['million', 1e6] as const);
  const count = value / size;
  return count < 1 || !Number.isInteger(count * 1000) ? undefined : RULE_CONSTANTS[lang].compact({ count, unit });
}
