/** Why a file cannot be fetched, or a version of it does not count, in words. */
import { FEDERATION_PAGES_SOURCES } from '../../../src/messages/compiled/federation-pages-sources.ts';
import type { EventAnswer, Reason } from './answers.ts';
import type { View } from './view.ts';

/** What a kind of failure means. */
export const failureText = (kind: string, { lang }: Pick<View, 'lang'>): string =>
  // In a message, `empty` is the choice for an empty text.
  FEDERATION_PAGES_SOURCES[lang].failure({ kind: kind === 'empty' ? 'empty-file' : kind });

/** What the guard counted, or why a version could not be read; empty where nothing is known. */
export function reasonText(reason: Reason, { lang }: Pick<View, 'lang'>): string {
  if (reason === null || typeof reason !== 'object' || typeof reason.code !== 'string') return '';
  const count = (value: unknown): number => (typeof value === 'number' ? value : 0);
  return FEDERATION_PAGES_SOURCES[lang].reason({
    code: reason.code,
    lost: count(reason.lost),
    before: count(reason.before),
  });
}

/** What there is to say of an event beside its name. */
export function eventDetail({ records, reason, error, since }: EventAnswer, view: View): string {
  const say = FEDERATION_PAGES_SOURCES[view.lang];
  const parts = [
    error === null ? '' : failureText(error, view),
    since === null ? '' : say['event.since']({ since: view.day(since) }),
    records === null ? '' : say['event.records']({ count: records, shown: view.number(records) }),
    reasonText(reason, view),
  ];
  return parts.filter((part) => part !== '').join(', ');
}
