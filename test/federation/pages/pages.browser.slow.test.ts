import { afterAll, beforeAll, expect, test } from 'vitest';
import type {
  BuyerAnswer,
  ContractAnswer,
  FileAnswer,
  ListAnswer,
  PageAnswer,
  RecordAnswer,
  RejectedAnswer,
  SourceAnswer,
  SummaryAnswer,
  TerritoryAnswer,
} from '../../../federation/src/pages/answers.ts';
import { VIEWS } from '../../../federation/src/pages/view.ts';
import { NIGHT } from '../../support/tier.ts';
import { LANGS, LOOKS, type Pages, startPages } from './visit.ts';

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

const SOURCES = ['metropole-du-grand-valbourg', 'region-des-landiers'] as const;

const filesOf = async (source: string): Promise<FileAnswer[]> =>
  (await pages.api<{ items: FileAnswer[] }>(`/v1/ressources?source=${source}`)).items;

const resource = (file?: FileAnswer): string => `/ressources/${encodeURIComponent(file?.name ?? '')}`;

/** The SIRET of one of whom a record was rejected. */
async function buyer(): Promise<string> {
  const { items } = await pages.api<PageAnswer<RejectedAnswer>>('/v1/rejets?limit=1000');
  return items.find(({ buyer: id }) => /^\d{14}$/.test(id ?? ''))?.buyer ?? '';
}

/** Blanks are of several kinds in numbers. */
const plain = (text: string): string => text.replaceAll(/\s+/g, ' ');

const FOUND = [
  ...['/', '/recherche', '/sources', `/sources/${SOURCES[0]}`, '/indicateurs', '/indicateurs/delai'],
  '/indicateurs/retour-sur-investissement?minutes=5&cost=40&territoire=region-53',
  ...['/territoires?nom=bretagne', '/territoires/region-53', '/territoires/region-53/fiche'],
];

/** Other states of the same pages, which the night judges besides. */
const STATES = [
  ...['/recherche?numero=absent', '/indicateurs/fraicheur', '/territoires', '/territoires?nom=%3Cb%3E'],
  // The demonstration has no buyer in Corse-du-Sud; Occitanie has most collectivités; one commune of a DROM.
  ...['/territoires/departement-2A', '/territoires/region-76', '/territoires/commune-97411'],
  '/territoires/departement-2A/fiche',
];

const REFUSED = [
  ['/recherche?acheteur=abc', 400],
  ['/territoires/region-99', 404],
  ['/contrats/absent', 400],
  ['/indicateurs/x', 404],
] as const;

test.each(LOOKS)('in $lang, $theme: each page is read without a script, by anybody, and asks nobody else', async (look) => {
  const [file] = await filesOf(SOURCES[0]);
  const found = [...FOUND, ...(NIGHT ? STATES : []), resource(file), `/contrats/${fullest().key}`, `/acheteurs/${await buyer()}`];
  for (const path of found) await pages.visit(path, look);
  for (const [path, status] of REFUSED.slice(0, NIGHT ? undefined : 2)) await pages.visit(path, look, status);
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
  const page = await pages.browser.newPage();
  for (const width of [1280, 800, 360]) {
    await page.setViewportSize({ width, height: 800 });
    await page.goto(`${pages.origin}/recherche`);
    const cut = await page.locator('.filters select').evaluateAll((elements) =>
      (elements as unknown as { id: string; offsetWidth: number; style: object }[]).flatMap((select) => {
        const shown = select.offsetWidth;
        Object.assign(select.style, { width: 'auto', maxWidth: 'none' });
        return select.offsetWidth > shown ? [select.id] : [];
      }),
    );
    expect([width, cut]).toEqual([width, []]);
  }
  await page.close();
});

test.each(LANGS)('in %s: the sources and their files, with the numbers of the API', async (lang) => {
  const { number, share } = VIEWS[lang];
  const { items: sources } = await pages.api<{ items: SourceAnswer[] }>('/v1/sources');
  const all = await pages.read('/sources', lang);
  for (const source of sources) {
    const [contracts, rejected, records] = [source.contracts ?? 0, source.rejected ?? 0, source.read ?? 0];
    expect(all).toContain(plain(`${number(contracts)} ${number(rejected)} ${share(rejected, records)}`));
  }
  for (const id of SOURCES) {
    const source = await pages.read(`/sources/${id}`, lang);
    for (const one of await filesOf(id)) {
      const { title, name } = one;
      expect(source).toContain(title);
      const { items: rejected } = await pages.api<PageAnswer<RejectedAnswer>>(`/v1/rejets?ressource=${name}&limit=25`);
      const file = await pages.read(resource(one), lang);
      for (const { number: of } of rejected) expect(file).toContain(of ?? '');
      expect(file).toContain(lang === 'fr' ? 'Disponibilité' : 'Availability');
    }
  }
});

test.each(LANGS)('in %s: a buyer, with the numbers of the API', async (lang) => {
  const siret = await buyer();
  for (const id of [siret, siret.slice(0, 9)]) {
    const { all } = await pages.api<BuyerAnswer>(`/v1/acheteurs/${id}`);
    const text = await pages.read(`/acheteurs/${id}`, lang);
    const { number, share } = VIEWS[lang];
    const figures = lang === 'fr' ? ['contrats publiés', 'enregistrements rejetés'] : ['published contracts', 'rejected records'];
    expect(text).toContain(`${figures[0]} ${number(all.contracts)}`);
    expect(text).toContain(`${figures[1]} ${number(all.rejected)}`);
    expect(text).toContain(plain(share(all.timely, all.dated)));
  }
});

test('numbers are those of the API', async () => {
  const summary = await pages.api<SummaryAnswer>('/v1/bilan');
  const { number, share } = VIEWS.fr;
  const home = await pages.read('/');
  for (const wanted of [
    `Contrats publiés ${number(summary.contracts)} `,
    `Acheteurs ${number(summary.buyers)} `,
    `Fichiers à jour ${number(summary.files.ok)} `,
    `${share(summary.timely, summary.dated)} ${number(summary.timely)} sur ${number(summary.dated)}`,
    `${share(summary.rejected, summary.contracts + summary.rejected)} ${number(summary.rejected)} sur`,
    `ajoutés ${number(summary.today.added)} ${number(summary.week.added)}`,
  ])
    expect(home).toContain(plain(wanted));
  expect(summary.contracts).toBeGreaterThan(0);
  const territory = await pages.api<TerritoryAnswer>('/v1/territoires/region-53');
  const text = await pages.read('/territoires/region-53');
  const { publishing, collectivites, all } = territory;
  expect(publishing).toBeGreaterThan(0);
  for (const wanted of [
    `${share(publishing, collectivites)} ${number(publishing)} sur ${number(collectivites)}`,
    `Contrats publiés ${number(all.contracts)} `,
    `100 montrées sur ${number(collectivites - publishing)}`,
  ])
    expect(text).toContain(plain(wanted));
});

test.each([...REFUSED, ['/territoires/x', 400], ['/indicateurs/delai?territoire=..%2Fx', 400]] as const)(
  'what there is not, and what no address can be, is refused on a page: %s',
  async (path, status) => {
    expect((await pages.page(path)).status).toBe(status);
  },
);

// The longest, and one without a buyer.
test.each(['region-76', 'departement-2A'])('the sheet of %s is one page of paper', async (code) => {
  const page = await pages.browser?.newPage();
  if (!page) return;
  await page.goto(`${pages.origin}/territoires/${code}/fiche`);
  const pdf = await page.pdf({ preferCSSPageSize: true });
  expect(pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)).toHaveLength(1);
  await page.close();
});
