/** Where a page ended, as an opaque text that a client gives back. It is no secret and opens nothing: what it says is checked like any other input. */
import { createHash } from 'node:crypto';
import type { Position } from './pages.ts';

/** The text of a position in the answer to a query. `query`: all that decides which items there are, and in which order. */
export const cursorOf = (query: string, { at, id }: Position): string =>
  Buffer.from(JSON.stringify([sumOf(query), at, id])).toString('base64url');

/** The position of a text; undefined where it is none, or that of another query. `isAt`: whether a value can be what is sorted by. */
export function positionOf(
  query: string,
  cursor: string,
  isAt: (at: unknown) => boolean,
  id: RegExp = UUID,
): Position | undefined {
  let parts: unknown;
  try {
    parts = JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch {
    return undefined;
  }
  if (!Array.isArray(parts) || parts.length !== 3) return undefined;
  const [sum, at, last] = parts as unknown[];
  if (sum !== sumOf(query) || !isAt(at) || typeof last !== 'string' || !id.test(last)) return undefined;
  return { at: at as Position['at'], id: last };
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

const sumOf = (query: string): string => createHash('sha256').update(query).digest('base64url').slice(0, 8);
