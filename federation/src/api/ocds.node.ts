/** `/v1/ocds/releases`: the contracts that changed since a number, as packages of OCDS releases. Only where the federation has a publisher. */
import { Type } from 'typebox';
import { ocdsOf } from '../ocds/releases.node.ts';
import { changesAfter, contractsOf, ranksAmong } from '../search/contracts.node.ts';
import type { ContractFacts } from '../snapshot/contract.ts';
import { about } from './about.ts';
import type { App } from './app.ts';
import type { ApiContext } from './context.ts';
import { isKnown } from './etag.node.ts';
import { originOf } from './origin.ts';
import { sendJson } from './raw.ts';
import { query, said, Text } from './schemas.ts';

/** OCDS says itself what a package is. */
const PackageSchema = Type.Object(
  {
    releases: Type.Array(Type.Object({}, { additionalProperties: true }), { minItems: 1, ...said('ocdsList') }),
    links: Type.Optional(Type.Object({ next: Text('ocdsNext') }, { additionalProperties: false, ...said('ocdsLinks') })),
  },
  { additionalProperties: true, ...said('ocdsPackage') },
);

/** Changes that one page looks at: most are of contracts that OCDS can say. As many contracts are given again in one page, as the guide of federations says. */
const LOOKED_AT = 1000;

export async function ocds(app: App, { queries, publisher }: ApiContext): Promise<void> {
  if (!publisher) return;
  const open = await ocdsOf(publisher);
  app.get(
    '/v1/ocds/releases',
    {
      schema: {
        ...about('ocds', 'ocdsReleases', 'tagged'),
        querystring: query({
          since: Type.Optional(Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER, default: 0, ...said('since') })),
          limit: Type.Optional(Type.Integer({ minimum: 1, maximum: LOOKED_AT, default: 100, ...said('changesLimit') })),
        }),
        response: { 200: PackageSchema, 204: Type.Null(said('ocdsNone')) },
      },
    },
    async (request, reply) => {
      const origin = originOf(request);
      if (await isKnown(queries, request, reply, origin)) return reply;
      const { since = 0, limit = 100 } = request.query;
      const { changes, next } = await changesAfter(queries, since, limit);
      const made = open();
      const ranked = await ranksAmong(
        queries,
        changes.map(({ key }) => key),
      );
      const ranks = new Map(ranked.map(({ key, rank }) => [key, rank]));
      const given = new Set(changes.map(({ key }) => key));
      // A contract that was given before has another rank once those that only ranks tell apart from it are others.
      const again = ranked.filter(({ key, sequence }) => !given.has(key) && sequence <= since).slice(0, LOOKED_AT);
      const others = await contractsOf(
        queries,
        again.map(({ key }) => key),
      );
      const releases = [...changes.map(({ contract }) => contract), ...others].flatMap((contract) => {
        if (!contract || contract.withdrawn) return [];
        const { kind, standard, lastPublished } = JSON.parse(contract.facts) as ContractFacts;
        const body = contract.body ?? '{}';
        return made.add({ kind, standard, published: lastPublished, body }, ranks.get(contract.key) ?? 1);
      });
      const address = `/v1/ocds/releases?${new URLSearchParams({ since: String(next), limit: String(limit) }).toString()}`;
      if (next !== since) void reply.header('link', `<${address}>; rel="next"`);
      if (releases.length === 0) return reply.code(204).send(null);
      const links = origin === undefined ? undefined : { next: new URL(address, origin).href };
      const head = JSON.stringify({ ...made.head(), ...(links && { links }) }).slice(0, -1);
      return sendJson(reply, `${head},"releases":[${releases.join()}]}`);
    },
  );
}
