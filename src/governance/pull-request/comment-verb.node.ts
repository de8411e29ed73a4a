/** Posts the comment on a pull request. Its page was written by code of the proposal, so it is untrusted input. */
import { readFile } from 'node:fs/promises';
import type { Lang, Texts } from '../../../packages/base/src/language.ts';
import { MARKER } from './page.ts';
import { EXIT, type ExitCode } from '../../host/exit.ts';
import { InputError } from '../../finding.ts';
import { unpack } from '../../read/unzip.ts';
import MarkdownIt from 'markdown-it';
import { PULL_REQUEST } from '../../messages/compiled/pull-request.ts';
import { textsOf } from '../../../packages/base/src/texts.ts';

/** Maximum size of a page in bytes. A comment may hold 65,536 characters, and the last lines are added here. */
export const LARGEST_PAGE = 60_000;

/**
 * Returns the comment for a page, or an explanation if the page is not safe to show. `run`: URL of the workflow run, where its
 * files are attached.
 */
export function commentOf(page: Uint8Array, run: string, lang: Lang): string {
  const say = PULL_REQUEST[lang];
  const text = textOf(page);
  const fault = text === undefined ? NOT_TEXT : faultOf(text);
  const body =
    fault || text === undefined ? `${MARKER}\n\n${say['comment.not-shown']({ why: fault?.[lang] ?? '' })}` : text.trimEnd();
  return `${body}\n\n${say['comment.attached']({ run })}\n`;
}

function textOf(page: Uint8Array): string | undefined {
  if (page.length > LARGEST_PAGE) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(page);
  } catch {
    return undefined;
  }
}

const md = new MarkdownIt({ html: true, linkify: false });

/** The only HTML in our pages: the marker, empty comments that prevent mentions, collapsed sections, and small print. */
const OUR_HTML = /<!-- (?:decp-report )?-->|<\/?(?:details|summary|sub)>/g;

/** Text that a forge turns into a link or a notification: a mention, a reference to an issue or a commit, a URL. */
const LIVE = /@[\p{L}\p{N}]|#\d|\bGH-\d|:\/\/|\bwww\.|\b[0-9a-f]{40}\b/iu;

/**
 * Returns why a page is not safe to post, or undefined: it could notify somebody, load external content, or imitate something
 * else.
 */
function faultOf(text: string): Texts | undefined {
  if (!text.startsWith(`${MARKER}\n`)) return NOT_OURS;
  // Rejects invisible characters other than space, tab and line feed.
  if (/(?![\n\t])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(text)) return HIDDEN;
  const tokens = md.parse(text, {}).flatMap((token) => [token, ...(token.children ?? [])]);
  for (const { type, content } of tokens) {
    const isHtml = type.startsWith('html_');
    const rest = isHtml ? content.replaceAll(OUR_HTML, '') : content;
    // In HTML a character may be written as an entity (`&commat;`), which only the forge decodes. Our own pages have none there.
    if (isHtml && /[<&]/.test(rest)) return HTML;
    if (type === 'image' || type === 'link_open' || ((isHtml || type === 'text') && LIVE.test(rest))) return LINKED;
  }
  return undefined;
}

const NOT_TEXT: Texts = textsOf(PULL_REQUEST, (say) => say['comment.not-text']());
const NOT_OURS: Texts = textsOf(PULL_REQUEST, (say) => say['comment.no-report']());
const HIDDEN: Texts = textsOf(PULL_REQUEST, (say) => say['comment.hidden']());
const LINKED: Texts = textsOf(PULL_REQUEST, (say) => say['comment.reference']());
const HTML: Texts = textsOf(PULL_REQUEST, (say) => say['comment.html']());

/**
 * `npm run comment`, in the workflow that follows a report: posts the page on the pull request, as one comment that is updated.
 * The pull request is found through the API by the commit of the event, never through the artefact. Nothing is posted if the
 * proposal has newer commits, because their report will follow.
 */
export async function runComment({ lang }: { lang: Lang }, env: NodeJS.ProcessEnv = process.env): Promise<ExitCode> {
  const say = PULL_REQUEST[lang];
  const forge = forgeOf(env);
  const run = runOf(await readFile(env['GITHUB_EVENT_PATH'] ?? '', 'utf8').then(JSON.parse, () => null));
  if (!forge || !run) return refuse(say['comment.elsewhere']());
  try {
    const page = await pageOf(forge, run.id);
    const numbers = page ? await pullRequestsOf(forge, run) : [];
    for (const number of numbers) console.log(await post(forge, number, commentOf(page ?? new Uint8Array(), run.url, lang)));
    if (numbers.length === 0) console.log(say['comment.nothing']());
    return EXIT.conforming;
  } catch (error) {
    if (error instanceof ForgeError) return refuse(`${say['comment.refused']()} ${error.message}`);
    throw error;
  }
}

function refuse(sentence: string): ExitCode {
  console.error(sentence);
  return EXIT.unreadable;
}

type PullRequest = { number: number; head: { sha: string }; base: { repo: { full_name: string } } };

/** The open pull requests of this repository whose last commit is the one that was reported. */
async function pullRequestsOf(forge: Forge, { owner, branch, sha }: Run): Promise<number[]> {
  const head = encodeURIComponent(`${owner}:${branch}`);
  const found = await call<PullRequest[]>(forge, 'GET', `/pulls?state=open&head=${head}&per_page=100`);
  return found.filter((one) => one.head.sha === sha && one.base.repo.full_name === forge.repository).map(({ number }) => number);
}

type Comment = { id: number; body: string | null; user: { login: string; type: string } | null };

/** Updates the comment of an earlier report, or creates one. */
async function post(forge: Forge, number: number, body: string): Promise<string> {
  const earlier = await earlierComment(forge, number);
  if (earlier === undefined) await call(forge, 'POST', `/issues/${number}/comments`, { body });
  else await call(forge, 'PATCH', `/issues/comments/${earlier}`, { body });
  return `#${number}`;
}

const PER_PAGE = 100;
/** Our comment is among the first, because it is posted soon after the proposal is opened. */
const MOST_PAGES = 20;

/** A comment by another user is never overwritten, even if it begins with our marker. */
async function earlierComment(forge: Forge, number: number): Promise<number | undefined> {
  for (let page = 1; page <= MOST_PAGES; page++) {
    const comments = await call<Comment[]>(forge, 'GET', `/issues/${number}/comments?per_page=${PER_PAGE}&page=${page}`);
    const ours = comments.find(({ body, user }) => user?.login === 'github-actions[bot]' && body?.startsWith(MARKER) === true);
    if (ours) return ours.id;
    if (comments.length < PER_PAGE) return undefined;
  }
  return undefined;
}

/** The event that started the workflow. GitHub wrote it, so it is the only trusted input here. */
type Run = { id: number; sha: string; branch: string; owner: string; url: string };

/** Reads the finished run from a `workflow_run` event. Undefined if it was not started by a pull request. */
function runOf(event: unknown): Run | undefined {
  const run = (event as { workflow_run?: Record<string, unknown> } | null)?.workflow_run;
  const { id, event: cause, head_sha: sha, head_branch: branch, html_url: url } = run ?? {};
  const owner = (run?.['head_repository'] as { owner?: { login?: unknown } } | undefined)?.owner?.login;
  const texts = [sha, branch, url, owner].every((value) => typeof value === 'string');
  if (cause !== 'pull_request' || typeof id !== 'number' || !texts) return undefined;
  return { id, sha, branch, owner, url } as Run;
}

/** The artefact that report.yml uploads, and its only file. */
const ARTEFACT = 'page';
const PAGE = 'page.md';

/** Maximum size of the zipped page; the margin is for the archive structure. */
const LARGEST_ARTEFACT = LARGEST_PAGE + 4096;

type Artefact = { id: number; name: string; size_in_bytes: number; expired: boolean };

/**
 * Downloads the page of a run in memory, without writing to disk. Empty if it is too large or not an archive, undefined if there
 * is none.
 */
async function pageOf(forge: Forge, run: number): Promise<Uint8Array | undefined> {
  const { artifacts } = await call<{ artifacts: Artefact[] }>(forge, 'GET', `/actions/runs/${run}/artifacts?per_page=100`);
  const artefact = artifacts.find(({ name, expired }) => name === ARTEFACT && !expired);
  if (!artefact) return undefined;
  if (artefact.size_in_bytes > LARGEST_ARTEFACT) return NOTHING;
  const bytes = await fetchBytes(forge, 'GET', `/actions/artifacts/${artefact.id}/zip`, { limit: LARGEST_ARTEFACT });
  return fileIn(bytes);
}

const NOTHING = new Uint8Array();

function fileIn(archive: Uint8Array): Uint8Array {
  const refuse = () => new InputError('package.broken-archive', {});
  try {
    return unpack(archive, { files: /^page\.md$/, broken: refuse, tooLarge: refuse }).parts.get(PAGE) ?? NOTHING;
  } catch (error) {
    if (error instanceof InputError) return NOTHING;
    throw error;
  }
}

/** The API address, the repository, and the token of the requests. */
type Forge = { api: string; repository: string; token: string };

/** Maximum size of a response in bytes. Lists have at most a hundred entries. */
const LARGEST_ANSWER = 8 << 20;

/** A request that the forge refused, or a response that is too long. */
class ForgeError extends Error {}

/** Reads the forge from the environment variables of a workflow. Undefined outside a workflow. */
function forgeOf(env: NodeJS.ProcessEnv): Forge | undefined {
  const { GITHUB_API_URL: api, GITHUB_REPOSITORY: repository, GITHUB_TOKEN: token } = env;
  const isWhole = api && token && repository && /^[\w.-]+\/[\w.-]+$/.test(repository);
  return isWhole ? { api, repository, token } : undefined;
}

/**
 * Sends a request and parses the JSON response. `path` is relative to the repository. Throws a ForgeError if the forge refuses.
 */
async function call<T>(forge: Forge, method: 'GET' | 'POST' | 'PATCH', path: string, body?: object): Promise<T> {
  const bytes = await fetchBytes(forge, method, path, { limit: LARGEST_ANSWER, ...(body && { body }) });
  return JSON.parse(new TextDecoder().decode(bytes)) as T;
}

/** Sends a request and returns the response, at most `limit` bytes. Throws a ForgeError otherwise. */
async function fetchBytes(
  { api, repository, token }: Forge,
  method: string,
  path: string,
  { limit, body }: { limit: number; body?: object },
): Promise<Uint8Array> {
  const response = await fetch(`${api}/repos/${repository}${path}`, {
    method,
    headers: {
      accept: 'application/vnd.github+json',
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      'user-agent': 'decp-referentiel',
    },
    ...(body && { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new ForgeError(`${method} ${path}: ${response.status}`);
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    length += piece.length;
    if (length > limit) throw new ForgeError(`${method} ${path}: more than ${limit} bytes`);
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}
