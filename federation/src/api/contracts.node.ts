/** `/v1/contrats`: contracts by filters, one by its key, and the same as files. */
import { type Static, Type } from 'typebox';
import { contractsOf, countContracts, findContracts } from '../search/contracts.node.ts';
import type { Filters, Sort } from '../search/filters.ts';
import { about, fileOf } from './about.ts';
import type { App } from './app.ts';
import { clientOf } from './client.ts';
import { isKnown } from './etag.node.ts';
import { exportedCsv, exportedLines, exporting } from './exports.node.ts';
import type { ApiContext } from './context.ts';
import { lineOf, lineWriter, shaped } from './lines.node.ts';
import { notFound, refuseUnknownValues } from './problem.node.ts';
import { once } from '../../../src/host/once.ts';
import { versionIndex } from '../../../src/validate/registry.node.ts';
import { type Shape, shapeOf, shapes } from '../shape/shape.node.ts';
import { DEPARTMENTS } from '../territory/department.ts';
import { sendJson } from './raw.ts';
import { Contract, FIELDS, FILTERS, Hash, PAGE, pageOf, query, said, SHAPE, SORT } from './schemas.ts';

const ListQuery = query({
  ...FILTERS,
  ...SORT,
  ...FIELDS,
  ...PAGE,
  ...SHAPE,
  count: Type.Optional(Type.Boolean({ default: false, ...said('countAsked') })),
});
const ExportQuery = query({ ...FILTERS, ...SORT });
const LinesQuery = query({ ...FILTERS, ...SORT, ...SHAPE });

/** The filters of a query. */
const filtersOf = (asked: Static<typeof ExportQuery>): Filters => {
  const { sort: _sort, lang: _lang, cpv, ...filters } = asked;
  // Some publish the check digit of a code, most do not.
  return { ...filters, ...(cpv && { cpv: cpv.map((code) => code.replace(/-\d$/, '')) }) };
};

export function contracts(app: App, { queries, catalogue, onFault }: ApiContext): void {
  const sources = [...catalogue.keys()];
  /** Refuses values of which there are none such: no contract would have them. */
  const refuseUnknown = async ({ source, version, departement }: Filters): Promise<void> => {
    refuseUnknownValues('source', source, sources);
    refuseUnknownValues('departement', departement, DEPARTMENTS);
    if (version) refuseUnknownValues('version', version, await versions());
  };

  /** The way to the shape of a version, where one is asked for. */
  const askedShape = async (version: string | undefined): Promise<Shape | undefined> => {
    if (version === undefined) return undefined;
    refuseUnknownValues('forme', [version], await shapes());
    return shapeOf(version);
  };

  app.get(
    '/v1/contrats',
    { schema: { ...about('contrats', 'contrats', 'tagged'), querystring: ListQuery, response: { 200: pageOf(Contract) } } },
    async (request, reply) => {
      const { fields, cursor, limit = 50, count: isCounted, forme, ...asked } = request.query;
      const line = lineWriter(fields);
      const filters = filtersOf(asked);
      await refuseUnknown(filters);
      const shape = await askedShape(forme);
      if (await isKnown(queries, request, reply)) return reply;
      const [page, count] = await Promise.all([
        findContracts(queries, { filters, sort: sortOf(asked), cursor, limit, withBody: line.withBody || shape !== undefined }),
        isCounted === true ? countContracts(queries, filters) : undefined,
      ]);
      const items = page.contracts.map((contract) => line.write(shape ? shaped(shape, contract) : contract)).join();
      const more = [
        `"next":${JSON.stringify(page.next ?? null)}`,
        `"partial":${page.isCut}`,
        ...(count ? [`"count":${JSON.stringify({ value: count.count, exact: count.isExact })}`] : []),
      ];
      return sendJson(reply, `{"items":[${items}],${more.join()}}`);
    },
  );

  app.get(
    '/v1/contrats.ndjson',
    {
      exposeHeadRoute: false,
      schema: {
        ...about('contrats', 'exportNdjson', 'tagged'),
        querystring: LinesQuery,
        response: fileOf('application/x-ndjson'),
      },
    },
    async (request, reply) => {
      const { forme, ...asked } = request.query;
      await refuseUnknown(filtersOf(asked));
      const shape = await askedShape(forme);
      if (await isKnown(queries, request, reply)) return reply;
      return reply
        .type('application/x-ndjson; charset=utf-8')
        .header('content-disposition', 'attachment; filename="contrats.ndjson"')
        .send(
          exporting(
            clientOf(request.ip),
            (signal) => exportedLines(queries, { filters: filtersOf(asked), sort: sortOf(asked), signal, shape }),
            onFault,
          ),
        );
    },
  );

  app.get(
    '/v1/contrats.csv',
    {
      exposeHeadRoute: false,
      schema: { ...about('contrats', 'exportCsv', 'tagged'), querystring: ExportQuery, response: fileOf('text/csv') },
    },
    async (request, reply) => {
      await refuseUnknown(filtersOf(request.query));
      if (await isKnown(queries, request, reply)) return reply;
      return reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', 'attachment; filename="contrats.csv"')
        .send(
          exporting(
            clientOf(request.ip),
            (signal) => exportedCsv(queries, { filters: filtersOf(request.query), sort: sortOf(request.query), signal }),
            onFault,
          ),
        );
    },
  );

  app.get(
    '/v1/contrats/:cle',
    {
      schema: {
        ...about('contrats', 'contrat', 'tagged'),
        params: Type.Object({ cle: Hash('key') }),
        querystring: query(SHAPE),
        response: { 200: Contract },
      },
    },
    async (request, reply) => {
      const shape = await askedShape(request.query.forme);
      if (await isKnown(queries, request, reply)) return reply;
      const [contract] = await contractsOf(queries, [request.params.cle]);
      if (!contract) throw notFound('contract', request.params.cle);
      return sendJson(reply, lineOf(shape ? shaped(shape, contract) : contract));
    },
  );
}

const sortOf = ({ sort }: { sort?: Sort | undefined }): Sort => sort ?? '-date';

/** The versions of the standard. */
const versions = once(async () => (await versionIndex()).map(({ version }) => version));
