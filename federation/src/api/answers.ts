/** The answers that routes have besides the one that is asked for, as the description gives them: each once, with its headers. */
import { FEDERATION_API } from '../../../src/messages/compiled/federation-api.ts';
import type { Lang } from '../../../packages/base/src/language.ts';
import { ProblemSchema } from './schemas.ts';

/** What a route does besides: it has an ETag; parts of its file can be asked for; it takes a file. */
export type Trait = 'tagged' | 'parts' | 'upload';

const RATE = ['X-RateLimit-Limit', 'X-RateLimit-Remaining', 'X-RateLimit-Reset'] as const;

/** Headers by answer. Answers are named as in the messages. */
const HEADERS = {
  notModified: ['ETag'],
  badRequest: [],
  notFound: [],
  tooSlow: [],
  tooLarge: [],
  badType: [],
  badRange: ['Content-Range'],
  unchecked: [],
  tooMany: ['Retry-After', ...RATE],
  unavailable: ['Retry-After'],
  problem: [],
} as const;
type Answer = keyof typeof HEADERS;

/** The media type of a problem. */
const PROBLEM = 'application/problem+json';

/** `components` of the description, without the schemas. */
export const componentsOf = (lang: Lang): { responses: Record<string, unknown>; headers: Record<string, unknown> } => {
  const say = FEDERATION_API[lang];
  const names = ['ETag', 'Retry-After', 'Content-Range', ...RATE] as const;
  return {
    headers: Object.fromEntries(
      names.map((name) => [
        name,
        { description: say[`header.${name}`](), schema: { type: /^(Retry|X-Rate)/.test(name) ? 'integer' : 'string' } },
      ]),
    ),
    responses: Object.fromEntries(
      (Object.keys(HEADERS) as Answer[]).map((name) => [
        name,
        {
          description: say[`answer.${name}`](),
          headers: referring(HEADERS[name]),
          ...(name !== 'notModified' && { content: { [PROBLEM]: { schema: ProblemSchema } } }),
        },
      ]),
    ),
  };
};

const referring = (names: readonly string[]): Record<string, unknown> =>
  Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }]));

/** All answers of an operation. `traits`: see `Trait`. */
export function answersOf(operation: Record<string, unknown>, traits: unknown, lang: Lang): Record<string, unknown> {
  const say = FEDERATION_API[lang];
  const has = (trait: Trait): boolean => Array.isArray(traits) && traits.includes(trait);
  const parameters = (operation['parameters'] ?? []) as { in: string }[];
  const responses = operation['responses'] as Record<string, Record<string, unknown>>;
  const given = responses['200'] ?? {};
  const isTagged = has('tagged') || has('parts');
  const whole = { ...given, headers: referring([...(isTagged ? ['ETag'] : []), ...RATE]) };
  const refer = (name: Answer): { $ref: string } => ({ $ref: `#/components/responses/${name}` });
  return {
    200: given['description'] === 'Default Response' ? { ...whole, description: say['answer.ok']() } : whole,
    ...(has('parts') && {
      206: { ...given, description: say['answer.part'](), headers: referring(['ETag', 'Content-Range', ...RATE]) },
      416: refer('badRange'),
    }),
    ...(isTagged && { 304: refer('notModified') }),
    ...(parameters.length > 0 && { 400: refer('badRequest') }),
    ...(parameters.some((one) => one.in === 'path') && { 404: refer('notFound') }),
    ...(has('upload') && { 408: refer('tooSlow'), 413: refer('tooLarge'), 415: refer('badType'), 422: refer('unchecked') }),
    ...{ 429: refer('tooMany'), 503: refer('unavailable'), '4XX': refer('problem'), '5XX': refer('problem') },
  };
}
