import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ContractAnswer, ListAnswer, PageAnswer, RecordAnswer } from '../../../federation/src/pages/answers.ts';
import { LOOKS, type Pages, startPages } from './visit.ts';

let pages: Pages;
let contracts: ContractAnswer[];

beforeAll(async () => {
  pages = await startPages();
  contracts = (await pages.api<PageAnswer<ContractAnswer>>('/v1/contrats?limit=1000&etat=tous')).items;
});
afterAll(() => pages.close());

/** The contract of the demonstration of which most is to be shown. */
const fullest = (): ContractAnswer => {
  const size = ({ body, united, sources }: ContractAnswer): number =>
    JSON.stringify(body).length + 1e4 * united.length + 1e3 * sources.length;
  const [first] = contracts.toSorted((a, b) => size(b) - size(a));
  if (!first) throw new Error('the demonstration has no contract');
  return first;
};

const CASES: readonly (readonly [name: string, path: () => string, status: number])[] = [
  ['search', () => '/recherche', 200],
  ['search that finds nothing', () => '/recherche?numero=absent', 200],
  ['search that is refused', () => '/recherche?acheteur=abc', 400],
  ['contract', () => `/contrats/${fullest().key}`, 200],
  ['page that is not there', () => '/contrats/absent', 400],
];

describe.each(LOOKS)('in a browser, $lang, $theme', ({ lang, theme }) => {
  test.each(CASES)('%s', async (_, path, status) => {
    await pages.read(path(), { lang, theme, status });
  });
});

test('the search says as many contracts as the API counts, and its pages lead to all of them, once each', async () => {
  const { count } = await pages.api<PageAnswer<ContractAnswer>>('/v1/contrats?count=true&limit=1');
  const seen: string[] = [];
  let path: string | undefined = '/recherche';
  while (path !== undefined) {
    const { status, html } = await pages.page(path);
    expect(status).toBe(200);
    if (seen.length === 0) expect(html).toMatch(new RegExp(`role="status">\\s*${String(count?.value)} contrats`));
    seen.push(...[...html.matchAll(/href="\/contrats\/([^"]+)"/g)].map(([, key = '']) => key));
    path = /href="(\/recherche\?[^"]*cursor=[^"]*)"/.exec(html)?.[1]?.replaceAll('&amp;', '&');
  }
  const published = contracts.filter(({ withdrawn }) => !withdrawn).map(({ key }) => key);
  expect(seen.toSorted()).toEqual(published.toSorted());
  expect(count?.value).toBe(published.length);
});

test('a contract shows all its records with what became of each, and every place', async () => {
  const { key } = fullest();
  const { html } = await pages.page(`/contrats/${key}`);
  const { items } = await pages.api<ListAnswer<RecordAnswer>>(`/v1/contrats/${key}/versions`);
  for (const { record } of items) expect(html).toContain(`<code>${record.slice(0, 8)}</code>`);
  expect(html.match(/<span class="mark good">préféré<\/span>/g)).toHaveLength(1);
  const { items: places } = await pages.api<ListAnswer<{ resource: string }>>(`/v1/contrats/${key}/provenance`);
  expect(places.length).toBeGreaterThan(0);
  for (const { resource } of places) expect(html).toContain(`href="/ressources/${encodeURIComponent(resource)}"`);
});

test('what is refused keeps what was typed, and says why', async () => {
  const { status, html } = await pages.page('/recherche?acheteur=%22%3E%3Cscript%3E', 'en');
  expect(status).toBe(400);
  expect(html).toContain('value="&quot;&gt;&lt;script&gt;"');
  expect(html).not.toContain('<script');
  expect(html).toContain('role="alert"');
});

test('a choice of the search is as wide as the longest of its texts', async ({ skip }) => {
  if (!pages.browser) return skip();
  for (const width of [1280, 800, 360]) {
    const page = await pages.browser.newPage({ viewport: { width, height: 800 } });
    await page.goto(`${pages.origin}/recherche`);
    const cut = await page.locator('.filters select').evaluateAll((elements) =>
      (elements as unknown as { id: string; offsetWidth: number; style: object }[]).flatMap((select) => {
        const shown = select.offsetWidth;
        Object.assign(select.style, { width: 'auto', maxWidth: 'none' });
        return select.offsetWidth > shown ? [select.id] : [];
      }),
    );
    expect([width, cut]).toEqual([width, []]);
    await page.close();
  }
});
