/** Keywords that judge strings. */
import { type Assertion, HOLDS } from './keyword.ts';

export const minLength: Assertion = ({ minLength: limit = 0 }, value) =>
  typeof value === 'string' && length(value) < limit ? [{ limit }] : HOLDS;

export const maxLength: Assertion = ({ maxLength: limit = Infinity }, value) =>
  typeof value === 'string' && length(value) > limit ? [{ limit }] : HOLDS;

export const pattern: Assertion = ({ pattern: source = '' }, value, { unicodePatterns }) =>
  typeof value === 'string' && !expression(source, unicodePatterns).test(value) ? [{ pattern: source }] : HOLDS;

/** In code points, as JSON Schema counts; lengths do not follow `unicodePatterns`. */
const length = (text: string): number => Array.from(text).length;

const expressions = new Map<string, RegExp>();

/** Compiling an expression costs far more than running it, and a schema has few of them. */
function expression(source: string, unicode: boolean): RegExp {
  const key = `${unicode ? 'u' : ''}/${source}`;
  const known = expressions.get(key);
  if (known) return known;
  const made = new RegExp(source, unicode ? 'u' : '');
  expressions.set(key, made);
  return made;
}
