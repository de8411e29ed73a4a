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

/** What may be put in HTML: text and numbers, which are escaped, and HTML, which passes as it is. */
export type Content = string | number | Html;

/** HTML as it is written, with values put in between tags or in quoted attributes; a list is put in without anything between its items. */
export function html(written: TemplateStringsArray, ...values: readonly (Content | readonly Content[])[]): Html {
  const put = values.map((value) => (isList(value) ? String(joined(value)) : markupOf(value)));
  return new Html(written.map((part, i) => (i === 0 ? part : (put[i - 1] ?? '') + part)).join(''));
}

/** One after the other. */
export const joined = (items: readonly Content[], separator: Content = ''): Html =>
  new Html(items.map(markupOf).join(markupOf(separator)));

const isList = (value: Content | readonly Content[]): value is readonly Content[] => Array.isArray(value);

const markupOf = (value: Content): string =>
  value instanceof Html ? String(value) : String(value).replace(/[&<>"']/g, (sign) => SIGNS[sign] ?? sign);
