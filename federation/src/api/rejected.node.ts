/** `/v1/rejets`: records that no contract is made of, with the reason. */
import { Type } from 'typebox';
import { findRejected } from '../search/rejected.node.ts';
import { resourceOf, standardOf } from '../search/resources.node.ts';
import { frameOf, standardInForce } from '../snapshot/frame.node.ts';
import { textsOf } from '../../../packages/base/src/texts.ts';
import { FEDERATION_API } from '../../../src/messages/compiled/federation-api.ts';
import { about, fileOf } from './about.ts';
import type { App } from './app.ts';
import { clientOf } from './client.ts';
import type { ApiContext } from './context.ts';
import { findingsIn, FindingSchema } from './findings.node.ts';
import { languageOf } from './language.ts';
import { corrections } from './corrections.node.ts';
import { exporting } from './exports.node.ts';
import { badParameter, notFound, refuseUnknownValues } from './problem.node.ts';
import { withBody } from '../snapshot/contract.ts';
import { sendJson } from './raw.ts';
import { Body, Flag, Hash, oneOf, orNull, PAGE, pageOf, query, said, Text } from './schemas.ts';
import { RECORD_KINDS } from '../../../src/model/kinds.ts';

const RejectedSchema = Type.Object(
  {
    record: Hash('record'),
    kind: oneOf(RECORD_KINDS, said('type')),
    standard: Text('recordStandard'),
    buyer: orNull(Type.String(), said('recordBuyer')),
    number: orNull(Type.String(), said('recordNumber')),
    published: orNull(Type.String(), said('recordPublished')),
    hasKey: Flag('hasKey'),
    findings: Type.Array(FindingSchema, said('recordFindings')),
    places: Type.Array(
      Type.Object(
        { resource: Text('resourceName'), title: Text('fileTitle'), source: Text('source'), url: Text('fileUrl') },
        { additionalProperties: false },
      ),
      said('places'),
    ),
    body: Body,
  },
  { additionalProperties: false },
);

export function rejected(app: App, { queries, catalogue, onFault }: ApiContext): void {
  app.get(
    '/v1/rejets.json',
    {
      exposeHeadRoute: false,
      schema: {
        ...about('rejets', 'corrections'),
        querystring: query({
          ressource: Type.String({ minLength: 1, maxLength: 2000, ...said('resourceName') }),
          version: Type.Optional(Type.String({ pattern: '^\\d+\\.\\d+\\.\\d+$', ...said('correctionsVersion') })),
        }),
        response: fileOf('application/json'),
      },
    },
    async (request, reply) => {
      const { ressource: name, version } = request.query;
      const resource = await resourceOf(queries, name);
      if (!resource) throw notFound('resource', name);
      const standard = version ?? (await standardOf(queries, resource.id)) ?? (await standardInForce());
      const frame = await frameOf(standard).catch(() => {
        throw badParameter(
          'version',
          textsOf(FEDERATION_API, (say) => say['bad-version']({ version: standard })),
        );
      });
      return reply
        .type('application/json; charset=utf-8')
        .header('content-disposition', 'attachment; filename="rejets.json"')
        .send(
          exporting(clientOf(request.ip), (signal) => corrections(queries, frame, { resource: name, standard, signal }), onFault),
        );
    },
  );

  app.get(
    '/v1/rejets',
    {
      schema: {
        ...about('rejets', 'rejets'),
        querystring: query({
          ressource: Type.Optional(Type.String({ minLength: 1, maxLength: 2000, ...said('resourceName') })),
          source: Type.Optional(Type.String({ pattern: '^[a-z0-9-]{1,60}$', ...said('source') })),
          acheteur: Type.Optional(Type.String({ minLength: 1, maxLength: 200, ...said('rejectedBuyer') })),
          code: Type.Optional(Type.String({ pattern: '^[A-Za-z0-9.-]{1,80}$', ...said('code') })),
          ...PAGE,
        }),
        response: { 200: pageOf(RejectedSchema) },
      },
    },
    async (request, reply) => {
      const { ressource: resource, source, acheteur: buyer, code, cursor, limit = 50 } = request.query;
      refuseUnknownValues('source', source === undefined ? undefined : [source], [...catalogue.keys()]);
      if (resource !== undefined && !(await resourceOf(queries, resource))) throw notFound('resource', resource);
      const page = await findRejected(queries, { filters: { resource, source, buyer, code }, cursor, limit });
      const shown = await findingsIn(languageOf(request));
      const items = page.records.map(({ body, findings, ...record }) =>
        withBody(JSON.stringify({ ...record, findings: findings.map((one) => shown(one, record.standard, record.kind)) }), body),
      );
      return sendJson(reply, `{"items":[${items.join()}],"next":${JSON.stringify(page.next ?? null)},"partial":${page.isCut}}`);
    },
  );
}
