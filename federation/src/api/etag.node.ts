/** Answers that a client has already are not sent again. */
import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { packageFacts } from '../../../src/host/package-facts.node.ts';
import type { Queries } from '../store/store.ts';
import { languageOf } from './language.ts';
import { stateOf } from './state.ts';

/**
 * Sets the ETag of what a question is answered with: of the state of the data, the address, the language, and `also` what else the answer depends on. True where the client has that
 * answer: it is then sent that, and nothing more. To be called before the data are read: what changes meanwhile has another ETag at the next request.
 */
export async function isKnown(queries: Queries, request: FastifyRequest, reply: FastifyReply, also = ''): Promise<boolean> {
  const parts = [packageFacts().version, (await stateOf(queries)).all, request.url, languageOf(request), also].join(' ');
  return isTagged(sumOf(parts), request, reply);
}

/** The same of a text that is made already. */
export const hasTag = (text: string, request: FastifyRequest, reply: FastifyReply): boolean =>
  isTagged(sumOf(text), request, reply);

const sumOf = (text: string): string => createHash('sha256').update(text).digest('base64url').slice(0, 22);

/** A weak one: what is compressed has other bytes. */
function isTagged(sum: string, { headers }: FastifyRequest, reply: FastifyReply): boolean {
  const tag = `W/"${sum}"`;
  void reply.headers({ etag: tag, 'cache-control': 'public, no-cache' });
  if (headers['if-none-match']?.split(',').some((one) => one.trim() === tag) !== true) return false;
  void reply.code(304).send();
  return true;
}
