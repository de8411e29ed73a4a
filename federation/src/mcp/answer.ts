/** The answer of a route as an assistant is given it: bounded, and saying so where it is cut. */
import type { Lang } from '../../../packages/base/src/language.ts';
import { FEDERATION_MCP } from '../../../src/messages/compiled/federation-mcp.ts';
import { addressOf, LIMIT, ROUTES } from './tools.ts';

/** Characters of an answer: some twenty thousand tokens. */
export const CHARACTERS = 60_000;

/** Asks the API for an address. */
export type Ask = (url: string) => Promise<{ status: number; body: string }>;

/** As the protocol has the result of a tool. */
export type Result = { content: { type: 'text'; text: string }[]; isError?: true };

/**
 * What a route answers to arguments that fit its tool. A page that is too long is asked for again with fewer elements, so that its `next` continues where it ends; what
 * is still too long is cut.
 */
export async function answerOf(
  name: keyof typeof ROUTES,
  values: Readonly<Record<string, unknown>>,
  { ask, isPaged, lang }: { ask: Ask; isPaged: boolean; lang: Lang },
): Promise<Result> {
  for (let limit = Number(values['limit'] ?? LIMIT.usual); ; limit = Math.floor(limit / 2)) {
    const url = addressOf(ROUTES[name], isPaged ? { ...values, limit } : values, lang);
    if (url === undefined) return failed(FEDERATION_MCP[lang]['bad-arguments']({ reason: Object.values(values).join() }));
    const { status, body } = await ask(url);
    if (status !== 200) return failed(detailOf(body));
    if (isPaged && limit > 1 && body.length > CHARACTERS) continue;
    return bounded(body, lang);
  }
}

/** A result that is an error, as a sentence. */
export const failed = (sentence: string): Result => ({ content: [{ type: 'text', text: sentence }], isError: true });

/** A text, cut where it is too long, with the sentence that says so. */
export function bounded(text: string, lang: Lang): Result {
  if (text.length <= CHARACTERS) return { content: [{ type: 'text', text }] };
  const shown = text.slice(0, CHARACTERS).replace(/[\ud800-\udbff]$/, '');
  const sentence = FEDERATION_MCP[lang].cut({ shown: shown.length, all: text.length });
  return {
    content: [
      { type: 'text', text: shown },
      { type: 'text', text: sentence },
    ],
  };
}

/** The sentence of a problem (RFC 9457). */
function detailOf(body: string): string {
  try {
    return (JSON.parse(body) as { detail?: string }).detail ?? body;
  } catch {
    return body;
  }
}
