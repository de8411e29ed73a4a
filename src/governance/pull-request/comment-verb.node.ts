import { readFile } from 'node:fs/promises';
import type { Lang } from '../../../packages/base/src/language.ts';
import { commentOf } from './comment.ts';
import { MARKER } from './page.ts';
import { call, type Forge, ForgeError, forgeOf } from './api.node.ts';
import { type Run, runOf } from './event.ts';
import { pageOf } from './built-page.node.ts';
import { EXIT, type ExitCode } from '../../host/exit.ts';

/**
 * `npm run comment`, in the workflow that follows a report: posts its page on the pull request, as one comment that is updated. Which pull
 * request that is, is asked of the forge by the commit of the event; the artefact has no say in it. Nothing is posted where the proposal
 * has newer commits, whose report is to come.
 */
export async function runComment(env: NodeJS.ProcessEnv, lang: Lang): Promise<ExitCode> {
  const forge = forgeOf(env);
  const run = runOf(await readFile(env['GITHUB_EVENT_PATH'] ?? '', 'utf8').then(JSON.parse, () => null));
  if (!forge || !run) return refuse(SAY.elsewhere[lang]);
  try {
    const page = await pageOf(forge, run.id);
    const numbers = page ? await pullRequestsOf(forge, run) : [];
    for (const number of numbers) console.log(await post(forge, number, commentOf(page ?? new Uint8Array(), run.url, lang)));
    if (numbers.length === 0) console.log(SAY.nothing[lang]);
    return EXIT.conforming;
  } catch (error) {
    if (error instanceof ForgeError) return refuse(`${SAY.refused[lang]} ${error.message}`);
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

const SAY = {
  elsewhere: {
    fr: "npm run comment : cette commande n'a de sens que dans le workflow qui suit un rapport (.github/workflows/comment.yml), qui lui donne l'événement, le dépôt et un jeton.",
    en: 'npm run comment: this command only makes sense in the workflow that follows a report (.github/workflows/comment.yml), which gives it the event, the repository and a token.',
  },
  refused: {
    fr: 'npm run comment : la forge a refusé un appel ; vérifiez les permissions du workflow, puis relancez-le :',
    en: 'npm run comment: the forge refused a call; check the permissions of the workflow, then run it again:',
  },
  nothing: {
    fr: "Rien à publier : l'exécution n'a pas laissé de page, ou la proposition a changé depuis.",
    en: 'Nothing to post: the run left no page, or the proposal has changed since.',
  },
};
