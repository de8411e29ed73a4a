/** How a message writes a value: the formatters that `{name, formatter}` names, and what the compiled catalogue calls. */
import { type Lang, type Texts, FORMATTERS } from './language.ts';
import { codePoint, visible as safe } from './visible.ts';

type Names = readonly string[];

const limitOf = (argument: string | undefined): number | undefined => (argument === undefined ? undefined : Number(argument));

/** A text between the quotes of the language, cut after so many characters and made safe. */
export const quote = (text: string, lang: Lang, limit?: string): string => FORMATTERS[lang].quote(text, limitOf(limit));

/** The name of an XML element as its tag, quoted. */
export const tag = (name: string, lang: Lang): string => FORMATTERS[lang].quote(`<${name}>`);

/** The name of an XML element as its end tag, quoted. */
export const endTag = (name: string, lang: Lang): string => FORMATTERS[lang].quote(`</${name}>`);

/** A text in the straight quotes of JSON or XML, quoted. */
export const straight = (text: string, lang: Lang): string => FORMATTERS[lang].quote(`"${text}"`);

/** A text as JSON writes it. */
export const json = (text: string, _lang: Lang): string => JSON.stringify(text);

/** A noun phrase for any JSON value. */
export const value = (any: unknown, lang: Lang): string => FORMATTERS[lang].value(any);

/** An exact number with the separators of the language. */
export const grouped = (number: number, lang: Lang): string => FORMATTERS[lang].number(number);

/** Bytes as mebibytes, with one decimal at most. */
export const mebibytes = (bytes: number, lang: Lang): string => FORMATTERS[lang].number(Math.round(bytes / 104_857.6) / 10);

/** A character by its code point: `U+0007`. */
export const codepoint = (code: number, _lang: Lang): string => codePoint(code);

/** A text made safe, not quoted. */
export const visible = (text: string, _lang: Lang, limit?: string): string => safe(text, limitOf(limit));

const quoted = (names: Names, lang: Lang, limit?: string): string[] =>
  names.map((name) => FORMATTERS[lang].quote(name, limitOf(limit)));

/** `a, b`. */
export const list = (names: Names, _lang: Lang): string => names.join(', ');

/** `« a », « b »`. */
export const listQuoted = (names: Names, lang: Lang, limit?: string): string => quoted(names, lang, limit).join(', ');

/** `a, b et c`. */
export const and = (names: Names, lang: Lang): string => FORMATTERS[lang].and(names);

/** `« a », « b » et « c »`. */
export const andQuoted = (names: Names, lang: Lang, limit?: string): string => FORMATTERS[lang].and(quoted(names, lang, limit));

/** `a, b ou c`. */
export const or = (names: Names, lang: Lang): string => FORMATTERS[lang].or(names);

/** `« a », « b » ou « c »`. */
export const orQuoted = (names: Names, lang: Lang, limit?: string): string => FORMATTERS[lang].or(quoted(names, lang, limit));

/** The text of the language, of a text that is given in all. */
export const words = (texts: Texts, lang: Lang): string => texts[lang];

/** The same, with one full stop at its end. */
export const sentence = (texts: Texts, lang: Lang): string => texts[lang].replace(/\.?$/, '.');

/** The case `empty` of a choice: no value, an empty text or an empty list. */
export const isEmpty = (any: string | Names | undefined): any is undefined => any === undefined || any.length === 0;
