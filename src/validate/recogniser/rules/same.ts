import { sameAs } from '../emit/compare.ts';
import { addressOf, expectScalar, fromOf, type TextValue, toOf, type Value } from './values.ts';

const ENCODER = new TextEncoder();

/** The test that two values are the same; a text that is known is compared in few loads. */
export function sameValues(a: Value, b: Value): string {
  if (a.kind !== 'text' || b.kind !== 'text') return `(${expectScalar(a).source} == ${expectScalar(b).source})`;
  if (b.literal !== undefined) return sameAsLiteral(a, b.literal);
  if (a.literal !== undefined) return sameAsLiteral(b, a.literal);
  return `same(${addressOf(a)}, ${addressOf(b)})`;
}

function sameAsLiteral(text: TextValue, literal: string): string {
  const bytes = ENCODER.encode(literal);
  const length = `${toOf(text)} - ${fromOf(text)} == ${bytes.length}`;
  return bytes.length === 0 ? `(${length})` : `(${length} && ${sameAs(fromOf(text), bytes)})`;
}
