/** What a French text of ours may not contain: names of keywords, and English words. */

const KEYWORDS =
  'required additionalProperties enum pattern minLength maxLength minimum maximum minItems maxItems uniqueItems anyOf oneOf allOf items properties schema $ref';
const ENGLISH =
  'string null true false boolean number integer array object value values missing must should the of and is are not with without record records finding findings warning error errors property field fields file files expected found invalid valid unexpected token key parse read write line column list empty unknown remove other input output default string';

const WORDS = [...KEYWORDS.split(' '), ...ENGLISH.split(' ')];

/** Words in guillemets are quotations: values, codes and names of the data. */
const withoutQuotations = (text: string): string => text.replace(/«[^»]*»/g, '«»').replace(/\{"[^.]*\}/g, '{}');

export function foreignWords(text: string): string[] {
  const words = new Set(withoutQuotations(text).split(/[^\p{L}\p{N}$_-]+/u));
  return WORDS.filter((word) => words.has(word) || words.has(word.charAt(0).toUpperCase() + word.slice(1)));
}
