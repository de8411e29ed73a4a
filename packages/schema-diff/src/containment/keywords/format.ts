import { formatOf } from '../../formats.ts';
import { reason } from '../../automata/unknown.ts';
import type { Dialect } from '../../types.ts';
import type { Literal, Terms } from '../terms.ts';

/**
 * `format` as an assertion: a pattern if one is equivalent. An unknown format is opaque: it only equals itself in the same
 * dialect.
 */
export function formatTerm(terms: Terms, format: string, dialect: Dialect): Literal {
  const known = formatOf(format, dialect);
  if (known === undefined) return terms.opaque(reason('format-not-known', format), `format ${dialect} ${format}`);
  const { pattern } = known;
  if (pattern !== undefined) return terms.atom({ kind: 'pattern', type: 'string', pattern, unicode: false });
  return terms.atom({ kind: 'format', type: 'string', format });
}
