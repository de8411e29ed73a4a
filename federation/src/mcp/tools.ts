/** The tools that an assistant is given: routes of the API, whose description says what each takes. */
import type { Lang } from '../../../packages/base/src/language.ts';
import { FEDERATION_MCP } from '../../../src/messages/compiled/federation-mcp.ts';
import { storable } from '../store/store.ts';

/** The route behind each tool. */
export const ROUTES = {
  chercher_contrats: '/v1/contrats',
  contrat: '/v1/contrats/{cle}',
  versions_du_contrat: '/v1/contrats/{cle}/versions',
  provenance: '/v1/contrats/{cle}/provenance',
  acheteur: '/v1/acheteurs/{id}',
  territoire: '/v1/territoires/{code}',
  territoires: '/v1/territoires',
  rejets: '/v1/rejets',
  ressource: '/v1/ressources/{id}',
  sources: '/v1/sources',
} as const;

/** Elements of a page: an assistant reads all that it is given. */
export const LIMIT = { usual: 10, most: 50 } as const;

type Schema = Record<string, unknown>;
type Parameter = { name: string; in: string; required?: boolean; schema: Schema };

/** What is read of the description of the API (OpenAPI). */
export type Described = { paths: Record<string, { get?: { parameters?: Parameter[] } }> };

/** As the protocol describes a tool. */
export type Tool = {
  name: string;
  description: string;
  inputSchema: { type: 'object'; properties: Record<string, Schema>; required: string[]; additionalProperties: false };
  annotations: { readOnlyHint: true; openWorldHint: false };
};

/** The tools, with texts in the language of the description. */
export const toolsOf = ({ paths }: Described, lang: Lang): Tool[] => [
  ...Object.entries(ROUTES).map(([name, path]) =>
    toolOf(name as keyof typeof ROUTES, (paths[path]?.get?.parameters ?? []).filter(isOfTool), lang),
  ),
  toolOf(
    'expliquer',
    [
      {
        ...{ name: 'code', in: 'query', required: true },
        schema: { type: 'string', minLength: 1, maxLength: 200, description: FEDERATION_MCP[lang]['finding-code']() },
      },
    ],
    lang,
  ),
];

/** The language is that of all tools. */
const isOfTool = ({ name }: Parameter): boolean => name !== 'lang';

function toolOf(name: keyof typeof ROUTES | 'expliquer', parameters: readonly Parameter[], lang: Lang): Tool {
  const say = FEDERATION_MCP[lang];
  const limit = { type: 'integer', minimum: 1, maximum: LIMIT.most, default: LIMIT.usual, description: say.limit(LIMIT) };
  return {
    name,
    description: say[`tool.${name}`](),
    inputSchema: {
      type: 'object',
      properties: Object.fromEntries(parameters.map((one) => [one.name, one.name === 'limit' ? limit : one.schema])),
      required: parameters.filter(({ required }) => required === true).map((one) => one.name),
      additionalProperties: false,
    },
    annotations: { readOnlyHint: true, openWorldHint: false },
  };
}

/** The address that a route has for arguments that fit its tool; undefined where there can be none. */
export function addressOf(path: string, values: Readonly<Record<string, unknown>>, lang: Lang): string | undefined {
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
  // Of a path, these are not names, however they are written.
  if (names.some((name) => ['.', '..'].includes(String(values[name])))) return undefined;
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encoded(values[name]));
  const query = Object.entries(values)
    .filter(([name]) => !names.includes(name))
    .flatMap(([name, value]) => [value].flat().map((one) => `${name}=${encoded(one)}`));
  return `${filled}?${[...query, `lang=${lang}`].join('&')}`;
}

const encoded = (value: unknown): string => encodeURIComponent(storable(String(value)));
