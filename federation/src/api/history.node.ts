/** `/v1/contrats/{cle}/versions` and `/provenance`. */
import { Type } from 'typebox';
import { withBody } from '../snapshot/contract.ts';
import { placesOf, recordsOf } from '../search/history.node.ts';
import { about } from './about.ts';
import type { App } from './app.ts';
import type { ApiContext } from './context.ts';
import { findingsIn, FindingSchema } from './findings.node.ts';
import { languageOf } from './language.ts';
import { notFound } from './problem.node.ts';
import { sendJson } from './raw.ts';
import { Body, Count, Flag, Hash, oneOf, orNull, query, said, Text, Time } from './schemas.ts';

const KeyParams = Type.Object({ cle: Hash('key') });

const RecordSchema = Type.Object(
  {
    record: Hash('record'),
    state: oneOf(['selected', 'duplicate', 'superseded', 'invalid', 'unpublished'], said('recordState')),
    decidedBy: orNull(oneOf(['published', 'changes', 'reserved', 'fullness', 'priority', 'hash']), said('decidedBy')),
    united: Flag('united'),
    standard: Text('recordStandard'),
    published: orNull(Type.String(), said('recordPublished')),
    changes: Count('recordChanges'),
    reserved: Flag('recordReserved'),
    fullness: Count('fullness'),
    priority: Count('recordPriority'),
    judged: Text('judged'),
    sources: Type.Array(Type.String(), said('recordSources')),
    findings: Type.Array(FindingSchema, said('recordFindings')),
    body: Body,
  },
  { additionalProperties: false },
);

const PlaceSchema = Type.Object(
  {
    record: Hash('record'),
    resource: Text('resourceName'),
    title: Text('fileTitle'),
    source: Text('source'),
    dataset: Text('dataset'),
    url: Text('fileUrl'),
    times: Count('times'),
    version: Count('placeVersion'),
    fetchedAt: Time('placeFetched'),
  },
  { additionalProperties: false },
);

const cutListOf = <S extends Parameters<typeof Type.Array>[0]>(item: S) =>
  Type.Object({ items: Type.Array(item, said('items')), partial: Flag('cutList') }, { additionalProperties: false });

export function history(app: App, { queries }: ApiContext): void {
  app.get(
    '/v1/contrats/:cle/versions',
    {
      schema: {
        ...about('contrats', 'contratVersions'),
        params: KeyParams,
        querystring: query({}),
        response: { 200: cutListOf(RecordSchema) },
      },
    },
    async (request, reply) => {
      const found = await recordsOf(queries, request.params.cle);
      if (!found) throw notFound('contract', request.params.cle);
      const shown = await findingsIn(languageOf(request));
      const items = found.records.map(({ hash: record, body, state, decidedBy, united, findings, ...rest }) => {
        const inLanguage = findings.map((one) => shown(one, rest.standard));
        return withBody(JSON.stringify({ record, state, decidedBy, united, ...rest, findings: inLanguage }), body);
      });
      return sendJson(reply, `{"items":[${items.join()}],"partial":${found.isCut}}`);
    },
  );

  app.get(
    '/v1/contrats/:cle/provenance',
    {
      schema: {
        ...about('contrats', 'provenance'),
        params: KeyParams,
        querystring: query({}),
        response: { 200: cutListOf(PlaceSchema) },
      },
    },
    async (request, reply) => {
      const found = await placesOf(queries, request.params.cle);
      if (!found) throw notFound('contract', request.params.cle);
      return sendJson(reply, JSON.stringify({ items: found.places, partial: found.isCut }));
    },
  );
}
