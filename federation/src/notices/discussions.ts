/**
 * Discussions of data.gouv.fr (opendatateam/udata, `udata/core/discussions/api.py`): one is opened at a dataset, and comments are added to it while it is not closed. udata saves
 * before it informs anybody, so that an answer 500 may come after a discussion was opened.
 */
import { HarvestFault } from '../harvest/fault.ts';
import type { Notice } from './outbox.ts';

/** What is posted to open a discussion. */
export const openingOf = ({ title, comment }: Pick<Notice, 'title' | 'comment'>, dataset: string) => ({
  title,
  comment,
  subject: { class: 'Dataset', id: dataset },
});

/**
 * What became of it: `sent`; `stopped`: certainly not sent, nor would the next be; `refused`: this one is not taken; `uncertain`: perhaps sent; `taken`: another process is
 * sending it, or has. */
export type Outcome =
  | { is: 'sent'; discussion: string; isComment: boolean }
  | { is: 'stopped'; reason: 'token' | 'busy' | 'redirect' | 'other'; error: string }
  | { is: 'refused'; error: string }
  | { is: 'uncertain'; error: string }
  | { is: 'taken' };

/** What an answer to a POST means. */
export function outcomeOf({ status, value }: { status: number; value: unknown }, isComment: boolean): Outcome {
  const error = String(status);
  if (status >= 200 && status <= 299) {
    const discussion = idOf(value);
    return discussion === undefined ? { is: 'uncertain', error } : { is: 'sent', discussion, isComment };
  }
  if (status === 401 || status === 403) return { is: 'stopped', reason: 'token', error };
  if (status === 429) return { is: 'stopped', reason: 'busy', error };
  if (status >= 300 && status <= 399) return { is: 'stopped', reason: 'redirect', error };
  if (status >= 400 && status <= 499 && status !== 408) return { is: 'refused', error };
  return { is: 'uncertain', error };
}

/** What a failure without an answer means. `isBefore`: of a request that changes nothing. */
export function outcomeOfFault(error: unknown, isBefore: boolean): Outcome {
  if (!(error instanceof HarvestFault)) throw error;
  const { kind, isUnasked, status } = error;
  const said = status === null ? kind : `${kind}, ${status}`;
  if (isUnasked || kind === 'busy') return { is: 'stopped', reason: 'busy', error: said };
  return isBefore || kind === 'unsafe' ? { is: 'stopped', reason: 'other', error: said } : { is: 'uncertain', error: said };
}

/** The id in an answer of the API. */
function idOf(value: unknown): string | undefined {
  const { id } = (value ?? {}) as { id?: unknown };
  return typeof id === 'string' && /^[\w-]{1,64}$/.test(id) ? id : undefined;
}

/** Whether comments may be added to the discussion that an answer shows. */
export const isOpen = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && ((value as { closed?: unknown }).closed ?? null) === null;
