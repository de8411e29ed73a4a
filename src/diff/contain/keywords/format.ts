import { FORMATS, patternOfFormat } from '../../formats.ts';
import { type Literal, type Terms, TRUE } from '../terms.ts';

/** `format` as an assertion: a pattern where one says it exactly; a format that is not known refuses nothing. */
export function formatTerm(terms: Terms, format: string): Literal {
  const pattern = patternOfFormat(format);
  if (pattern !== undefined) return terms.atom({ kind: 'pattern', type: 'string', pattern, unicode: false });
  return FORMATS.has(format) ? terms.atom({ kind: 'format', type: 'string', format }) : TRUE;
}
