import { describe, expect, test } from 'vitest';
import type { SummaryAnswer } from '../../../federation/src/pages/answers.ts';
import { territoryCodeOf } from '../../../federation/src/pages/asked.ts';
import { homePage } from '../../../federation/src/pages/home.tsx';
import { indicatorPage, indicatorsPage } from '../../../federation/src/pages/indicator.tsx';
import { INDICATORS } from '../../../federation/src/pages/indicators.ts';
import { sheetPage } from '../../../federation/src/pages/sheet.tsx';
import { territoriesPage } from '../../../federation/src/pages/territories.tsx';
import { territoryPage } from '../../../federation/src/pages/territory.tsx';
import { answersOf, collectivite, fault, HOSTILE, NOTHING, SUMMARY, type World } from './territory-world.ts';
import { readable, writtenAt } from './written.ts';

const WORLDS: Record<'none' | 'one' | 'large' | 'hostile', World> = {
  none: { code: 'departement-2A', collectivites: [collectivite(1), collectivite(2, { population: null })] },
  one: {
    code: 'commune-97411',
    collectivites: [
      collectivite(1, { contracts: 18, dated: 15, timely: 9, days: 900, warned: 4, rejected: 2, last: '2025-12-01' }),
    ],
    faults: [fault()],
    sources: [{ source: 'plateforme', collectivites: 1, contracts: 18 }],
  },
  large: {
    code: 'region-76',
    collectivites: Array.from({ length: 4600 }, (_, at) =>
      collectivite(
        at,
        at % 3 === 0 ? { contracts: at, dated: at, timely: Math.floor(at / 2), days: at * 40 } : { population: at },
      ),
    ),
    faults: Array.from({ length: 50 }, (_, at) => fault({ code: `code-${at}`, count: 51 - at })),
  },
  hostile: {
    code: 'epci-200000000',
    name: HOSTILE,
    collectivites: [
      collectivite(1, { name: HOSTILE, last: HOSTILE }),
      collectivite(2, { name: HOSTILE, contracts: 2, last: HOSTILE }),
    ],
    faults: [fault({ title: HOSTILE, field: HOSTILE, url: 'javascript:alert(1)' })],
  },
};

const rowsOf = (html: string, caption: string): number =>
  html
    .slice(html.indexOf(`<caption>${caption}`))
    .split('</table>')[0]
    ?.split('<tr>').length ?? 0;

describe.each(['', '/en'])('pages at %s/', (lang) => {
  test.each(Object.entries(WORLDS))('a territory and its sheet are written: %s', async (_name, world) => {
    const answers = answersOf(world);
    for (const [page, address] of [
      [territoryPage, `${lang}/territoires/${world.code}`],
      [sheetPage, `${lang}/territoires/${world.code}/fiche`],
    ] as const) {
      const html = await writtenAt(page, address, answers);
      const text = readable(html);
      for (const bad of ['undefined', 'null', 'NaN', '[object', 'Infinity']) expect(text).not.toContain(bad);
      for (const bad of ['<script', 'href="javascript:']) expect(html).not.toContain(bad);
    }
  });

  test('the home page and all indicators are written', async () => {
    const answers = answersOf(WORLDS.one);
    const pages = [
      writtenAt(homePage, `${lang}/`, answers),
      writtenAt(territoriesPage, `${lang}/territoires`, answers),
      writtenAt(indicatorsPage, `${lang}/indicateurs`, answers),
      ...INDICATORS.flatMap((name) => [
        writtenAt(indicatorPage, `${lang}/indicateurs/${name}`, answers),
        writtenAt(indicatorPage, `${lang}/indicateurs/${name}?territoire=${WORLDS.one.code}`, answers),
      ]),
    ];
    for (const html of await Promise.all(pages)) expect(readable(html)).not.toMatch(/\b(undefined|null|NaN)\b|\[object/);
  });
});

test('a territory of which nothing is published says so, and blames nobody', async () => {
  const text = readable(await writtenAt(territoryPage, '/territoires/departement-2A', answersOf(WORLDS.none)));
  expect(text).toContain("Aucun contrat n'est connu ici pour les collectivités de ce territoire.");
  expect(text).toContain("peut n'avoir aucun contrat à publier");
  expect(text).toContain('nombre de contrats inconnu');
});

test('long lists are cut, say so, and are to be had as a file', async () => {
  const html = await writtenAt(territoryPage, '/territoires/region-76', answersOf(WORLDS.large));
  expect(rowsOf(html, 'Collectivités dont aucun contrat')).toBe(102);
  expect(rowsOf(html, 'Collectivités dont au moins un contrat')).toBe(102);
  const silent = WORLDS.large.collectivites.filter(({ publishes }) => !publishes).length;
  expect(readable(html)).toContain(`100 montrées sur ${new Intl.NumberFormat('fr-FR').format(silent)}`.replaceAll(/\s/g, ' '));
  for (const publie of [true, false]) expect(html).toContain(`/v1/territoires/region-76/collectivites.csv?publie=${publie}`);
});

test('a territory is compared with those that contain it, and with all', async () => {
  const html = await writtenAt(territoryPage, '/territoires/commune-97411', answersOf(WORLDS.one));
  expect(rowsOf(html, 'Les mêmes nombres')).toBe(5);
  expect(readable(html)).toContain('Corse');
});

test('an indicator that there is not, and a territory that there is not, are refused', async () => {
  await expect(writtenAt(indicatorPage, '/indicateurs/autre', answersOf(WORLDS.one))).rejects.toMatchObject({ status: 404 });
  await expect(writtenAt(indicatorPage, '/indicateurs/delai?territoire=../../x', answersOf(WORLDS.one))).rejects.toMatchObject({
    status: 400,
    message: expect.stringContaining('« territoire »') as string,
  });
});

test('numbers of a territory lead to their indicators of this territory, and on to the others', async () => {
  const answers = answersOf(WORLDS.none);
  const pages = [
    await writtenAt(territoryPage, '/territoires/departement-2A', answers),
    await writtenAt(sheetPage, '/territoires/departement-2A/fiche', answers),
    await writtenAt(indicatorsPage, '/indicateurs?territoire=2a', answers),
  ];
  for (const html of pages)
    for (const name of ['publies', 'couverture', 'delai', 'conformite', 'rejets'])
      expect(html).toContain(`href="/indicateurs/${name}?territoire=departement-2A"`);
  for (const asked of ['2a', '2A', 'departement-2a', ' Departement-2A '])
    expect(await writtenAt(indicatorPage, `/en/indicateurs/delai?territoire=${encodeURIComponent(asked)}`, answers)).toContain(
      'href="/en/indicateurs?territoire=departement-2A"',
    );
  expect(await writtenAt(homePage, '/', answers)).toContain('href="/indicateurs/delai"');
});

test.each([
  ['22', 'departement-22'],
  ['1', 'departement-01'],
  ['974', 'departement-974'],
  ['2b', 'departement-2B'],
  ['region-53', 'region-53'],
  ['commune-2a004', 'commune-2A004'],
  ['bretagne', undefined],
  ['', undefined],
  ['pays-22', undefined],
])('the territory %j is %j', (text, code) => {
  expect(territoryCodeOf(text)).toBe(code);
});

test.each([
  ['minutes=-5&cost=abc', '« minutes »'],
  ['minutes=5&cost=abc', '« cost »'],
])('an assumption that is none is refused, where it counts: %s', async (query, named) => {
  const answers = answersOf(WORLDS.one);
  await expect(writtenAt(indicatorPage, `/indicateurs/retour-sur-investissement?${query}`, answers)).rejects.toMatchObject({
    status: 400,
    message: expect.stringContaining(named) as string,
  });
  await writtenAt(indicatorPage, `/indicateurs/delai?${query}`, answers);
});

test('a share of months that have none is no chart', async () => {
  const text = (months: SummaryAnswer['months']): Promise<string> => {
    const answers = answersOf(WORLDS.none);
    const territory = answers['/v1/territoires/departement-2A'] as object;
    return writtenAt(territoryPage, '/territoires/departement-2A', {
      ...answers,
      '/v1/territoires/departement-2A': { ...territory, months },
    }).then(readable);
  };
  const title = 'Part publiée dans les deux mois de la notification, par mois de publication';
  expect(await text([])).toContain(`${title} Rien à montrer.`);
  expect(await text([{ ...NOTHING, month: '2025-12-01', dated: 3 }])).not.toContain(`${title} Rien à montrer.`);
});

test('what is saved is what the formula says of the contracts of the territory', async () => {
  const address = '/indicateurs/retour-sur-investissement?territoire=commune-97411&minutes=10&cost=50';
  const text = readable(await writtenAt(indicatorPage, address, answersOf(WORLDS.one)));
  expect(text).toContain('18 × 10 ÷ 60 × 50 €');
  expect(text).toMatch(/Coût évité \(estimation\) 150 €/);
});

test('the home page dates its changes by the last snapshot, and says what the lines of rejections are', async () => {
  const text = readable(await writtenAt(homePage, '/', answersOf(WORLDS.one)));
  expect(text).toContain('le dernier est du 7 janvier 2026 à 06:00 UTC');
  expect(text).toContain('rejets.ndjson.gz 64');
  expect(text).toContain('une pour chaque fichier qui est retenu par le garde-fou');
  expect(text).toContain('sur 6 moissonnées et 9 connues');
  const none = { ...SUMMARY, snapshot: null, sources: { known: 1, harvested: 0, active: 0 } };
  const empty = readable(await writtenAt(homePage, '/', { '/v1/bilan': none }));
  expect(empty).toContain("aucune source n'est moissonnée ; 1 est connue");
  expect(empty).not.toContain('chaque fichier qui est retenu');
});

test('before the first snapshot, the home page has nothing to download, and says so', async () => {
  const text = readable(await writtenAt(homePage, '/', { '/v1/bilan': { ...SUMMARY, snapshot: null, checkedAt: null } }));
  expect(text).toContain('Aucun instantané');
  expect(text).toContain("Aucun fichier n'a encore été vérifié.");
});
