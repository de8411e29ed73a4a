import { expect, test } from 'vitest';
import type { ContractAnswer } from '../../../federation/src/pages/answers.ts';
import { contractPage } from '../../../federation/src/pages/contract.tsx';
import { readable, written } from './written.ts';

const CONTRACT: ContractAnswer = {
  ...{
    key: 'abc',
    kind: 'marche',
    standard: '2.0.3',
    record: 'abc',
    sources: ['ville'],
    united: [],
    conflicts: [],
    refused: null,
  },
  ...{ firstPublished: '2024-01-02', lastPublished: '2024-03-04', sequence: 1, withdrawn: false, warned: false },
  body: { id: '2023-01', objet: 'Travaux', datePublicationDonnees: '2023-08-12' },
};

const page = (contract: ContractAnswer, lang: 'fr' | 'en' = 'fr'): Promise<string> => {
  const empty = { items: [], partial: false };
  const answers = {
    '/v1/contrats/abc': contract,
    '/v1/contrats/abc/versions': empty,
    '/v1/contrats/abc/provenance': empty,
  };
  return written(contractPage, { lang, params: { key: 'abc' }, answers });
};

test('a contract was published on the day that its data say, and last where anything of it was', async () => {
  const text = readable(await page(CONTRACT));
  expect(text).toContain('Publié le 12 août 2023 ');
  expect(text).toContain('Dernière publication 4 mars 2024 ');
  // The earliest of the last days of its records is of no use to people.
  expect(text).not.toContain('2 janv. 2024');
  expect(readable(await page(CONTRACT, 'en'))).toContain('Published on 12 Aug 2023 ');
});

test('one whose data do not say it is without that day', async () => {
  const { datePublicationDonnees: _, ...body } = CONTRACT.body;
  expect(readable(await page({ ...CONTRACT, body }))).not.toContain('Publié le');
});
