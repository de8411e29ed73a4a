/** `/v1/acheteurs` and `/v1/territoires`: what buyers publish, of one or of a territory. */
import { Type } from 'typebox';
import { type BuyerCounts, countBuyersOf, findBuyer, publishersOf, sourcesAmong } from '../search/buyers.node.ts';
import { lastNews } from '../search/news.node.ts';
import {
  collectiviteOf,
  findTerritories,
  KINDS,
  largestTerritories,
  type Territory,
  territoryOf,
} from '../territory/territories.node.ts';
import type { Lang } from '../../../packages/base/src/language.ts';
import { shownValue } from '../../../src/model/cell-text.ts';
import { csvText } from '../../../src/write/sheet/csv.ts';
import { about, fileOf } from './about.ts';
import type { App } from './app.ts';
import { isKnown } from './etag.node.ts';
import { whileCounted } from './counted.ts';
import type { ApiContext } from './context.ts';
import { findingsIn, FindingSchema } from './findings.node.ts';
import { languageOf } from './language.ts';
import { lineOf } from './lines.node.ts';
import { notFound } from './problem.node.ts';
import { sendJson } from './raw.ts';
import {
  Contract,
  Count,
  COUNTS,
  Flag,
  Hash,
  listOf,
  MonthSchema,
  NEWS,
  oneOf,
  orNull,
  query,
  said,
  Siren,
  Text,
  Time,
  Whole,
} from './schemas.ts';

const CountsSchema = Type.Object(COUNTS, { additionalProperties: false, ...said('all') });
const BuyerSumSchema = Type.Object(
  { buyer: Text('establishment'), siren: Siren, last: orNull(Type.String(), said('lastDay')), ...COUNTS },
  { additionalProperties: false },
);

const BuyerSchema = Type.Object(
  {
    id: Text('buyerId'),
    siren: Siren,
    name: orNull(Type.String(), said('collectiviteName')),
    territory: orNull(Type.String(), said('buyerTerritory')),
    all: CountsSchema,
    months: Type.Array(MonthSchema, said('countedMonths')),
    faults: Type.Array(FindingSchema, said('faults')),
    establishments: Type.Array(BuyerSumSchema, said('establishments')),
    sources: Type.Array(Type.String(), said('buyerSources')),
    partial: Flag('cutCounts'),
  },
  { additionalProperties: false },
);

const TerritoryName = Type.Object({ code: Text('territoryCode'), name: Text('territoryName') }, { additionalProperties: false });
/** Of what a territory is, and what it lies in. */
const TERRITORY = {
  ...TerritoryName.properties,
  kind: oneOf(KINDS, said('territoryKind')),
  parents: Type.Array(TerritoryName, said('parents')),
};

const CollectiviteSchema = Type.Object(
  {
    siren: Siren,
    name: Text('ownName'),
    kind: oneOf(['commune', 'epci'], said('collectiviteKind')),
    code: Text('collectiviteCode'),
    population: orNull(Whole, said('population')),
    publishes: Flag('publishes'),
    ...COUNTS,
    last: orNull(Type.String(), said('lastDay')),
  },
  { additionalProperties: false },
);

const CollectivitesQuery = query({ publie: Type.Optional(Flag('publishesFilter')) });

/** The members of a collectivité, as columns. */
const CSV_COLUMNS = [
  ...(['siren', 'name', 'kind', 'code', 'population', 'publishes', 'contracts', 'amount'] as const),
  ...(['dated', 'timely', 'days', 'warned', 'rejected', 'last'] as const),
];

const cellOf = (value: string | number | boolean | null): string => shownValue(value) ?? '';

const TerritorySourceSchema = Type.Object(
  { source: Text('source'), collectivites: Count('sourceCollectivites'), contracts: Count('sourceLast') },
  { additionalProperties: false, ...said('territorySource') },
);

const TerritorySchema = Type.Object(
  {
    ...TERRITORY,
    collectivites: Count('collectiviteCount'),
    publishing: Count('publishing'),
    all: CountsSchema,
    months: Type.Array(MonthSchema, said('countedMonths')),
    faults: Type.Array(FindingSchema, said('faults')),
    partial: Flag('cutTerritory'),
  },
  { additionalProperties: false, ...said('territoryNote') },
);

const CodeParams = Type.Object({
  code: Type.String({ pattern: `^(${KINDS.join('|')})-[0-9AB]{2,9}$`, ...said('territoryCode') }),
});

const NewsSchema = Type.Object(
  {
    items: Type.Array(
      Type.Object(
        {
          at: Time('newsAt'),
          change: oneOf(['new', 'changed', 'withdrawn'], said('newsChange')),
          content: Hash('newsContent'),
          contract: Contract,
        },
        { additionalProperties: false },
      ),
      said('news'),
    ),
    partial: Flag('cutNews'),
  },
  { additionalProperties: false },
);

const BuyerParams = Type.Object({ id: Type.String({ pattern: '^\\d{9}(\\d{5})?$', ...said('acheteur') }) });

const NO_CONTRACT = { contracts: 0, amount: 0, dated: 0, timely: 0, days: 0, warned: 0, rejected: 0 };
const NOTHING = { ...NO_CONTRACT, last: null };

export function buyers(app: App, { queries }: ApiContext): void {
  app.get(
    '/v1/acheteurs/:id',
    {
      schema: {
        ...about('acheteurs', 'acheteurPage', 'tagged'),
        params: BuyerParams,
        querystring: query({}),
        response: { 200: BuyerSchema },
      },
    },
    async (request, reply) => {
      if (await isKnown(queries, request, reply)) return reply;
      const { id } = request.params;
      const siren = id.slice(0, 9);
      const siret = id.length === 14 ? id : undefined;
      const found = await findBuyer(queries, siren, siret);
      const collectivite = collectiviteOf(siren);
      // A collectivité that publishes nothing is known all the same.
      if (!found && !collectivite) throw notFound('buyer', id);
      const { all = NO_CONTRACT, months = '[]', faults = [], establishments = [], sources = [], isCut = false } = found ?? {};
      const answer = {
        ...{ id, siren, name: collectivite?.name ?? null },
        territory: collectivite ? `${collectivite.kind}-${collectivite.code}` : null,
        ...{ all, faults: await faultsIn(faults, languageOf(request)), establishments, sources, partial: isCut },
      };
      return sendJson(reply, withMonths(answer, months));
    },
  );

  const news = async (asked: Parameters<typeof lastNews>[1]): Promise<string> => {
    const found = await lastNews(queries, asked);
    const items = found.news.map(
      ({ at, change, content, contract }) =>
        `{"at":"${at}","change":"${change}","content":"${content}","contract":${lineOf(contract)}}`,
    );
    return `{"items":[${items.join()}],"partial":${found.isCut}}`;
  };

  app.get(
    '/v1/acheteurs/:id/changements',
    {
      schema: {
        ...about('acheteurs', 'acheteurChangements', 'tagged'),
        params: BuyerParams,
        querystring: query(NEWS),
        response: { 200: NewsSchema },
      },
    },
    async (request, reply) => {
      if (await isKnown(queries, request, reply)) return reply;
      const { id } = request.params;
      const siret = id.length === 14 ? id : undefined;
      return sendJson(reply, await news({ sirens: [id.slice(0, 9)], siret, limit: request.query.limit ?? 50 }));
    },
  );

  const territory = (code: string): Territory => {
    const found = territoryOf(code);
    if (!found) throw notFound('territory', code);
    return found;
  };

  app.get(
    '/v1/territoires',
    {
      schema: {
        ...about('territoires', 'territoires'),
        querystring: query({ nom: Type.Optional(Type.String({ minLength: 2, maxLength: 60, ...said('territorySearch') })) }),
        response: {
          200: listOf(Type.Object(TERRITORY, { additionalProperties: false })),
        },
      },
    },
    async (request, reply) => {
      const { nom } = request.query;
      const found = nom === undefined ? largestTerritories() : findTerritories(nom, FOUND);
      return sendJson(
        reply,
        JSON.stringify({ items: found.map(({ code, name, kind, parents }) => ({ code, name, kind, parents })) }),
      );
    },
  );

  app.get(
    '/v1/territoires/:code',
    {
      schema: {
        ...about('territoires', 'territoire', 'tagged'),
        params: CodeParams,
        querystring: query({}),
        response: { 200: TerritorySchema },
      },
    },
    async (request, reply) => {
      if (await isKnown(queries, request, reply)) return reply;
      const { code, kind, name, parents, collectivites } = territory(request.params.code);
      const sirens = collectivites.map(({ siren }) => siren);
      const {
        isCut: partial,
        publishing,
        faults,
        all,
        months,
      } = await whileCounted(queries, code, () => countBuyersOf(queries, sirens));
      const answer = {
        ...{ code, kind, name, parents, collectivites: collectivites.length, publishing, all },
        ...{ faults: await faultsIn(faults, languageOf(request)), partial },
      };
      return sendJson(reply, withMonths(answer, months));
    },
  );

  app.get(
    '/v1/territoires/:code/changements',
    {
      schema: {
        ...about('territoires', 'territoireChangements', 'tagged'),
        params: CodeParams,
        querystring: query(NEWS),
        response: { 200: NewsSchema },
      },
    },
    async (request, reply) => {
      if (await isKnown(queries, request, reply)) return reply;
      const sirens = territory(request.params.code).collectivites.map(({ siren }) => siren);
      return sendJson(reply, await news({ sirens, limit: request.query.limit ?? 50 }));
    },
  );

  app.get(
    '/v1/territoires/:code/collectivites',
    {
      schema: {
        ...about('territoires', 'collectivites', 'tagged'),
        params: CodeParams,
        querystring: CollectivitesQuery,
        response: { 200: listOf(CollectiviteSchema) },
      },
    },
    async (request, reply) => {
      if (await isKnown(queries, request, reply)) return reply;
      return sendJson(
        reply,
        JSON.stringify({ items: await collectivitesOf(territory(request.params.code), request.query.publie) }),
      );
    },
  );

  app.get(
    '/v1/territoires/:code/collectivites.csv',
    {
      exposeHeadRoute: false,
      schema: {
        ...about('territoires', 'collectivitesCsv'),
        params: CodeParams,
        querystring: CollectivitesQuery,
        response: fileOf('text/csv'),
      },
    },
    async (request, reply) => {
      const { code } = request.params;
      const rows = await collectivitesOf(territory(code), request.query.publie);
      const text = csvText([CSV_COLUMNS, ...rows.map((row) => CSV_COLUMNS.map((name) => cellOf(row[name])))]);
      return reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', `attachment; filename="collectivites-${code}.csv"`)
        .send(text);
    },
  );

  app.get(
    '/v1/territoires/:code/sources',
    {
      schema: {
        ...about('territoires', 'territorySources', 'tagged'),
        params: CodeParams,
        querystring: query({}),
        response: { 200: listOf(TerritorySourceSchema) },
      },
    },
    async (request, reply) => {
      if (await isKnown(queries, request, reply)) return reply;
      const sirens = territory(request.params.code).collectivites.map(({ siren }) => siren);
      return sendJson(reply, JSON.stringify({ items: await sourcesAmong(queries, sirens) }));
    },
  );

  /** The collectivités of a territory with what each publishes, by name: all, or those that publish or do not. */
  async function collectivitesOf({ collectivites }: Territory, publie: boolean | undefined) {
    const found = await publishersOf(
      queries,
      collectivites.map(({ siren }) => siren),
    );
    const sums = new Map(found.map((one) => [one.siren, one]));
    return collectivites
      .map((one) => {
        const { siren: _siren, ...counts } = sums.get(one.siren) ?? { ...NOTHING, siren: one.siren };
        return { ...one, publishes: counts.contracts > 0, ...counts };
      })
      .filter(({ publishes }) => publie === undefined || publie === publishes);
  }
}

/** An object as JSON text, with a member `months` that is JSON text. */
const withMonths = (answer: object, months: string): string => `${JSON.stringify(answer).slice(0, -1)},"months":${months}}`;

/** Errors of rejected records as findings: `count` is how many records have each. */
async function faultsIn(faults: BuyerCounts['faults'], lang: Lang): Promise<unknown[]> {
  const shown = await findingsIn(lang);
  return faults.map(({ records, standard, ...one }) => shown({ ...one, severity: 'error', count: records }, standard));
}

/** Territories found by name. */
const FOUND = 20;
