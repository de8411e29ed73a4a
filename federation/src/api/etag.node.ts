/** Answers that a client has already are not sent again. */
import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { packageFacts } from '../../../src/host/package-facts.node.ts';
import type { Queries } from '../store/store.ts';
import { languageOf } from './language.ts';

/**
 * Sets the ETag of what a question is answered with: of the state of the data, the address, the language, and `also` what else the answer depends on. True where the client has that
 * answer: it is then sent that, and nothing more. To be called before the data are read: what changes meanwhile has another ETag at the next request.
 */
export async function isKnown(queries: Queries, request: FastifyRequest, reply: FastifyReply, also = ''): Promise<boolean> {
  const parts = [packageFacts().version, await stateOf(queries), request.url, languageOf(request), also].join(' ');
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

/** Milliseconds that a state is asked for once in: what is read after it is as new or newer, and has another tag at the next request after them. */
const SHARED = 250;

const states = new WeakMap<Queries, { until: number; state: Promise<string | undefined> }>();

function stateOf(queries: Queries): Promise<string | undefined> {
  const now = performance.now();
  const known = states.get(queries);
  if (known && now < known.until) return known.state;
  const state = queries.query<{ state: string }>(STATE).then(
    ([row]) => row?.state,
    (error: unknown) => {
      states.delete(queries);
      throw error;
    },
  );
  states.set(queries, { until: now + SHARED, state });
  return state;
}

/** The last change of a contract, the last count by buyer, the last snapshot, the last attempt to fetch. */
const STATE = `select concat_ws(' ', (select max(sequence) from search), (select max(sequence) from search_removed),
  (select at from search_state), (select max(id) from snapshot), (select max(id) from attempt)) as state`;
