/** The comment on a pull request, made of a page that the code of the proposal wrote: whoever proposes may have written anything there. */
import { readFile } from 'node:fs/promises';
import type { Lang, Texts } from '../../../packages/base/src/language.ts';
import { MARKER } from './page.ts';
import { EXIT, type ExitCode } from '../../host/exit.ts';
import { InputError } from '../../finding.ts';
import { unpack } from '../../read/unzip.ts';
import MarkdownIt from 'markdown-it';
import { PULL_REQUEST } from '../../messages/compiled/pull-request.ts';
import { textsOf } from '../../../packages/base/src/texts.ts';

/** Bytes of a page. Ours are far below; a comment holds 65,536 characters, and the last lines are added here. */
export const LARGEST_PAGE = 60_000;

/** The comment for a page, or for one that is not shown. `run`: the address of the run that made it, where its files are attached. */
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

/** All the HTML that our pages have: the marker, comments that keep a word from being a mention, what is folded, and small print. */
const OUR_HTML = /<!-- (?:decp-report )?-->|<\/?(?:details|summary|sub)>/g;

/** Words that a forge would turn into something: a mention of a person, a reference to another page or to a commit. */
const LIVE = /@[\p{L}\p{N}]|#\d|\bGH-\d|:\/\/|\bwww\.|\b[0-9a-f]{40}\b/iu;

/** Why a page is not one of ours: it could call somebody, load something from elsewhere, or look like what it is not. */
function faultOf(text: string): Texts | undefined {
  if (!text.startsWith(`${MARKER}\n`)) return NOT_OURS;
  // Only these three of the characters that nobody sees.
  if (/(?![\n\t])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(text)) return HIDDEN;
  const tokens = md.parse(text, {}).flatMap((token) => [token, ...(token.children ?? [])]);
  for (const { type, content } of tokens) {
    const isHtml = type.startsWith('html_');
    const rest = isHtml ? content.replaceAll(OUR_HTML, '') : content;
    // In HTML a character may be written as an entity (`&commat;`), which only the forge reads: our own pages have none there.
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
 * `npm run comment`, in the workflow that follows a report: posts its page on the pull request, as one comment that is updated. Which pull
 * request that is, is asked of the forge by the commit of the event; the artefact has no say in it. Nothing is posted where the proposal
 * has newer commits, whose report is to come.
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

/** The open pull requests, of this repository, whose last commit is the one that was reported. */
async function pullRequestsOf(forge: Forge, { owner, branch, sha }: Run): Promise<number[]> {
  const head = encodeURIComponent(`${owner}:${branch}`);
  const found = await call<PullRequest[]>(forge, 'GET', `/pulls?state=open&head=${head}&per_page=100`);
  return found.filter((one) => one.head.sha === sha && one.base.repo.full_name === forge.repository).map(({ number }) => number);
}

type Comment = { id: number; body: string | null; user: { login: string; type: string } | null };

/** Replaces the comment that an earlier report left, or makes one. */
async function post(forge: Forge, number: number, body: string): Promise<string> {
  const earlier = await earlierComment(forge, number);
  if (earlier === undefined) await call(forge, 'POST', `/issues/${number}/comments`, { body });
  else await call(forge, 'PATCH', `/issues/comments/${earlier}`, { body });
  return `#${number}`;
}

const PER_PAGE = 100;
/** Ours is among the first: it is made when the proposal is. */
const MOST_PAGES = 20;

/** A comment that somebody else began with our marker is theirs. */
async function earlierComment(forge: Forge, number: number): Promise<number | undefined> {
  for (let page = 1; page <= MOST_PAGES; page++) {
    const comments = await call<Comment[]>(forge, 'GET', `/issues/${number}/comments?per_page=${PER_PAGE}&page=${page}`);
    const ours = comments.find(({ body, user }) => user?.login === 'github-actions[bot]' && body?.startsWith(MARKER) === true);
    if (ours) return ours.id;
    if (comments.length < PER_PAGE) return undefined;
  }
  return undefined;
}

/** What started the workflow, as GitHub tells it: the one thing here that no proposal can write. */
type Run = { id: number; sha: string; branch: string; owner: string; url: string };

/** The run that ended, out of the event `workflow_run`. Undefined where it is not one of a pull request. */
function runOf(event: unknown): Run | undefined {
  const run = (event as { workflow_run?: Record<string, unknown> } | null)?.workflow_run;
  const { id, event: cause, head_sha: sha, head_branch: branch, html_url: url } = run ?? {};
  const owner = (run?.['head_repository'] as { owner?: { login?: unknown } } | undefined)?.owner?.login;
  const texts = [sha, branch, url, owner].every((value) => typeof value === 'string');
  if (cause !== 'pull_request' || typeof id !== 'number' || !texts) return undefined;
  return { id, sha, branch, owner, url } as Run;
}

/** The artefact that report.yml makes, and the one file in it. */
const ARTEFACT = 'page';
const PAGE = 'page.md';

/** Packed, a page of text is smaller than itself; the rest is the archive's own. */
const LARGEST_ARTEFACT = LARGEST_PAGE + 4096;

type Artefact = { id: number; name: string; size_in_bytes: number; expired: boolean };

/** The page that a run left, in memory: nothing of it touches the disk. Empty where it is too large or no archive, undefined where there is none. */
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

/** Where the forge answers, for which repository, and in whose name. */
type Forge = { api: string; repository: string; token: string };

/** Answers are lists of a hundred at most; whatever is longer is not read. */
const LARGEST_ANSWER = 8 << 20;

/** What the forge did not give: a call that it refuses, an answer that is too long. */
class ForgeError extends Error {}

/** The forge that a workflow runs on, by the variables that it sets. Undefined elsewhere. */
function forgeOf(env: NodeJS.ProcessEnv): Forge | undefined {
  const { GITHUB_API_URL: api, GITHUB_REPOSITORY: repository, GITHUB_TOKEN: token } = env;
  const isWhole = api && token && repository && /^[\w.-]+\/[\w.-]+$/.test(repository);
  return isWhole ? { api, repository, token } : undefined;
}

/** The answer to a call, as JSON. `path` begins after the repository. Throws a ForgeError where the forge refuses. */
async function call<T>(forge: Forge, method: 'GET' | 'POST' | 'PATCH', path: string, body?: object): Promise<T> {
  const bytes = await fetchBytes(forge, method, path, { limit: LARGEST_ANSWER, ...(body && { body }) });
  return JSON.parse(new TextDecoder().decode(bytes)) as T;
}

/** The bytes of an answer, no more than `limit` of them. */
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
