/** `/v1/changements`: what changed since a number. */
import { Type } from 'typebox';
import { changesAfter } from '../search/contracts.node.ts';
import { about } from './about.ts';
import type { App } from './app.ts';
import { isKnown } from './etag.node.ts';
import type { ApiContext } from './context.ts';
import { lineOf } from './lines.node.ts';
import { sendJson } from './raw.ts';
import { Contract, Count, Flag, Hash, query, said } from './schemas.ts';

const Change = Type.Object(
  {
    sequence: Count('changeNumber'),
    key: Hash('key'),
    removed: Flag('removed'),
    contract: Type.Optional(Contract),
  },
  { additionalProperties: false },
);

const Changes = Type.Object(
  { items: Type.Array(Change, said('changes')), next: Count('changesNext'), end: Flag('changesEnd') },
  { additionalProperties: false },
);

export function changes(app: App, { queries }: ApiContext): void {
  app.get(
    '/v1/changements',
    {
      schema: {
        ...about('changements', 'changements', 'tagged'),
        querystring: query({
          depuis: Type.Optional(Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER, default: 0, ...said('depuis') })),
          limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000, default: 100, ...said('changesLimit') })),
        }),
        response: { 200: Changes },
      },
    },
    async (request, reply) => {
      if (await isKnown(queries, request, reply)) return reply;
      const { depuis = 0, limit = 100 } = request.query;
      const { changes: found, next } = await changesAfter(queries, depuis, limit);
      const items = found.map(
        ({ sequence, key, contract }) =>
          `{"sequence":${sequence},"key":"${key}","removed":${!contract}${contract ? `,"contract":${lineOf(contract)}` : ''}}`,
      );
      return sendJson(reply, `{"items":[${items.join()}],"next":${next},"end":${next === depuis}}`);
    },
  );
}
