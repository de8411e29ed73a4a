import { expect, test } from 'vitest';
import type { BuyerAnswer, ContractAnswer, MonthAnswer } from '../../../federation/src/pages/answers.ts';
import { buyerPage, pointsOf } from '../../../federation/src/pages/buyer.tsx';
import { HOSTILE, isHarmless, readable, written } from './written.ts';

const COUNTS = { contracts: 40, amount: 1_234_567, dated: 30, timely: 24, days: 1500, warned: 10, rejected: 5 };
const NONE = { contracts: 0, amount: 0, dated: 0, timely: 0, days: 0, warned: 0, rejected: 0 };

const BUYER: BuyerAnswer = {
  ...{ id: '213502388', siren: '213502388', name: 'Rennes', territory: 'commune-35238', all: COUNTS },
  months: [{ ...COUNTS, month: '2026-01-01' }],
  faults: [
    {
      standard: '2.0.3',
      code: 'schema.type',
      field: 'montant',
      count: 5,
      title: 'Type',
      url: 'https://decp.example/constats/schema-type/',
    },
  ],
  establishments: [{ ...COUNTS, buyer: '21350238800019', last: '2026-01-12' }],
  ...{ sources: ['ville'], partial: false },
};

const contract = (body: Record<string, unknown>): ContractAnswer => ({
  ...{ key: 'abc', kind: 'marche', standard: '2.0.3', record: 'abc', sources: ['ville'], firstPublished: null },
  ...{
    lastPublished: null,
    united: [],
    conflicts: [],
    refused: null,
    reserves: [],
    sequence: 1,
    withdrawn: false,
    warned: false,
    body,
  },
});

const page = (buyer: BuyerAnswer, contracts: ContractAnswer[] = [], lang: 'fr' | 'en' = 'fr'): Promise<string> =>
  written(buyerPage, {
    ...{ lang, params: { id: buyer.id } },
    answers: { [`/v1/acheteurs/${buyer.id}`]: buyer, '/v1/contrats': { items: contracts, next: null } },
  });

test('a buyer has its numbers, each with its formula and its definition', async () => {
  const html = await page(BUYER);
  const text = readable(html);
  expect(text).toContain('publiés dans les deux mois 80 % 24 sur 30 contrats dont les deux dates sont connues');
  expect(text).toContain('50 1 500 jours divisés par 30 contrats');
  expect(text).toContain('contrats sans avertissement 75 % 10 sur 40 ont des avertissements');
  for (const name of ['publies', 'delai', 'conformite', 'rejets'])
    expect(html).toContain(`href="/indicateurs/${name}?territoire=commune-35238"`);
  expect(html).toContain('href="/territoires/commune-35238"');
  expect(html).toContain('href="/v1/rejets?acheteur=21350238800019"');
  expect(html).toContain('href="/acheteurs/213502388/flux.atom"');
  expect(await page(BUYER, [], 'en')).toContain('href="/en/acheteurs/213502388/flux.atom"');
});

test('one that publishes nothing has no shares', async () => {
  const none = { ...BUYER, all: NONE, months: [], faults: [], establishments: [], sources: [], territory: null };
  const text = readable(await page(none));
  expect(text).toContain('publiés dans les deux mois — 0 sur 0');
  expect(text).toContain("Aucun contrat n'est publié.");
  // One without a territory leads to the indicators of all there is.
  expect(await page(none)).toContain('href="/indicateurs/delai"');
  expect(text).toContain('Rien à montrer.');
});

test('one that is no collectivité is named as its contracts name it, or by its identifier', async () => {
  const unnamed = { ...BUYER, id: '21350238800019', name: null };
  expect(await page(unnamed)).toContain('<h1>Acheteur 21350238800019</h1>');
  const named = contract({ acheteur: { id: '21350238800019', nom: 'Syndicat des eaux' } });
  expect(await page(unnamed, [contract({}), named])).toContain('<h1>Syndicat des eaux</h1>');
  expect(await page(unnamed)).toContain('href="/acheteurs/213502388"');
});

test('texts of strangers are texts', async () => {
  const hostile = contract({
    objet: HOSTILE,
    acheteur: { id: HOSTILE, nom: HOSTILE },
    titulaires: [{ titulaire: { id: HOSTILE } }],
  });
  expect(isHarmless(await page({ ...BUYER, name: null }, [hostile]))).toBe(true);
});

test('of a thousand establishments, some are shown, and it says so', async () => {
  const many = Array.from({ length: 1000 }, (_, at) => ({
    ...COUNTS,
    buyer: `213502388${String(at).padStart(5, '0')}`,
    last: null,
  }));
  const html = await page({ ...BUYER, establishments: many });
  expect(html.match(/href="\/acheteurs\/213502388\d{5}"/g)?.length).toBe(50);
  expect(readable(html)).toContain("Les 50 premiers sont montrés ; l'API en donne jusqu'à 1000.");
});

test('months go without a gap from the first of the last 36 to this one', () => {
  const month = (of: string, contracts: number): MonthAnswer => ({ ...COUNTS, month: of, contracts });
  const value = ({ contracts }: { contracts: number }): number => contracts;
  const now = new Date('2026-01-31T23:00:00Z');
  expect(
    pointsOf([month('2026-01-01', 3), month('2025-11-01', 2), month('2019-01-01', 9), month('2199-01-01', 9)], now, value),
  ).toEqual([
    { month: '2025-11-01', value: 2 },
    { month: '2025-12-01', value: 0 },
    { month: '2026-01-01', value: 3 },
  ]);
  expect(pointsOf([month('2019-01-01', 9), { ...COUNTS, month: null }], now, value)).toEqual([]);
});
