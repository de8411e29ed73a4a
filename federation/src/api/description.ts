/** The description of the API, OpenAPI 3.1, in both languages. */
import { FEDERATION_API } from '../../../src/messages/compiled/federation-api.ts';
import { isObject } from '../../../packages/base/src/json.ts';
import type { Lang } from '../../../packages/base/src/language.ts';
import type { App } from './app.ts';
import { languageOf } from './language.ts';
import { query } from './schemas.ts';

/** `GET /v1/openapi.json`. */
export function description(app: App): void {
  const made: Partial<Record<Lang, string>> = {};
  app.get('/v1/openapi.json', { schema: { querystring: query({}), hide: true } }, (request, reply) => {
    const lang = languageOf(request);
    // What follows a name is a path of several folders, which fastify names so.
    made[lang] ??= JSON.stringify(inLanguage(app.swagger(), lang))
      .replaceAll('{*}', '{fichier}')
      .replaceAll('"name":"*"', '"name":"fichier"');
    return reply
      .header('content-type', 'application/json; charset=utf-8')
      .header('content-language', lang)
      .header('vary', 'accept-language')
      .send(made[lang]);
  });
}

/** A description with its texts in one language. */
function inLanguage(document: unknown, lang: Lang): unknown {
  const say = FEDERATION_API[lang];
  const spoken = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(spoken);
    if (!isObject(value)) return value;
    const { 'x-texts': texts, ...rest } = value;
    const members = Object.fromEntries(Object.entries(rest).map(([name, member]) => [name, spoken(member)]));
    if (!isObject(texts)) return members;
    return { ...members, ['operationId' in members ? 'summary' : 'description']: texts[lang] };
  };
  const said = spoken(document) as { info: Record<string, unknown> };
  return { ...said, info: { ...said.info, title: say.title(), description: say.about() } };
}
