import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, test, vi } from 'vitest';
import { catalogueOf } from '../../../federation/src/catalogue/catalogue.ts';
import { discover, type Discovery, discoveryJson, discoveryText, SCHEMAS } from '../../../federation/src/catalogue/discover.ts';
import { openPortal } from '../../../federation/src/catalogue/open-portal.ts';
import type { Portal } from '../../../federation/src/catalogue/portal.ts';
import { readCatalogue } from '../../../federation/src/catalogue/read-catalogue.node.ts';
import { host } from '../../../src/host/memory.node.ts';
import { runDiscover } from '../../../federation/src/catalogue/verb.node.ts';

const folder = mkdtempSync(join(tmpdir(), 'decp-discover-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});
afterEach(() => {
  vi.restoreAllMocks();
});

const ORGANIZATION = '5f0000000000000000000010';
const OTHER = '5f0000000000000000000020';

/** Invented sources: one platform that is known, one consolidation. */
const SOURCES = catalogueOf(
  new Map([
    [
      'plateforme.yaml',
      `{title: {fr: P, en: P}, publisher: P, organization: ${ORGANIZATION}, rhythm: daily, form: auto,
       datasets: [{id: connu}, {id: 5f00000000000000000000aa}], licence: lov2, found: [{where: x, date: 2026-01-01}]}`,
    ],
    [
      'consolidation.yaml',
      `{title: {fr: C, en: C}, publisher: C, harvested: false, titles: ["*consolid*"], licence: lov2,
       notes: {fr: x, en: x}, found: [{where: x, date: 2026-01-01}]}`,
    ],
  ]),
  'sources',
);

type Listed = {
  id: string;
  title: string;
  organization?: { id: string; name: string } | null;
  slug?: string;
  resources?: number;
};

/** A portal that lists datasets by schema and by organisation. */
const portalOf = (lists: Readonly<Record<string, readonly Listed[] | 'broken'>>): Portal =>
  openPortal(new URL('https://portail.exemple'), (url) => {
    const by = url.searchParams.get('schema') ?? url.searchParams.get('organization') ?? '';
    const list = lists[by] ?? [];
    if (list === 'broken') return Promise.resolve({ status: 502, value: 'Bad Gateway' });
    const data = list.map(({ resources = 3, ...of }) => ({
      ...{ slug: of.id, organization: { id: OTHER, name: 'Ville inventée' }, license: 'lov2' },
      ...of,
      resources: Array.from({ length: resources }, () => ({})),
    }));
    return Promise.resolve({ status: 200, value: { data, total: data.length, next_page: null } });
  });

const [SCHEMA = '', OLDER = ''] = SCHEMAS;
const of = (id: string): { organization: { id: string; name: string } } => ({ organization: { id, name: 'P' } });

const LISTS = {
  [SCHEMA]: [
    { id: 'connu', title: 'Connu' },
    { id: 'autre-id', slug: 'connu', title: 'Connu par son nom' },
    { id: '5f00000000000000000000b1', title: 'Marchés de la ville' },
    { id: '5f00000000000000000000b2', title: 'DECP: «2024»\n# non' },
    { id: '5f00000000000000000000b3', title: 'Fichiers CONSOLIDÉS des acheteurs' },
    { id: '5f00000000000000000000b4', title: 'Mes marchés, par Personne Inventée', organization: null },
    { id: '5f00000000000000000000b5', title: 'Vide', resources: 0 },
  ],
  [OLDER]: [
    { id: '5f00000000000000000000b1', title: 'Marchés de la ville' },
    { id: '5f00000000000000000000c1', title: 'Nouveau profil', ...of(ORGANIZATION) },
  ],
  [ORGANIZATION]: [
    { id: '5f00000000000000000000aa', title: 'Connu aussi', ...of(ORGANIZATION) },
    { id: '5f00000000000000000000c2', title: 'Données essentielles de la commande publique du CHU', ...of(ORGANIZATION) },
    { id: '5f00000000000000000000c3', title: 'Pistes cyclables', ...of(ORGANIZATION) },
  ],
};

const found = (lists: Parameters<typeof portalOf>[0] = LISTS): Promise<Discovery> =>
  discover(portalOf(lists), SOURCES, '2026-11-29');

describe('discover', () => {
  test('proposes what is not known, and says why it leaves the rest out', async () => {
    expect(discoveryText(await found(), 'fr'))
      .toBe(`11 jeux de données sur le portail : 3 dans le catalogue, 4 à proposer, 3 à écarter, 1 sans rapport.

« P » : 2 jeux à ajouter dans federation/sources/plateforme.yaml

  datasets:
    - id: 5f00000000000000000000c1
      title: Nouveau profil
      rhythm: daily
      form: auto
    - id: 5f00000000000000000000c2
      title: Données essentielles de la commande publique du CHU
      rhythm: daily
      form: auto

« Ville inventée » : nouvelle source, à mettre dans federation/sources/ville-inventee.yaml (2 jeux)

  title:
    fr: Ville inventée
    en: Ville inventée
  publisher: Ville inventée
  organization: 5f0000000000000000000020
  datasets:
    - id: 5f00000000000000000000b1
      title: Marchés de la ville
      rhythm: daily
      form: auto
    - id: 5f00000000000000000000b2
      title: 'DECP: «2024» # non'
      rhythm: daily
      form: auto
  licence: lov2
  found:
    - where: data.gouv.fr, ?schema=139bercy/format-commande-publique
      date: 2026-11-29
  notes:
    fr: "Proposée par « discover ». Le rythme est à vérifier : tant qu'il ne l'est pas, chaque version s'ajoute aux précédentes et rien n'est retiré."
    en: 'Proposed by “discover”. The rhythm is to be verified: until then, each version is added to those before, and nothing is withdrawn.'

Écartés :
  5f00000000000000000000b3  Fichiers CONSOLIDÉS des acheteurs (sortie d'une consolidation, voir consolidation.yaml)
  5f00000000000000000000b4  (titre omis) (déposé par une personne ; s'il faut le moissonner, écrivez sa source sans la nommer)
  5f00000000000000000000b5  Vide (sans aucun fichier)
`);
  });

  test('names nobody: what a person deposited is known by its id alone', async () => {
    const discovery = await found();
    for (const text of [discoveryText(discovery, 'fr'), discoveryText(discovery, 'en'), discoveryJson(discovery)])
      expect(text).not.toContain('Personne');
  });

  test('says which lists could not be read in full, and reads the others', async () => {
    const discovery = await found({ ...LISTS, [SCHEMA]: 'broken' });
    expect(discovery.proposals.map(({ file }) => file)).toEqual(['plateforme.yaml', 'ville-inventee.yaml']);
    expect(discoveryText(discovery, 'en')).toContain(`Lists that were not read in full:
  https://portail.exemple/api/1/datasets/?page=1&page_size=20&schema=139bercy%2Fformat-commande-publique: the portal answers with status 502
`);
  });

  test('with the catalogue of this repository proposes neither consolidation, ours included', async () => {
    const catalogue = await readCatalogue();
    const list = [
      { id: '5cd57bf68b4c4179299eb0e9', title: 'Données essentielles de la commande publique - fichiers consolidés' },
      { id: '608c055b35eb4e6ee20eb325', title: 'DECP' },
      { id: '5f00000000000000000000d1', title: 'DECP consolidées, copie' },
      { id: '5f00000000000000000000d2', title: 'Instantané de la fédération DECP' },
    ];
    const discovery = await discover(portalOf({ [SCHEMA]: list }), catalogue, '2026-11-29');
    expect(discovery).toMatchObject({ known: 2, proposals: [], faults: [] });
    expect(discovery.skipped.map(({ source }) => source)).toEqual(['consolidation-nationale', 'federation-decp']);
  });

  test('gives two publishers of one name two files', async () => {
    const named = (id: string, by: string): Listed => ({ id, title: 'DECP', organization: { id: by, name: 'Plateforme !' } });
    const list = [named('a', '5f0000000000000000000031'), named('b', '5f0000000000000000000032')];
    const { proposals } = await found({ [SCHEMA]: list });
    expect(proposals.map(({ file }) => file)).toEqual(['plateforme-2.yaml', 'plateforme-3.yaml']);
  });
});

describe('decp-federation discover', () => {
  const run = async (more: object): Promise<{ code: number; out: string; err: string }> => {
    const [out, err]: string[][] = [[], []];
    vi.spyOn(console, 'error').mockImplementation((text: string) => void err?.push(text));
    vi.spyOn(host, 'write').mockImplementation((bytes) => (out?.push(Buffer.from(bytes).toString()), bytes.length));
    const now = (): Date => new Date('2026-11-29T08:00:00Z');
    const code = await runDiscover({ lang: 'fr', format: 'text', ...more }, { portal: portalOf(LISTS), catalogue: SOURCES, now });
    return { code, out: out?.join('') ?? '', err: err?.join('\n') ?? '' };
  };

  test('prints text for people or JSON for programs', async () => {
    expect(await run({})).toMatchObject({ code: 0, out: discoveryText(await found(), 'fr'), err: '' });
    const { out } = await run({ format: 'json' });
    expect(JSON.parse(out)).toMatchObject({
      listed: 11,
      known: 3,
      unrelated: 1,
      faults: [],
      proposals: [{ isNew: false }, { isNew: true }],
    });
  });

  test('writes the files of new sources and never over one that is there', async () => {
    const out = join(folder, 'propositions');
    expect(await run({ out })).toMatchObject({ code: 0, err: `écrit : ${join(out, 'ville-inventee.yaml')}` });
    expect(readdirSync(out)).toEqual(['ville-inventee.yaml']);
    const text = readFileSync(join(out, 'ville-inventee.yaml'), 'utf8');
    expect(catalogueOf(new Map([['ville-inventee.yaml', text]]), 'x').get('ville-inventee')?.datasets).toHaveLength(2);
    writeFileSync(join(out, 'ville-inventee.yaml'), 'relu et corrigé');
    expect(await run({ out })).toMatchObject({
      code: 1,
      err: `${join(out, 'ville-inventee.yaml')} existe déjà et reste tel quel ; la proposition est ci-dessus`,
    });
    expect(readdirSync(out)).toEqual(['ville-inventee.yaml']);
    expect(readFileSync(join(out, 'ville-inventee.yaml'), 'utf8')).toBe('relu et corrigé');
  });

  test('says where it cannot write', async () => {
    const file = join(folder, 'fichier');
    writeFileSync(file, '');
    await expect(run({ out: join(file, 'dossier') })).rejects.toMatchObject({
      code: 'output.cannot-write',
      params: { reason: 'ENOTDIR' },
    });
  });
});
