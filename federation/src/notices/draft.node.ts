import { hash } from 'node:crypto';
import type { Federation } from '../federation.ts';
import type { Session, Store } from '../store/store.ts';
import { type Digest, datasetOf, markdownOf, type Reported, SHOWN, titleOf } from './digest.ts';
import { type Event, kindOf, newsOf } from './events.ts';
import { codeTitle, factsOf, findingsOf } from './facts.node.ts';
import { deleteDraftsFor, deleteNotice, forget, insertDraft, mattersOf, openNotice, sentTo } from './outbox.ts';
import { type FileFacts, problemsOf, subjectOf } from './problems.ts';
import { datasetsOf, isOnPortal, type Producer, producersOf, silentProducers } from './producers.ts';

/** Milliseconds between two digests to one producer: what happens meanwhile is in the next. */
const PAUSE = 7 * 24 * 3_600_000;

/** `waiting`: until when; `uncertain`: digests of which nobody knows whether they were sent. */
export type Drafted = {
  fresh: number;
  kept: number;
  removed: number;
  waiting: { producer: string; at: string }[];
  uncertain: { producer: string; id: number }[];
};

/**
 * Works out, for each producer, the digest of what is new since the last one that was sent, and keeps it in the outbox in place of the draft of before. Nothing is sent.
 * The same state gives the same texts, and then nothing is written. `site`: the address of the API, for the lists of rejected records.
 */
export async function draftNotices({ store, catalogue, portal, now }: Federation, site: string | null): Promise<Drafted> {
  const drafted: Drafted = { fresh: 0, kept: 0, removed: 0, waiting: [], uncertain: [] };
  const at = now();
  const producers = producersOf(catalogue);
  const all = await factsOf(
    store,
    producers.flatMap(({ sources }) => sources.map(({ id }) => id)),
  );
  await store.session((session) =>
    session.transaction(async () => {
      await lockOutbox(store, session);
      await deleteDraftsFor(session, silentProducers(catalogue));
    }),
  );
  for (const producer of producers)
    await store.session((session) =>
      session.transaction(async () => {
        await lockOutbox(store, session);
        await draftFor(session, producer, { files: all, portal, site, at }, drafted);
      }),
    );
  return drafted;
}

/** Of the advisory locks of the database, that of whoever makes drafts. */
const OUTBOX = 72_041;

const lockOutbox = async ({ kind }: Store, session: Session): Promise<void> => {
  if (kind === 'postgres') await session.query('select pg_advisory_xact_lock($1)', [OUTBOX]);
};

async function draftFor(
  session: Session,
  producer: Producer,
  { files: all, portal, site, at }: { files: readonly FileFacts[]; portal: URL; site: string | null; at: Date },
  drafted: Drafted,
): Promise<void> {
  const { id } = producer;
  const open = await openNotice(session, id);
  if (open?.state === 'sending') {
    drafted.uncertain.push({ producer: id, id: open.id });
    return;
  }
  const files = all.filter(({ source }) => producer.sources.some((one) => one.id === source));
  const datasets = datasetsOf(producer, portal);
  const published = new Set(files.flatMap((file) => [subjectOf(file), subjectOf(datasets(file).place)]));
  const { events, forgotten } = newsOf(await mattersOf(session, id), problemsOf(files, datasets), published);
  await forget(session, id, forgotten);
  const { last, discussions } = await sentTo(session, id);
  const next = last === null ? 0 : Date.parse(last) + PAUSE;
  const isEarly = next > at.getTime();
  if (events.length === 0 || isEarly) {
    if (open) {
      await deleteNotice(session, open.id);
      drafted.removed++;
    }
    if (events.length > 0) drafted.waiting.push({ producer: id, at: new Date(next).toISOString() });
    return;
  }
  const digest: Digest = {
    ...{ publisher: producer.publisher, isFirst: last === null, site },
    events: await explained(session, events),
  };
  const draft = {
    ...{ producer: id, digest, title: titleOf(digest, 'fr'), comment: markdownOf(digest, 'fr') },
    dataset: datasetOf(events, (place) => isOnPortal(producer, place), new Set(discussions.keys())) ?? null,
  };
  const content = hash('sha256', JSON.stringify(draft));
  if (open?.hash === content) {
    drafted.kept++;
    return;
  }
  // Under another number: whoever has read a draft sends that one, or none.
  if (open) await deleteNotice(session, open.id);
  await insertDraft(session, { ...draft, hash: content }, at);
  drafted.fresh++;
}

/** With the titles of their codes, and the findings of those that are described. */
async function explained(session: Session, events: readonly Event[]): Promise<Reported[]> {
  const reported: Reported[] = [];
  let described = 0;
  for (const event of events)
    if (event.is !== 'new') reported.push(event);
    else if (kindOf(event) === 'rejected')
      reported.push(described++ < SHOWN ? { ...event, findings: await findingsOf(session, event.place) } : event);
    else {
      const { details } = event;
      const code = details.kind === 'held' ? details.code : details.kind === 'broken' && details.isRead ? details.error : '';
      reported.push(code.includes('.') ? { ...event, title: await codeTitle(code) } : event);
    }
  return reported;
}
