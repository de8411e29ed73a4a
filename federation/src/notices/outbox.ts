/** The outbox: digests for producers, and what they know of. */
import type { Queries, Session } from '../store/store.ts';
import type { Digest } from './digest.ts';
import type { Matter } from './events.ts';

/** See `sql/003-notices.sql`. Times in ISO 8601. */
export type Notice = {
  id: number;
  producer: string;
  at: string;
  state: 'draft' | 'sending' | 'sent' | 'failed' | 'dropped';
  dataset: string | null;
  digest: Digest;
  title: string;
  comment: string;
  hash: string;
  sentAt: string | null;
  discussion: string | null;
  error: string | null;
};

const COLUMNS = 'id, producer, at, state, dataset, digest, title, comment, hash, sent_at as "sentAt", discussion, error';

/** Those that await something, or all, the oldest first. */
export const listNotices = (queries: Queries, { isAll = false } = {}): Promise<Notice[]> =>
  queries.query<Notice>(`select ${COLUMNS} from notice where $1 or state in ('draft', 'sending', 'failed') order by id`, [isAll]);

export async function noticeOf(queries: Queries, id: number): Promise<Notice | undefined> {
  const [notice] = await queries.query<Notice>(`select ${COLUMNS} from notice where id = $1`, [id]);
  return notice;
}

/** What was sent to a producer: when last, and the last discussion at each dataset. */
export async function sentTo(
  queries: Queries,
  producer: string,
): Promise<{ last: string | null; discussions: Map<string, string> }> {
  const rows = await queries.query<{ sentAt: string; dataset: string | null; discussion: string | null }>(
    `select sent_at as "sentAt", dataset, discussion from notice where producer = $1 and state = 'sent' order by id`,
    [producer],
  );
  const discussions = rows.flatMap(({ dataset, discussion }) =>
    dataset === null || discussion === null ? [] : [[dataset, discussion] as const],
  );
  return {
    last: rows.reduce<string | null>((last, { sentAt }) => (last === null || sentAt > last ? sentAt : last), null),
    discussions: new Map(discussions),
  };
}

/** The digest that awaits a decision, of which a producer has one at most. */
export async function openNotice(queries: Queries, producer: string): Promise<Notice | undefined> {
  const [notice] = await queries.query<Notice>(
    `select ${COLUMNS} from notice where producer = $1 and state in ('draft', 'sending', 'failed')`,
    [producer],
  );
  return notice;
}

type Draft = Pick<Notice, 'producer' | 'dataset' | 'digest' | 'title' | 'comment' | 'hash'>;

export async function insertDraft(session: Session, draft: Draft, now: Date): Promise<void> {
  const { producer, dataset, digest, title, comment, hash } = draft;
  await session.query(
    `insert into notice (producer, at, state, dataset, digest, title, comment, hash) values ($1, $2, 'draft', $3, $4::jsonb, $5, $6, $7)`,
    [producer, now.toISOString(), dataset, JSON.stringify(digest), title, comment, hash],
  );
}

/** Deletes a digest that was not sent, and that nothing refers to. */
export const deleteNotice = (session: Session, id: number): Promise<unknown> =>
  session.query(`delete from notice where id = $1 and state in ('draft', 'failed')`, [id]);

/** Deletes what was not sent yet to some producers. */
export const deleteDraftsFor = (session: Session, producers: readonly string[]): Promise<unknown> =>
  session.query(`delete from notice where state in ('draft', 'failed') and producer = any($1::text[])`, [producers]);

export const mattersOf = (queries: Queries, producer: string): Promise<Matter[]> =>
  queries.query<Matter>(
    `select subject, kind, quiet as "isQuiet", place from notice_matter where producer = $1 order by subject, kind`,
    [producer],
  );

export async function forget(
  session: Session,
  producer: string,
  matters: readonly Pick<Matter, 'subject' | 'kind'>[],
): Promise<void> {
  if (matters.length === 0) return;
  await session.query(
    `delete from notice_matter m using json_to_recordset($2::text::json) as over (subject text, kind text)
     where m.producer = $1 and m.subject = over.subject and m.kind = over.kind`,
    [producer, JSON.stringify(matters.map(({ subject, kind }) => ({ subject, kind })))],
  );
}

/**
 * Takes a digest to send it; undefined where another process has, or where it is not in one of these states. Whatever then happens, it is not sent again before somebody has
 * decided so.
 */
export async function takeToSend(
  store: Queries,
  id: number,
  from: readonly Notice['state'][],
  now: Date,
): Promise<Notice | undefined> {
  const [notice] = await store.query<Notice>(
    `update notice set state = 'sending', tried_at = $3, error = null where id = $1 and state = any($2::text[]) returning ${COLUMNS}`,
    [id, from, now.toISOString()],
  );
  return notice;
}

/** Notes that a digest was certainly not sent (`draft`, `failed`), or that nobody knows (`sending`). */
export const noteFailure = (store: Queries, id: number, state: 'draft' | 'failed' | 'sending', error: string): Promise<unknown> =>
  store.query(`update notice set state = $2, error = $3 where id = $1 and state = 'sending'`, [id, state, error]);

/**
 * Settles a digest: it was sent, and the producer knows of what it reports, or it is dropped, and what it reports is not reported again while it lasts. Returns false where
 * that was decided before.
 */
export async function settle(
  session: Session,
  notice: Pick<Notice, 'id' | 'producer' | 'digest'>,
  as: { state: 'sent'; discussion: string | null } | { state: 'dropped' },
  now: Date,
): Promise<boolean> {
  const { id, producer, digest } = notice;
  const { state } = as;
  return session.transaction(async () => {
    const rows = await session.query(
      `update notice set state = $2, sent_at = case when $2 = 'sent' then $3::timestamptz end, discussion = $4, error = null
       where id = $1 and state in ('draft', 'sending', 'failed') returning id`,
      [id, state, now.toISOString(), as.state === 'sent' ? as.discussion : null],
    );
    if (rows.length === 0) return false;
    await forget(
      session,
      producer,
      digest.events.flatMap((event) => (event.is === 'new' ? [] : [event])),
    );
    const reported = digest.events.flatMap((event) =>
      event.is === 'new' ? [{ subject: event.subject, kind: event.details.kind, place: event.place }] : [],
    );
    await session.query(
      `insert into notice_matter (producer, subject, kind, notice, quiet, place)
       select $1, subject, kind, $2, $3, place from json_to_recordset($4::text::json) as reported (subject text, kind text, place jsonb)
       on conflict do nothing`,
      [producer, id, state === 'dropped', JSON.stringify(reported)],
    );
    return true;
  });
}
