/** The description of the API, OpenAPI 3.1, in both languages, and the index of its addresses. */
import { FEDERATION_API } from '../../../src/messages/compiled/federation-api.ts';
import { isObject } from '../../../packages/base/src/json.ts';
import type { Lang } from '../../../packages/base/src/language.ts';
import { Type } from 'typebox';
import { about } from './about.ts';
import { answersOf, componentsOf } from './answers.ts';
import type { App } from './app.ts';
import { hasTag } from './etag.node.ts';
import { languageOf } from './language.ts';
import { sendJson } from './raw.ts';
import { query, said, Text } from './schemas.ts';

type Operation = Record<string, unknown> & { summary?: string };
type Document = {
  info: { title: string; version: string; description: string };
  paths: Record<string, Record<string, Operation>>;
};

/** What the description of the API is told of the server. `perMinute`: see `AppSettings`. */
export type Limits = { perMinute: number | undefined };

const IndexSchema = Type.Object(
  {
    title: Text('apiTitle'),
    version: Text('apiVersion'),
    description: Text('apiDescription'),
    addresses: Type.Array(
      Type.Object({ path: Text('apiPath'), summary: Text('apiSummary') }, { additionalProperties: false }),
      said('apiAddresses'),
    ),
  },
  { additionalProperties: false },
);

/** `GET /v1` and `GET /v1/openapi.json`. */
export function description(app: App, limits: Limits): void {
  const made: Partial<Record<Lang, { document: Document; text: string }>> = {};
  const documentIn = (lang: Lang): { document: Document; text: string } => {
    // What follows a name is a path of several folders, which fastify names so.
    const named = JSON.stringify(inLanguage(app.swagger(), lang, limits))
      .replaceAll('{*}', '{fichier}')
      .replaceAll('"name":"*"', '"name":"fichier"');
    return (made[lang] ??= { document: JSON.parse(named) as Document, text: named });
  };
  app.get(
    '/v1',
    { schema: { ...about('service', 'index', 'tagged'), querystring: query({}), response: { 200: IndexSchema } } },
    async (request, reply) => {
      const lang = languageOf(request);
      const { info, paths } = documentIn(lang).document;
      const addresses = Object.entries(paths).flatMap(([path, operations]) =>
        Object.entries(operations).map(([method, { summary = '' }]) => ({
          path: method === 'get' ? path : `${method.toUpperCase()} ${path}`,
          summary,
        })),
      );
      const text = JSON.stringify({ title: info.title, version: info.version, description: '/v1/openapi.json', addresses });
      return hasTag(text, request, reply) ? reply : sendJson(reply, text);
    },
  );
  app.get('/v1/openapi.json', { schema: { querystring: query({}), hide: true } }, (request, reply) => {
    const lang = languageOf(request);
    const { text } = documentIn(lang);
    void reply.header('content-language', lang);
    return hasTag(text, request, reply) ? reply : sendJson(reply, text);
  });
}

/** A description with its texts in one language, and with each named schema once. */
function inLanguage(document: unknown, lang: Lang, { perMinute }: Limits): unknown {
  const say = FEDERATION_API[lang];
  const schemas: Record<string, unknown> = {};
  const spoken = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(spoken);
    if (!isObject(value)) return value;
    const { 'x-texts': texts, 'x-name': name, 'x-answers': answers, ...rest } = value;
    const members = Object.fromEntries(Object.entries(rest).map(([key, member]) => [key, spoken(member)]));
    const isOperation = 'operationId' in members;
    const read = isObject(texts) ? { ...members, [isOperation ? 'summary' : 'description']: texts[lang] } : members;
    // What a parameter means is a matter of the parameter, where its readers look, and not of its schema.
    if (typeof read['in'] === 'string' && isObject(read['schema'])) {
      const { description: meaning, ...schema } = read['schema'];
      return { ...read, description: meaning, schema };
    }
    if (isOperation) return { ...read, responses: answersOf(read, answers, lang) };
    if (typeof name !== 'string') return read;
    schemas[name] ??= read;
    return { $ref: `#/components/schemas/${name}` };
  };
  const whole = spoken(document) as { info: Record<string, unknown> };
  const components = spoken(componentsOf(lang));
  return {
    ...whole,
    info: { ...whole.info, title: say.title(), description: say.about({ perMinute: perMinute ?? 0 }) },
    components: { ...(components as object), schemas },
  };
}
