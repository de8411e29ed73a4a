/** Days as records give them: each output reads them here, so that all count alike. */
import { isDay } from '../../packages/base/src/days.ts';
import type { RecordKind } from '../../src/model/kinds.ts';

/** The day that a date or a time names, AAAA-MM-JJ: what follows it (a time, a zone) shifts nothing. Undefined where a value begins with no day of the calendar. */
export function civilDay(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  const day = value.slice(0, 10);
  return isDay(day) ? day : undefined;
}

/** The day of notification of a marché, of signature of a concession (of 1.x without one, the day on which it begins), as its record writes it. */
export const signedOf = (kind: RecordKind, body: Readonly<Record<string, unknown>>): unknown =>
  kind === 'marche' ? body['dateNotification'] : (body['dateSignature'] ?? body['dateDebutExecution']);
