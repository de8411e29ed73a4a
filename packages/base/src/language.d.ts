export type Lang = 'fr' | 'en';
export type Texts = {
  fr: string;
  en: string;
};
/** How a language quotes, counts, lists and names values. */
export type Kit = {
  /** A text between the quotes of the language, shortened and made safe. */
  quote(text: string, limit?: number): string;
  /** An exact number with the separators of the language. */
  number(value: number): string;
  /** `1 caractère`, `2 caractères`. */
  count(n: number, one: string, many: string): string;
  /** `a, b ou c`. */
  or(items: readonly string[]): string;
  /** `a, b et c`. */
  and(items: readonly string[]): string;
  /** A noun phrase for any JSON value: `le texte « x »`, `une liste de 3 éléments`. */
  value(value: unknown): string;
};
/** Numbers stand as in the file (no separators), so that they can be searched for. */
export declare function valueNoun(value: unknown, say: Kit, lang: Lang): string;
/** Words for the name of a JSON type; any other word stands as it is, quoted. */
export declare const typeNoun: (type: string, say: Kit, lang: Lang) => string;
export declare const capital: (text: string) => string;
export declare const fr: Kit;
export declare const en: Kit;
export declare const KITS: Record<Lang, Kit>;
