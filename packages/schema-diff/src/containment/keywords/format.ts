import { formatOf } from '../../formats.ts';
import { reason } from '../../automata/unknown.ts';
import type { Dialect } from '../../types.ts';
import type { Literal, Terms } from '../terms.ts';

/**
 * `format` as an assertion: a pattern where one says it exactly. Of a format that is not known only this is certain, that under one dialect it
 * asserts the same wherever it stands.
 */
export function formatTerm(terms: Terms, format: string, dialect: Dialect): Literal {
  const known = formatOf(format, dialect);
  if (known === undefined) return terms.opaque(reason('format-not-known', format), `format ${dialect} ${format}`);
  const { pattern } = known;
  if (pattern !== undefined) return terms.atom({ kind: 'pattern', type: 'string', pattern, unicode: false });
  return terms.atom({ kind: 'format', type: 'string', format });
}
