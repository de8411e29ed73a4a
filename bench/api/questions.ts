/** What the API is asked where it is measured: about contracts that there are. */

import { patiently } from './clients.ts';

/** Questions of one kind by their addresses, and the milliseconds that 95 % of the answers may take: of lookups and indexed pages, or of the hardest that is allowed. */
export type Question = { name: string; urls: string[]; isHard: boolean };

type Item = { key: string; body: Record<string, unknown> };

/** Pages from which contracts are taken. */
const PAGES = ['-date', 'date', '-montant', 'montant'].flatMap((sort) =>
  ['marche', 'contrat-concession'].map((type) => `/v1/contrats?limit=100&sort=${sort}&type=${type}`),
);

const DEPARTMENTS = Array.from({ length: 95 }, (_, at) => String(at + 1).padStart(2, '0'));
const REGIONS = ['11', '24', '27', '28', '32', '44', '52', '53', '75', '76', '84', '93'];

/** Contracts over the whole of the federation, not those alone that come first. */
async function contractsOf(address: string): Promise<Item[]> {
  const found = new Map<string, Item>();
  const departments = DEPARTMENTS.map((code) => `/v1/contrats?limit=10&departement=${code}`);
  for (const url of [...PAGES, ...departments]) {
    const { items } = await patiently<{ items: Item[] }>(`${address}${url}`);
    for (const item of items) found.set(item.key, item);
  }
  return [...found.values()];
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

export async function questionsOf(address: string): Promise<Question[]> {
  const { items: sources } = await patiently<{ items: { id: string }[] }>(`${address}/v1/sources`);
  const items = await contractsOf(address);
  const marches = items.filter(({ body }) => body['acheteur'] !== undefined);
  const buyers = marches.map(({ body }) => textOf((body['acheteur'] as { id?: unknown }).id)).filter((id) => /^\d{14}$/.test(id));
  const cpvs = items.map(({ body }) => textOf(body['codeCPV'])).filter((code) => /^\d{8}/.test(code));
  const winners = marches
    .flatMap(({ body }) => (Array.isArray(body['titulaires']) ? (body['titulaires'] as Record<string, unknown>[]) : []))
    .map((one) => textOf(((one['titulaire'] as Record<string, unknown> | undefined) ?? one)['id']))
    .filter((id) => /^\w+$/.test(id));
  const each = (path: (item: Item, at: number) => string): string[] => items.map(path);
  const easy = (name: string, urls: string[]): Question => ({ name, urls, isHard: false });
  const hard = (name: string, urls: string[]): Question => ({ name, urls, isHard: true });
  return [
    easy(
      'un contrat',
      each(({ key }) => `/v1/contrats/${key}`),
    ),
    easy(
      'ses enregistrements',
      each(({ key }) => `/v1/contrats/${key}/versions`),
    ),
    easy(
      'un acheteur',
      buyers.map((id) => `/v1/acheteurs/${id}`),
    ),
    easy(
      '20 contrats d’un acheteur',
      buyers.map((id) => `/v1/contrats?acheteur=${id}&limit=20`),
    ),
    easy(
      '20 contrats d’un titulaire',
      winners.map((id) => `/v1/contrats?titulaire=${id}&limit=20`),
    ),
    easy(
      '20 d’un département',
      DEPARTMENTS.map((code) => `/v1/contrats?departement=${code}&limit=20`),
    ),
    easy(
      '20 d’un CPV',
      cpvs.map((code) => `/v1/contrats?cpv=${code.slice(0, 5)}&limit=20`),
    ),
    easy('les 20 derniers', ['/v1/contrats?limit=20']),
    easy(
      '20 changements',
      each((_, at) => `/v1/changements?depuis=${at * 100}&limit=20`),
    ),
    hard(
      'filtre que rien ne satisfait',
      each((_, at) => `/v1/contrats?lieu=X${at}&nature=absente&montantMin=${at}&sort=-montant&verdict=avertissements`),
    ),
    hard(
      'source et lieu rares, par montant',
      each((_, at) => `/v1/contrats?source=${sources[at % sources.length]?.id}&lieu=X${at}&sort=montant`),
    ),
    hard(
      '20 et leur compte',
      cpvs.map((code) => `/v1/contrats?cpv=${code.slice(0, 2)}&count=true&limit=20&fields=key`),
    ),
    hard(
      'un territoire',
      [
        ...REGIONS.map((code) => `region-${code}`),
        ...DEPARTMENTS.filter((code) => code !== '20').map((code) => `departement-${code}`),
      ].map((code) => `/v1/territoires/${code}`),
    ),
    hard(
      'rejets',
      each((_, at) => `/v1/rejets?limit=20&code=${at % 2 === 0 ? 'schema.type' : 'absent'}`),
    ),
  ];
}
