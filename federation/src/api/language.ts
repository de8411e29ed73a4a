import type { FastifyRequest } from 'fastify';
import { type Lang } from '../../../packages/base/src/language.ts';

/** The language of an answer: that of `lang` in the query, or the first of `Accept-Language` that there is; French where neither says. */
export function languageOf(request: FastifyRequest): Lang {
  const asked = (request.query as { lang?: unknown } | undefined)?.lang;
  if (asked === 'fr' || asked === 'en') return asked;
  // What fastify cannot read has no such method.
  if (typeof request.accepts !== 'function') return 'fr';
  const accepted = request.accepts().language(['fr', 'en']) as string | false | string[];
  return accepted === 'en' ? 'en' : 'fr';
}
