/** HTML as a type of its own: text enters it by the tag `html` alone, which escapes what is put in. A string is never HTML to the compiler. */

const SIGNS: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Made by `html` and `joined` only. `String(markup)` is what is written to a file. */
class Html {
  readonly #markup: string;

  constructor(markup: string) {
    this.#markup = markup;
  }

  toString(): string {
    return this.#markup;
  }
}

export type { Html };

/** Content of HTML: text and numbers are escaped, HTML is inserted unchanged. */
export type Content = string | number | Html;

/** HTML as it is written, with values put in between tags or in quoted attributes; a list is put in without anything between its items. */
export function html(written: TemplateStringsArray, ...values: readonly (Content | readonly Content[])[]): Html {
  const put = values.map((value) => (isList(value) ? String(joined(value)) : markupOf(value)));
  return new Html(written.map((part, i) => (i === 0 ? part : (put[i - 1] ?? '') + part)).join(''));
}

/** One after the other. */
export const joined = (items: readonly Content[], separator: Content = ''): Html =>
  new Html(items.map(markupOf).join(markupOf(separator)));

/** A message with HTML in the place of some of its values; what it says around them is text. */
export function filled<Values extends Readonly<Record<string, unknown>>>(
  message: (values: Values) => string,
  values: { readonly [Name in keyof Values]: Values[Name] | Html },
): Html {
  const markups: Html[] = [];
  const places = Object.entries<unknown>(values).map(([name, value]) =>
    value instanceof Html ? [name, PLACE.replace('0', String(markups.push(value) - 1))] : [name, value],
  );
  const text = markupOf(message(Object.fromEntries(places) as Values));
  return new Html(text.replace(/\uE000(\d+)\uE001/g, (place, at: string) => String(markups[Number(at)] ?? place)));
}

/** Holds the place of HTML in a text: signs of no alphabet. */
const PLACE = '\uE0000\uE001';

const isList = (value: Content | readonly Content[]): value is readonly Content[] => Array.isArray(value);

const markupOf = (value: Content): string =>
  value instanceof Html ? String(value) : String(value).replace(/[&<>"']/g, (sign) => SIGNS[sign] ?? sign);
