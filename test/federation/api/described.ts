/** Answers against the description of the API. */
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import type { App } from '../../../federation/src/api/app.ts';

export type Parameter = {
  name: string;
  in: 'query' | 'path' | 'header';
  required?: boolean;
  schema: { type?: string; enum?: string[]; pattern?: string; minimum?: number; maximum?: number; items?: Parameter['schema'] };
};

type Operation = { parameters?: Parameter[]; responses?: Record<string, Response> };

export type Description = {
  openapi: string;
  info: { title: string };
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, object>; responses: Record<string, Response> };
};

type Response = { $ref?: string; content?: Record<string, { schema: object }> };

/** A response that may be one of the components. */
const resolved = (description: Description, { $ref, ...response }: Response = {}): Response =>
  $ref === undefined ? response : (description.components.responses[$ref.split('/').at(-1) ?? ''] ?? {});

/** The description that the API serves. */
export async function describedBy(app: App, lang = 'fr'): Promise<Description> {
  const answer = await app.inject({ url: '/v1/openapi.json', headers: { 'accept-language': lang } });
  return answer.json();
}

/** Says what is wrong about an answer: undefined where it is as described. */
export function checker(
  description: Description,
): (path: string, status: number, type: string, body: string) => string | undefined {
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  // What is in files is the matter of other tests.
  const files = new Set([
    '/v1/territoires/{code}/collectivites.csv',
    '/metrics',
    '/v1/rejets.json',
    '/v1/contrats.ndjson',
    '/v1/contrats.csv',
    '/v1/instantanes/{nom}/{fichier}',
  ]);
  const compiled = new Map<string, ValidateFunction | undefined>();
  return (path, status, type, body) => {
    if (status === 304 || ((status === 200 || status === 206) && files.has(path))) return undefined;
    const name = `${path} ${status}`;
    if (!compiled.has(name)) {
      const { responses } = description.paths[path]?.['get'] ?? {};
      const described = responses?.[String(status)] ?? responses?.[`${Math.floor(status / 100)}XX`];
      const schema = Object.values(resolved(description, described).content ?? {})[0]?.schema;
      compiled.set(name, schema && ajv.compile({ ...schema, components: description.components }));
    }
    const validate = compiled.get(name);
    if (!validate) return status === 200 || status === 206 ? undefined : `${status} is not described`;
    if (!/json/.test(type)) return `${type} is not JSON`;
    return validate(JSON.parse(body)) ? undefined : ajv.errorsText(validate.errors);
  };
}
