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
import { Body, Count, oneOf, orNull, query, said, Time, Uuid } from './schemas.ts';

const KeyParams = Type.Object({ cle: Type.String({ ...Uuid, ...said('key') }) });

const RecordSchema = Type.Object(
  {
    record: Uuid,
    state: oneOf(['selected', 'duplicate', 'superseded', 'invalid', 'unpublished'], said('recordState')),
    decidedBy: orNull(oneOf(['published', 'changes', 'fullness', 'priority', 'hash'], said('decidedBy'))),
    united: Type.Boolean(said('united')),
    standard: Type.String(),
    published: orNull(Type.String()),
    changes: Count,
    fullness: Count,
    priority: Count,
    judged: Type.String(),
    sources: Type.Array(Type.String()),
    findings: Type.Array(FindingSchema),
    body: Body,
  },
  { additionalProperties: false },
);

const PlaceSchema = Type.Object(
  {
    record: Uuid,
    resource: Type.String(said('resourceName')),
    title: Type.String(),
    source: Type.String(),
    dataset: Type.String(),
    url: Type.String(),
    times: Count,
    version: Count,
    fetchedAt: Time,
  },
  { additionalProperties: false },
);

const listOf = <S extends Parameters<typeof Type.Array>[0]>(item: S) =>
  Type.Object({ items: Type.Array(item), partial: Type.Boolean(said('cutList')) }, { additionalProperties: false });

export function history(app: App, { queries }: ApiContext): void {
  app.get(
    '/v1/contrats/:cle/versions',
    {
      schema: {
        ...about('contrats', 'contratVersions'),
        params: KeyParams,
        querystring: query({}),
        response: { 200: listOf(RecordSchema) },
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
        response: { 200: listOf(PlaceSchema) },
      },
    },
    async (request, reply) => {
      const found = await placesOf(queries, request.params.cle);
      if (!found) throw notFound('contract', request.params.cle);
      return sendJson(reply, JSON.stringify({ items: found.places, partial: found.isCut }));
    },
  );
}
