/** `/v1/sources` and `/v1/ressources`: what is published where, each version of it, what was found in it, and when it could be fetched. */
import { type Static, Type } from 'typebox';
import type { Source } from '../catalogue/source.ts';
import {
  attemptsBefore,
  countsOf,
  type Resource,
  resourceOf,
  resourcesAfter,
  sourceStates,
  versionsBefore,
} from '../search/resources.node.ts';
import { latestManifest } from './snapshots.node.ts';
import { about } from './about.ts';
import type { App } from './app.ts';
import type { ApiContext } from './context.ts';
import { findingsIn, FindingSchema } from './findings.node.ts';
import { isKnown } from './etag.node.ts';
import { languageOf } from './language.ts';
import { notFound, refuseUnknownValues } from './problem.node.ts';
import { sendJson } from './raw.ts';
import { lastEvents } from '../search/events.node.ts';
import { Count, Flag, Instant, listOf, NEWS, oneOf, orNull, PAGE, query, said, Text, Time, Whole } from './schemas.ts';

const SourceSchema = Type.Object(
  {
    id: Text('sourceId'),
    title: Text('sourceTitle'),
    publisher: Text('sourcePublisher'),
    licence: Text('licence'),
    priority: Count('priority'),
    harvested: Flag('harvested'),
    files: Count('sourceFiles'),
    gone: Count('filesGone'),
    failed: Count('filesFailed'),
    held: Count('filesHeld'),
    checkedAt: orNull(Instant, said('lastChecked')),
    contracts: orNull(Whole, said('sourceContracts')),
    rejected: orNull(Whole, said('sourceRejected')),
    read: orNull(Whole, said('sourceRead')),
    notes: orNull(Type.String(), said('sourceNotes')),
  },
  { additionalProperties: false, ...said('sourceState') },
);

const Reason = Type.Unknown(said('reason'));
const VersionState = oneOf(['fetched', 'accepted', 'held', 'unreadable'], said('versionState'));

const ResourceSchema = Type.Object(
  {
    name: Text('resourceName'),
    source: Text('source'),
    dataset: Text('dataset'),
    title: Text('fileTitle'),
    format: Text('fileFormat'),
    url: Text('fileUrl'),
    updates: oneOf(['added', 'replaced'], said('updates')),
    checkedAt: orNull(Instant, said('checkedAt')),
    goneAt: orNull(Instant, said('goneAt')),
    lastOutcome: orNull(Type.String(), said('lastOutcome')),
    failing: orNull(Type.String(), said('failing')),
    failingSince: orNull(Instant, said('failingSince')),
    acceptedAt: orNull(Instant, said('acceptedAt')),
    newest: orNull(Type.Object({ state: VersionState, reason: Reason }, { additionalProperties: false }), said('newest')),
  },
  { additionalProperties: false },
);

const VersionSchema = Type.Object(
  {
    id: Count('versionNumber'),
    fetchedAt: Time('fetchedAt'),
    sha256: Text('sha256'),
    size: Count('size'),
    state: VersionState,
    reason: Reason,
    form: orNull(Type.String(), said('form')),
    standard: orNull(Type.String(), said('versionStandard')),
  },
  { additionalProperties: false },
);

const CountsSchema = Type.Object(
  {
    version: Count('versionNumber'),
    records: Count('versionRecords'),
    rejected: Count('versionRejected'),
    findings: Type.Array(FindingSchema, said('versionFindings')),
    around: Type.Array(FindingSchema, said('around')),
    previous: orNull(Whole, said('previousVersion')),
    difference: orNull(
      Type.Object(
        { added: Count('differenceAdded'), removed: Count('differenceRemoved'), changed: Count('differenceChanged') },
        { additionalProperties: false },
      ),
      said('difference'),
    ),
  },
  { additionalProperties: false },
);

const AttemptSchema = Type.Object(
  {
    id: Count('attemptNumber'),
    at: Time('attemptAt'),
    status: orNull(Type.Integer(), said('attemptStatus')),
    bytes: Count('attemptBytes'),
    milliseconds: Type.Integer(said('milliseconds')),
    outcome: Text('outcome'),
    error: orNull(Type.String(), said('attemptError')),
  },
  { additionalProperties: false },
);

/** Where lists of numbered things go on: the number of the last one. */
const NUMBERED = {
  cursor: Type.Optional(Type.Integer({ minimum: 0, maximum: 2_147_483_647, ...said('cursor') })),
  limit: PAGE.limit,
};

const numberedOf = <S extends Parameters<typeof Type.Array>[0]>(item: S) =>
  Type.Object({ items: Type.Array(item, said('items')), next: orNull(Whole, said('next')) }, { additionalProperties: false });

/** The first of rows that were asked for with one more, and where the next go on. */
const numbered = <T extends { id: number }>(rows: readonly T[], limit: number): { items: T[]; next: number | null } => ({
  items: rows.slice(0, limit),
  next: rows.length > limit ? (rows[limit - 1]?.id ?? null) : null,
});

const EventSchema = Type.Object(
  {
    at: Time('eventAt'),
    event: oneOf(['broken', 'restored', 'gone', 'accepted', 'held', 'unreadable'], said('sourceEvent')),
    resource: Text('resourceName'),
    title: Text('fileTitle'),
    version: orNull(Whole, said('eventVersion')),
    records: orNull(Whole, said('eventRecords')),
    reason: Reason,
    error: orNull(Type.String(), said('eventError')),
    since: orNull(Instant, said('eventSince')),
  },
  { additionalProperties: false },
);

const NameParams = Type.Object({ id: Type.String({ minLength: 1, maxLength: 2000, ...said('resourceName') }) });

export function resources(app: App, { queries, catalogue, outputs }: ApiContext): void {
  /** What the catalogue, the files and the last snapshot say of sources. */
  const sources = async (lang: 'fr' | 'en'): Promise<Static<typeof SourceSchema>[]> => {
    const [states, manifest] = await Promise.all([sourceStates(queries), latestManifest(outputs)]);
    const known = new Map(states.map((state) => [state.source, state]));
    return [...catalogue.values()].map((source: Source) => {
      const { files = 0, gone = 0, failed = 0, held = 0, checkedAt = null } = known.get(source.id) ?? {};
      const counts = manifest?.sources[source.id];
      return {
        ...{ id: source.id, title: source.title[lang], publisher: source.publisher, licence: source.licence },
        ...{ priority: source.priority, harvested: source.harvested, files, gone, failed, held, checkedAt },
        ...{ contracts: counts?.contracts ?? null, rejected: counts?.rejected ?? null, read: counts?.current ?? null },
        notes: source.notes?.[lang] ?? null,
      };
    });
  };
  const theResource = async (name: string): Promise<Resource> => {
    const resource = await resourceOf(queries, name);
    if (!resource) throw notFound('resource', name);
    return resource;
  };
  const shown = ({ id: _id, ...resource }: Resource): Static<typeof ResourceSchema> => resource;

  app.get(
    '/v1/sources',
    {
      schema: {
        ...about('sources', 'sources'),
        querystring: query({}),
        response: { 200: listOf(SourceSchema) },
      },
    },
    async (request, reply) => {
      return sendJson(reply, JSON.stringify({ items: await sources(languageOf(request)) }));
    },
  );

  app.get(
    '/v1/sources/:id',
    {
      schema: {
        ...about('sources', 'oneSource'),
        params: Type.Object({ id: Type.String({ pattern: '^[a-z0-9-]{1,60}$', ...said('source') }) }),
        querystring: query({}),
        response: { 200: SourceSchema },
      },
    },
    async (request, reply) => {
      const source = (await sources(languageOf(request))).find(({ id }) => id === request.params.id);
      if (!source) throw notFound('source', request.params.id);
      return sendJson(reply, JSON.stringify(source));
    },
  );

  app.get(
    '/v1/sources/:id/evenements',
    {
      schema: {
        ...about('sources', 'evenements', 'tagged'),
        params: Type.Object({ id: Type.String({ pattern: '^[a-z0-9-]{1,60}$', ...said('source') }) }),
        querystring: query({ limit: NEWS.limit }),
        response: { 200: listOf(EventSchema) },
      },
    },
    async (request, reply) => {
      if (await isKnown(queries, request, reply)) return reply;
      const { id } = request.params;
      if (!catalogue.has(id)) throw notFound('source', id);
      return sendJson(reply, JSON.stringify({ items: await lastEvents(queries, id, request.query.limit ?? 50) }));
    },
  );

  app.get(
    '/v1/ressources',
    {
      schema: {
        ...about('sources', 'ressources'),
        querystring: query({
          source: Type.Optional(Type.String({ pattern: '^[a-z0-9-]{1,60}$', ...said('source') })),
          ...NUMBERED,
        }),
        response: { 200: numberedOf(ResourceSchema) },
      },
    },
    async (request, reply) => {
      const { source, cursor = 0, limit = 50 } = request.query;
      refuseUnknownValues('source', source === undefined ? undefined : [source], [...catalogue.keys()]);
      const { items, next } = numbered(await resourcesAfter(queries, source, cursor, limit + 1), limit);
      return sendJson(reply, JSON.stringify({ items: items.map(shown), next }));
    },
  );

  app.get(
    '/v1/ressources/:id',
    {
      schema: {
        ...about('sources', 'ressource'),
        params: NameParams,
        querystring: query({}),
        response: { 200: ResourceSchema },
      },
    },
    async (request, reply) => {
      return sendJson(reply, JSON.stringify(shown(await theResource(request.params.id))));
    },
  );

  app.get(
    '/v1/ressources/:id/versions',
    {
      schema: {
        ...about('sources', 'versions'),
        params: NameParams,
        querystring: query(NUMBERED),
        response: { 200: numberedOf(VersionSchema) },
      },
    },
    async (request, reply) => {
      const { cursor, limit = 50 } = request.query;
      const { id } = await theResource(request.params.id);
      return sendJson(reply, JSON.stringify(numbered(await versionsBefore(queries, id, cursor, limit + 1), limit)));
    },
  );

  app.get(
    '/v1/ressources/:id/versions/:version/constats',
    {
      schema: {
        ...about('sources', 'constats'),
        params: Type.Object({
          ...NameParams.properties,
          version: Type.Integer({ minimum: 0, maximum: 2_147_483_647, ...said('versionNumber') }),
        }),
        querystring: query({}),
        response: { 200: CountsSchema },
      },
    },
    async (request, reply) => {
      const { id, version } = request.params;
      const counts = await countsOf(queries, (await theResource(id)).id, version);
      if (!counts) throw notFound('version', String(version));
      const shown = await findingsIn(languageOf(request));
      const findings = counts.findings.map((one) => shown(one, one.standard));
      const around = counts.around.map((one) => shown(one, null));
      return sendJson(reply, JSON.stringify({ version, ...counts, findings, around }));
    },
  );

  app.get(
    '/v1/ressources/:id/disponibilite',
    {
      schema: {
        ...about('sources', 'disponibilite'),
        params: NameParams,
        querystring: query({
          ...NUMBERED,
          cursor: Type.Optional(Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER, ...said('cursor') })),
        }),
        response: { 200: numberedOf(AttemptSchema) },
      },
    },
    async (request, reply) => {
      const { cursor, limit = 50 } = request.query;
      const { id } = await theResource(request.params.id);
      return sendJson(reply, JSON.stringify(numbered(await attemptsBefore(queries, id, cursor, limit + 1), limit)));
    },
  );
}
