import { strToU8, zipSync } from 'fflate';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { runComment, commentOf, LARGEST_PAGE } from '../../src/governance/pull-request/comment-verb.node.ts';
import { MARKER } from '../../src/governance/pull-request/page.ts';
import { markdownSafe } from '../../src/report/markdown-safe.ts';
import { readText } from '../support/engine.ts';

const folder = mkdtempSync(join(tmpdir(), 'decp-comment-'));
const SHA = 'a'.repeat(40);
const RUN = 'https://forge.invalid/essai/depot/actions/runs/7';
const EVENT = {
  workflow_run: {
    id: 7,
    event: 'pull_request',
    head_sha: SHA,
    head_branch: 'proposition',
    html_url: RUN,
    head_repository: { owner: { login: 'kervadec' } },
  },
};
const PAGE = `${MARKER}\n\n## Ce que change cette proposition\n\nRien.\n`;

/** A forge as small as the calls that are made of it; `said`: what was written to it. */
type Forge = { pulls: object[]; comments: { id: number; body: string; user: object }[]; zip: Uint8Array; size?: number };
let forge: Forge;
let said: { method: string; path: string; body: string }[] = [];

const server: Server = createServer((request, response) => {
  void answer(request).then(([status, body]) => {
    response.writeHead(status).end(body);
  });
});
await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true });
});

async function answer(request: IncomingMessage): Promise<[number, string | Uint8Array]> {
  const { method = '', url = '' } = request;
  const path = url.replace('/repos/essai/depot', '');
  if (request.headers.authorization !== 'Bearer jeton') return [401, ''];
  if (method !== 'GET') {
    let body = '';
    for await (const piece of request) body += String(piece);
    said.push({ method, path, body: (JSON.parse(body) as { body: string }).body });
    return [200, '{}'];
  }
  if (path.startsWith('/actions/runs/7/artifacts')) {
    const artefact = { id: 3, name: 'page', size_in_bytes: forge.size ?? forge.zip.length, expired: false };
    return [200, JSON.stringify({ artifacts: [{ ...artefact, id: 2, name: 'rapport' }, artefact] })];
  }
  if (path === '/actions/artifacts/3/zip') return [200, forge.zip];
  if (path === '/pulls?state=open&head=kervadec%3Aproposition&per_page=100') return [200, JSON.stringify(forge.pulls)];
  const [, page] = /^\/issues\/12\/comments\?per_page=100&page=(\d+)$/.exec(path) ?? [];
  if (page === undefined) return [404, ''];
  return [200, JSON.stringify(forge.comments.slice((Number(page) - 1) * 100, Number(page) * 100))];
}

const zipped = (page: string, name = 'page.md') => zipSync({ [name]: strToU8(page), '../elsewhere.sh': strToU8('exit 1') });
const pull = (sha = SHA, repository = 'essai/depot') => ({
  number: 12,
  head: { sha },
  base: { repo: { full_name: repository } },
});
const BOT = { login: 'github-actions[bot]', type: 'Bot' };

beforeEach(() => {
  said = [];
  forge = { pulls: [pull()], comments: [], zip: zipped(PAGE) };
});

async function run(event: unknown = EVENT, env: NodeJS.ProcessEnv = {}) {
  const path = join(folder, 'event.json');
  writeFileSync(path, JSON.stringify(event));
  const printed: string[] = [];
  const spies = (['log', 'error'] as const).map((name) =>
    vi.spyOn(console, name).mockImplementation((line: string) => void printed.push(line)),
  );
  const api = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const forgeEnv = { GITHUB_API_URL: api, GITHUB_REPOSITORY: 'essai/depot', GITHUB_TOKEN: 'jeton', GITHUB_EVENT_PATH: path };
  const code = await runComment({ lang: 'fr' }, { ...forgeEnv, ...env });
  for (const spy of spies) spy.mockRestore();
  return { code, printed: printed.join('\n') };
}

describe('npm run comment', () => {
  test('posts the page on the pull request of the commit that was reported, with the way to what is attached', async () => {
    expect(await run()).toEqual({ code: 0, printed: '#12' });
    expect(said).toEqual([
      { method: 'POST', path: '/issues/12/comments', body: expect.stringContaining(PAGE.trimEnd()) as string },
    ]);
    expect(said[0]?.body).toContain(`](${RUN}#artifacts)`);
  });

  test('replaces the comment that an earlier report left, however many others there are, and no comment of anybody else', async () => {
    const others = Array.from({ length: 130 }, (_, id) => ({
      id,
      body: `${MARKER}\n\nImitation`,
      user: { login: 'kervadec', type: 'User' },
    }));
    forge.comments = [...others, { id: 900, body: `${MARKER}\n\nAncien`, user: BOT }];
    await run();
    expect(said.map(({ method, path }) => [method, path])).toEqual([['PATCH', '/issues/comments/900']]);
    said = [];
    forge.comments = others;
    await run();
    expect(said.map(({ method }) => method)).toEqual(['POST']);
  });

  test.each<[name: string, pulls: object[]]>([
    ['of which the proposal has newer commits', [pull('b'.repeat(40))]],
    ['of a pull request to another repository', [pull(SHA, 'essai/autre')]],
    ['of no open pull request', []],
  ])('posts nothing of a report %s', async (_, pulls) => {
    forge.pulls = pulls;
    expect(await run()).toEqual({ code: 0, printed: expect.stringMatching(/^Rien à publier/) as string });
    expect(said).toEqual([]);
  });

  test.each<[name: string, change: () => void]>([
    ['too large an artefact', () => (forge.size = 1 << 20)],
    ['a page that unpacks to too much', () => (forge.zip = zipped(PAGE + 'a'.repeat(1 << 22)))],
    ['an artefact that is no archive', () => (forge.zip = strToU8('page'))],
    ['an archive without the page', () => (forge.zip = zipped(PAGE, 'autre.md'))],
    ['a page in a folder', () => (forge.zip = zipped(PAGE, '../page.md'))],
  ])('says that the page is not shown of %s', async (_, change) => {
    change();
    expect((await run()).code).toBe(0);
    expect(said[0]?.body).toMatch(/^<!-- decp-report -->\n\nLa page du rapport de cette proposition n'est pas montrée ici/);
  });

  test('tells of a call that the forge refuses, and of an answer that is longer than it said', async () => {
    expect(await run(EVENT, { GITHUB_TOKEN: 'autre' })).toEqual({ code: 2, printed: expect.stringContaining('401') as string });
    forge = { ...forge, size: 100, zip: new Uint8Array(1 << 17) };
    expect(await run()).toEqual({ code: 2, printed: expect.stringContaining('more than') as string });
  });

  test.each<[name: string, event: unknown, env: NodeJS.ProcessEnv]>([
    ['no workflow', EVENT, { GITHUB_TOKEN: undefined }],
    ['a repository that is none', EVENT, { GITHUB_REPOSITORY: 'essai/depot/../autre' }],
    ['an event that is none', null, {}],
    ['a run of something else', { workflow_run: { ...EVENT.workflow_run, event: 'push' } }, {}],
  ])('%s: exit 2, and nothing is posted', async (_, event, env) => {
    expect(await run(event, env)).toEqual({ code: 2, printed: expect.stringContaining('comment.yml') as string });
    expect(said).toEqual([]);
  });
});

describe('the page of a report is shown', () => {
  const shown = (page: string) => commentOf(new TextEncoder().encode(page), RUN, 'fr').startsWith(page.trimEnd());

  test.each(['pull-request-loud.fr.md', 'pull-request-quiet.en.md', 'pull-request-texts.fr.md'])('as it is: %s', (name) => {
    expect(shown(readText(`test/golden/report/${name}`))).toBe(true);
  });

  test.each([
    ['it does not begin with the marker', PAGE.replace(MARKER, '## Bonjour')],
    ['it mentions somebody', `${PAGE}\nMerci @kervadec !\n`],
    ['it refers to another page of the forge', `${PAGE}\nVoir #1.\n`],
    ['it refers to another page by a word', `${PAGE}\nVoir gh-1.\n`],
    ['it refers to a commit', `${PAGE}\nVoir ${SHA}.\n`],
    ...['&commat;kervadec', '&#x40;kervadec', '&num;1', 'https&colon;//exemple.invalid', 'GH-1', SHA].map(
      (text) => [`what is folded holds ${text}`, `${PAGE}\n<details><summary>${text}</summary>\n`] as [string, string],
    ),
    ...['&commat;kervadec', '&#64;kervadec', 'GH&#45;1'].map(
      (text) => [`it holds ${text}`, `${PAGE}\nMerci ${text} !\n`] as [string, string],
    ),
    ['it holds an address', `${PAGE}\nhttps://exemple.invalid\n`],
    ['it holds a link', `${PAGE}\n[ici](//exemple.invalid)\n`],
    ['it holds an image', `${PAGE}\n![](x.png)\n`],
    ['it contains HTML', `${PAGE}\n<img src=x>\n`],
    ['it contains HTML in a line', `${PAGE}\nUn <a href="x">lien</a>.\n`],
    ['it mentions somebody in what is folded', `${PAGE}\n<details><summary>@kervadec</summary>\n`],
    ['it holds a comment that hides something', `${PAGE}\n<!-- decp-report @kervadec -->\n`],
    ['it holds characters that nobody sees', `${PAGE}\n\u202eabc\n`],
    ['it is too long', PAGE + 'a'.repeat(LARGEST_PAGE)],
  ])('but not where %s', (_, page) => {
    expect(shown(page)).toBe(false);
  });

  test.each([
    ['the name of a commit in a code', `\`${SHA}\``],
    ['a sum of SHA-256', 'a'.repeat(64)],
    ...[
      '@kervadec',
      '#1',
      'GH-1',
      'gh-12 et GH-3',
      SHA,
      `${SHA}.${SHA.toUpperCase()}`,
      '&commat;kervadec',
      'https://exemple.invalid',
    ].map((text) => [`${text} made safe`, markdownSafe(text)]),
  ])('also where it holds %s', (_, text) => {
    expect(shown(`${PAGE}\n- ${text}\n`)).toBe(true);
  });

  test('but not where it is no text', () => {
    expect(commentOf(new Uint8Array([0xff, 0xfe]), RUN, 'en')).toContain('not shown here: it is too long, or no text.');
  });
});
