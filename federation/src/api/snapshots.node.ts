/** `/v1/instantanes`: snapshots, and their files. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import send from '@fastify/send';
import { Type } from 'typebox';
import { textsOf } from '../../../packages/base/src/texts.ts';
import { FEDERATION_API } from '../../../src/messages/compiled/federation-api.ts';
import { MANIFEST, type Manifest, SNAPSHOT_NAME } from '../snapshot/manifest.ts';
import { latestSnapshot, readSnapshot, SNAPSHOTS } from '../snapshot/read.node.ts';
import { README } from '../snapshot/readme.ts';
import { about, fileOf } from './about.ts';
import type { App } from './app.ts';
import type { ApiContext } from './context.ts';
import { hasTag } from './etag.node.ts';
import { notFound, Problem } from './problem.node.ts';
import { sendJson } from './raw.ts';
import { Count, orNull, query, said, Text, Time } from './schemas.ts';

const ListSchema = Type.Object(
  {
    latest: orNull(Type.String(), said('latest')),
    items: Type.Array(
      Type.Object(
        { name: Text('snapshot'), at: Time('snapshotAt'), hash: Text('snapshotHash'), contracts: Count('contracts') },
        { additionalProperties: false },
      ),
      said('snapshots'),
    ),
  },
  { additionalProperties: false },
);

const NameParams = Type.Object({ nom: Type.String({ minLength: 1, maxLength: 60, ...said('snapshotName') }) });

/** The manifest of the snapshot that was made last; undefined where there is none. */
export const latestManifest = async (outputs: string): Promise<Manifest | undefined> => (await latestSnapshot(outputs))?.manifest;

export function snapshots(app: App, { outputs }: ApiContext): void {
  /** The manifest of a snapshot: of `latest` as well. A name that none can have is never a path. */
  const manifestOf = async (name: string): Promise<Manifest> => {
    const found =
      name === 'latest' ? await latestManifest(outputs) : SNAPSHOT_NAME.test(name) ? await manifestIn(outputs, name) : undefined;
    if (!found) throw notFound('snapshot', name);
    return found;
  };

  app.get(
    '/v1/instantanes',
    { schema: { ...about('instantanes', 'instantanes', 'tagged'), querystring: query({}), response: { 200: ListSchema } } },
    async (request, reply) => {
      const names = await readdir(join(outputs, SNAPSHOTS)).catch(() => []);
      const known = names
        .filter((name) => SNAPSHOT_NAME.test(name))
        .toSorted()
        .toReversed()
        .slice(0, LISTED);
      const manifests = await Promise.all(known.map((name) => manifestIn(outputs, name)));
      const items = manifests.flatMap((one) =>
        one ? [{ name: one.name, at: one.at, hash: one.hash, contracts: one.counts.contracts }] : [],
      );
      const text = JSON.stringify({ latest: (await latestManifest(outputs))?.name ?? null, items });
      return hasTag(text, request, reply) ? reply : sendJson(reply, text);
    },
  );

  app.get(
    '/v1/instantanes/:nom',
    {
      schema: {
        ...about('instantanes', 'instantane', 'tagged'),
        params: NameParams,
        querystring: query({}),
        response: { 200: Type.Unsafe({ type: 'object', additionalProperties: true, ...said('manifest') }) },
      },
    },
    async (request, reply) => {
      const text = JSON.stringify(await manifestOf(request.params.nom));
      return hasTag(text, request, reply) ? reply : sendJson(reply, text);
    },
  );

  app.get(
    '/v1/instantanes/:nom/*',
    {
      schema: {
        ...about('instantanes', 'instantaneFile', 'parts'),
        params: Type.Object({ ...NameParams.properties, '*': Type.String({ maxLength: 200, ...said('snapshotFile') }) }),
        response: fileOf('application/octet-stream'),
      },
      // Parts are those of the file as it is.
      compress: false,
    },
    async (request, reply) => {
      const { nom, '*': file } = request.params;
      const manifest = await manifestOf(nom);
      const entry = manifest.files.find(({ name }) => name === file);
      // Only what the manifest lists: no other path is ever looked at.
      if (!entry && file !== MANIFEST && !Object.values(README).includes(file)) throw notFound('file', file);
      const sent = await send(request.raw, encodeURI(`/${file}`), {
        ...{ root: join(outputs, SNAPSHOTS, manifest.name), dotfiles: 'deny', cacheControl: false },
      });
      if (sent.statusCode === 404) throw notFound('file', file);
      void reply.code(sent.statusCode).headers(sent.headers);
      if (sent.statusCode >= 400)
        throw new Problem(
          sent.statusCode,
          'bad-request',
          textsOf(FEDERATION_API, (say) => say['bad-range']()),
        );
      // Snapshots never change; what `latest` names does.
      void reply.header('cache-control', nom === 'latest' ? 'public, no-cache' : 'public, max-age=31536000, immutable');
      return reply.send(sent.stream);
    },
  );
}

/** Snapshots that are listed, the last ones. */
const LISTED = 100;

/** A snapshot never changes: its manifest is read once. */
const manifests = new Map<string, Manifest>();

async function manifestIn(outputs: string, name: string): Promise<Manifest | undefined> {
  const folder = join(outputs, SNAPSHOTS, name);
  const known = manifests.get(folder);
  if (known) return known;
  const read = await readSnapshot(folder).catch(() => undefined);
  if (!read) return undefined;
  if (manifests.size > 2 * LISTED) manifests.clear();
  manifests.set(folder, read.manifest);
  return read.manifest;
}
