/** `decp-federation notices …`: the outbox of what producers are to be informed of. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Lang } from '../../../packages/base/src/language.ts';
import { textsOf } from '../../../packages/base/src/texts.ts';
import organisation from '../../../schema/organisation.json' with { type: 'json' };
import { EXIT, type ExitCode } from '../../../src/host/exit.ts';
import { Failure } from '../../../src/host/failure.ts';
import { cannotWrite } from '../../../src/host/stream-output.node.ts';
import { FEDERATION_NOTICES } from '../../../src/messages/compiled/federation-notices.ts';
import type { Messages } from '../../../src/messages/compiled/federation-notices.types.ts';
import { printed } from '../cli/print.node.ts';
import type { Federation } from '../federation.ts';
import { isPrivateUrl } from '../harvest/public-address.node.ts';
import { withFederation } from '../opening.node.ts';
import { markdownOf, textOf, titleOf } from './digest.ts';
import { openingOf, type Outcome } from './discussions.ts';
import { leftOut, silentProducers } from './producers.ts';
import { draftNotices } from './draft.node.ts';
import { listNotices, type Notice, noticeOf, settle } from './outbox.ts';
import { sendNotices } from './send.node.ts';

type Common = { lang: Lang; home?: string };
type Format = { format: 'text' | 'json' };

/** `decp-federation notices draft`: works out the drafts, and shows the outbox. Sends nothing. */
export const runDraft = ({
  site,
  out,
  format,
  ...place
}: Common & Format & { site?: string; out?: string; portal?: string }): Promise<ExitCode> => {
  const api = site === undefined ? null : siteOf(site);
  return withFederation(place, async (federation) => {
    const { lang, store, catalogue } = federation;
    const say = FEDERATION_NOTICES[lang];
    const drafted = await draftNotices(federation, api);
    const notices = await listNotices(store);
    const drafts = notices.filter(({ state }) => state === 'draft');
    if (out !== undefined) await writeDrafts(out, drafts, lang);
    const without = leftOut(catalogue);
    await printed(format, { ...drafted, leftOut: without, notices: notices.map(jsonOf) }, [
      say['outbox.drafted'](drafted),
      ...drafted.waiting.map((one) => say['outbox.waiting'](one)),
      ...drafted.uncertain.map((one) => say['outbox.uncertain'](one)),
      ...noticeLines(notices, lang),
      ...WHY.flatMap((why) => (without[why].length > 0 ? [say['outbox.left-out']({ why, sources: without[why] })] : [])),
      ...(out === undefined ? [] : [say['outbox.written']({ count: drafts.length, folder: out })]),
    ]);
    return EXIT.conforming;
  });
};

/** Why sources are left out, as their files in the catalogue say it. */
const WHY = ['harvested', 'notices'] as const;

/** `decp-federation notices list`. */
export const runList = ({ all, format, ...place }: Common & Format & { all?: true }): Promise<ExitCode> =>
  withFederation(place, async ({ store, lang }) => {
    const notices = await listNotices(store, { isAll: all === true });
    await printed(format, notices.map(jsonOf), noticeLines(notices, lang));
    return EXIT.conforming;
  });

/** `decp-federation notices show ID`: its text in the language of the call; it is sent in French. */
export const runShow = ({
  notice: id,
  format,
  ...place
}: Common & { notice: string; format: 'text' | 'markdown' | 'json' }): Promise<ExitCode> =>
  withFederation(place, async ({ store, lang }) => {
    const notice = await known(store, id);
    const { digest } = notice;
    const text = format === 'markdown' ? markdownOf(digest, lang) : textOf(digest, lang);
    await printed(format === 'json' ? 'json' : 'text', jsonOf(notice), [titleOf(digest, lang), '', text.trimEnd()]);
    return EXIT.conforming;
  });

/** `decp-federation notices mark ID --as sent|dropped`: what a person decided. */
export const runMark = ({ notice: id, as, ...place }: Common & { notice: string; as: 'sent' | 'dropped' }): Promise<ExitCode> =>
  withFederation(place, async ({ store, lang, now }) => {
    const notice = await known(store, id);
    const state = as === 'sent' ? { state: as, discussion: null } : { state: as };
    const isDone = await store.session((session) => settle(session, notice, state, now()));
    if (!isDone) throw failure((say) => say['outbox.not-open']({ id: notice.id, state: notice.state }));
    await printed('text', undefined, [FEDERATION_NOTICES[lang]['outbox.marked']({ id: notice.id, as })]);
    return EXIT.conforming;
  });

type SendCall = Common & {
  notices?: string[];
  tokenFile?: string;
  again?: true;
  portal?: string;
  rate: number;
  connections: number;
};

/** `decp-federation notices send [ID…]`: sends drafts, those named or all. Ends with 1 where one was not sent for certain. */
export async function runSend({ notices: ids, tokenFile, again, ...place }: SendCall): Promise<ExitCode> {
  const token = await tokenOf(tokenFile);
  if (again && ids?.length !== 1) throw failure((say) => say['send.one-again']());
  return withFederation(place, async (federation) => {
    const { lang, portal } = federation;
    const say = FEDERATION_NOTICES[lang];
    const chosen = await chosenOf(federation, ids, again === true);
    const isPlaceholder = new URL(organisation.site).hostname.endsWith('.example');
    if (isPlaceholder && !isPrivateUrl(portal)) throw failure((words) => words['send.placeholder']({ site: organisation.site }));
    const byHand = chosen.filter(({ dataset }) => dataset === null);
    const sent = await sendNotices(
      federation,
      chosen.filter(({ dataset }) => dataset !== null),
      { token, isAgain: again === true },
    );
    await printed('text', undefined, [
      ...sent.map(({ id, outcome }) => outcomeLine(id, outcome, lang)),
      ...byHand.map(({ id }) => say['send.by-hand']({ id })),
      ...(chosen.length === 0 ? [say['send.nothing']()] : []),
    ]);
    return sent.length < chosen.length || sent.some(({ outcome }) => outcome.is !== 'sent') ? EXIT.findings : EXIT.conforming;
  });
}

async function chosenOf(
  { store, catalogue }: Federation,
  ids: readonly string[] | undefined,
  isAgain: boolean,
): Promise<Notice[]> {
  const silent = silentProducers(catalogue);
  if (ids === undefined)
    return (await listNotices(store)).filter(({ state, producer }) => state === 'draft' && !silent.includes(producer));
  const notices: Notice[] = [];
  for (const id of new Set(ids)) {
    const notice = await known(store, id);
    const { state } = notice;
    const mayBeSent = isAgain ? state === 'sending' || state === 'failed' : state === 'draft';
    if (!mayBeSent) throw failure((say) => say[isAgain ? 'send.one-again' : 'send.not-draft']({ id: notice.id, state }));
    notices.push(notice);
  }
  return notices;
}

function outcomeLine(id: number, outcome: Outcome, lang: Lang): string {
  const say = FEDERATION_NOTICES[lang];
  if (outcome.is === 'sent') return say['send.sent']({ id, ...outcome });
  if (outcome.is === 'stopped') return say['send.stopped']({ id, ...outcome });
  if (outcome.is === 'taken') return say['send.taken']({ id });
  return say[`send.${outcome.is}`]({ id, ...outcome });
}

/** The key of an account, from a file or the environment. It is in no error. */
async function tokenOf(file: string | undefined): Promise<string> {
  const given =
    file === undefined
      ? process.env['DATAGOUV_API_KEY']
      : await readFile(file, 'utf8').catch((error: unknown) => {
          throw failure((say) => say['send.no-file']({ file, reason: (error as NodeJS.ErrnoException).code ?? '' }));
        });
  const token = given?.trim() ?? '';
  if (token === '') throw failure((say) => say['send.no-token']());
  if (!/^[!-~]{1,4000}$/.test(token)) throw failure((say) => say['send.bad-token']());
  return token;
}

/** The address of the API, which is shown in messages. */
function siteOf(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isWeb = url?.protocol === 'https:' || (url?.protocol === 'http:' && isPrivateUrl(url));
  if (!url || !isWeb || url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '')
    throw failure((say) => say['outbox.bad-site']({ url: text }));
  return url.href;
}

async function known(store: Federation['store'], id: string): Promise<Notice> {
  const notice = /^\d{1,9}$/.test(id) ? await noticeOf(store, Number(id)) : undefined;
  if (!notice) throw failure((say) => say['outbox.unknown']({ id }));
  return notice;
}

const failure = (say: (words: Messages) => string): Failure => new Failure(textsOf(FEDERATION_NOTICES, say));

function noticeLines(notices: readonly Notice[], lang: Lang): string[] {
  const say = FEDERATION_NOTICES[lang];
  if (notices.length === 0) return [say['outbox.none']()];
  return [
    ...notices.map(({ digest, error, dataset, ...notice }) =>
      say['outbox.item']({ ...notice, title: titleOf(digest, lang), error: error ?? undefined, dataset: dataset ?? undefined }),
    ),
    say['outbox.next'](),
  ];
}

/** With what would be posted, and its text as a mail. */
const jsonOf = ({ comment, title, ...notice }: Notice) => ({
  ...notice,
  ...{ title, text: textOf(notice.digest, 'fr') },
  discussionDraft: notice.dataset === null ? null : openingOf({ title, comment }, notice.dataset),
});

/** Writes each draft as a text for a mail, and as what would be posted. */
async function writeDrafts(folder: string, drafts: readonly Notice[], lang: Lang): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
    for (const { id, producer, title, comment, dataset, digest } of drafts) {
      const path = join(folder, `${String(id).padStart(4, '0')}-${producer}`);
      await writeFile(`${path}.txt`, `${titleOf(digest, lang)}\n\n${textOf(digest, lang)}`);
      if (dataset !== null)
        await writeFile(`${path}.json`, `${JSON.stringify(openingOf({ title, comment }, dataset), null, 2)}\n`);
    }
  } catch (error) {
    throw cannotWrite(folder, error as NodeJS.ErrnoException);
  }
}
