import { openPortal } from '../catalogue/open-portal.ts';
import { PortalFault } from '../catalogue/portal.ts';
import type { Federation } from '../federation.ts';
import { type Asking, withHttp } from '../harvest/asking.node.ts';
import type { Http } from '../harvest/http.node.ts';
import { isOpen, openingOf, type Outcome, outcomeOf, outcomeOfFault } from './discussions.ts';
import { type Notice, noteFailure, sentTo, settle, takeToSend } from './outbox.ts';

/** Sends digests with the key of an account of the portal, one after the other, and reports each. Ends after the first that stops it. */
export async function sendNotices(
  federation: Federation,
  notices: readonly Notice[],
  { token, isAgain = false, ...asking }: Asking & { token: string; isAgain?: boolean },
): Promise<{ id: number; outcome: Outcome }[]> {
  const done: { id: number; outcome: Outcome }[] = [];
  await withHttp(
    federation,
    async (http) => {
      for (const notice of notices) {
        const outcome = await send(federation, http, notice, { token, isAgain });
        done.push({ id: notice.id, outcome });
        if (outcome.is === 'stopped' || outcome.is === 'uncertain') return;
      }
    },
    asking,
  );
  return done;
}

async function send(
  federation: Federation,
  http: Http,
  notice: Notice,
  { token, isAgain }: { token: string; isAgain: boolean },
): Promise<Outcome> {
  const { store, now } = federation;
  const target = await targetOf(federation, http, notice).catch((error: unknown) => beforeOf(error));
  const from = isAgain ? (['sending', 'failed'] as const) : (['draft'] as const);
  if ('is' in target && target.is === 'stopped') return target;
  const taken = await takeToSend(store, notice.id, from, now());
  if (!taken) return { is: 'taken' };
  const outcome =
    'is' in target
      ? target
      : await http
          .post(target.url, target.content, { 'x-api-key': token })
          .then((answer) => outcomeOf(answer, target.isComment))
          .catch((error: unknown) => outcomeOfFault(error, false));
  if (outcome.is === 'sent')
    await store.session((session) => settle(session, taken, { state: 'sent', discussion: outcome.discussion }, now()));
  else if (outcome.is !== 'taken')
    // Of one that had perhaps arrived, nobody knows more than before.
    await noteFailure(store, notice.id, notice.state === 'sending' ? 'sending' : STATES[outcome.is], outcome.error);
  return outcome;
}

/** What a digest is that was not sent. */
const STATES = { stopped: 'draft', refused: 'failed', uncertain: 'sending' } as const;

type Target = { url: URL; content: unknown; isComment: boolean };

/** Where a digest goes: to the last discussion with this producer at the dataset where it is open, or else to a new one. Asks only what changes nothing. */
async function targetOf({ store, portal }: Federation, http: Http, notice: Notice): Promise<Target | Outcome> {
  const at = (path: string): URL => new URL(`${portal.pathname.replace(/\/+$/, '')}${path}`, portal);
  const name = notice.dataset ?? '';
  const getJson = http.json();
  const discussion = (await sentTo(store, notice.producer)).discussions.get(name);
  if (discussion !== undefined) {
    const url = at(`/api/1/discussions/${encodeURIComponent(discussion)}/`);
    const { status, value } = await getJson(url);
    if (status === 200 && isOpen(value)) return { url, content: { comment: notice.comment }, isComment: true };
    if (status !== 200 && status !== 404 && status !== 410) return { is: 'stopped', reason: 'other', error: String(status) };
  }
  const dataset = await openPortal(portal, getJson).dataset(name);
  if (typeof dataset === 'string') return { is: 'refused', error: dataset };
  return { url: at('/api/1/discussions/'), content: openingOf(notice, dataset.id), isComment: false };
}

function beforeOf(error: unknown): Outcome {
  if (error instanceof PortalFault)
    return { is: 'stopped', reason: error.status === 429 ? 'busy' : 'other', error: String(error.status) };
  return outcomeOfFault(error, true);
}
