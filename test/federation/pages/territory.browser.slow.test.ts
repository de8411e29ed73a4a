import { afterAll, beforeAll, expect, test } from 'vitest';
import { VIEWS } from '../../../federation/src/pages/view.ts';
import type { SummaryAnswer, TerritoryAnswer } from '../../../federation/src/pages/answers.ts';
import { LOOKS, type Pages, startPages } from './visit.ts';

let pages: Pages;

beforeAll(async () => {
  pages = await startPages();
});
afterAll(() => pages.close());

const PATHS = [
  ...['/', '/territoires', '/territoires?nom=bretagne', '/territoires?nom=%3Cb%3E', '/indicateurs', '/indicateurs/delai'],
  ...['/indicateurs/retour-sur-investissement?minutes=5&cost=40&territoire=region-53', '/indicateurs/fraicheur'],
  // The demonstration has a buyer in Bretagne and none in Corse-du-Sud; Occitanie has most collectivités; one commune of a DROM.
  ...['/territoires/region-53', '/territoires/departement-2A', '/territoires/region-76', '/territoires/commune-97411'],
  ...['/territoires/region-53/fiche', '/territoires/departement-2A/fiche'],
];

/** Blanks are of several kinds in numbers. */
const plain = (text: string): string => text.replaceAll(/\s+/g, ' ');

test.each(LOOKS)('in $lang, $theme: each is read without a script, by anybody, and asks nobody else', async ({ lang, theme }) => {
  for (const path of PATHS) await pages.read(path, { lang, theme });
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

test('what there is not, and what no address can be, is refused on a page', async () => {
  for (const [path, status] of [
    ['/territoires/region-99', 404],
    ['/territoires/x', 400],
    ['/indicateurs/x', 404],
    ['/indicateurs/delai?territoire=..%2Fx', 400],
  ] as const)
    await pages.read(path, { status });
});

test.each(['region-53', 'departement-2A', 'region-76'])('the sheet of %s is one page of paper', async (code) => {
  const page = await pages.browser?.newPage();
  if (!page) return;
  await page.goto(`${pages.origin}/territoires/${code}/fiche`);
  const pdf = await page.pdf({ preferCSSPageSize: true });
  expect(pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)).toHaveLength(1);
  await page.close();
});
