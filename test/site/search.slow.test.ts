/** What the search of the built site answers first. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { SearchEntry } from '../../docs-site/shared/search-entry.ts';
import { engineOf } from '../../docs-site/src/search/engine.ts';
import { builtSite } from './built-site.ts';

const site = await builtSite();
afterAll(site.close);

const indexIn = (lang: string): string => join(site.folder, lang === 'fr' ? '' : lang, `recherche-${lang}.json`);

const FIRST: [lang: string, query: string, url: string][] = [
  ['fr', 'mapa', '/codes/procedure-marche/'],
  ['fr', 'ods', '/guides/acheteurs/'],
  ['fr', 'siret excel', '/constats/table-lost-digits/'],
  ['fr', 'SIRET', '/champs/acheteur-id/'],
  ['fr', 'Pour les acheteurs', '/guides/acheteurs/'],
  ['fr', 'acheteur', '/champs/acheteur/'],
  ['fr', 'versions', '/versions/'],
  ['fr', 'objet du marché', '/champs/marche-objet/'],
  ['fr', 'contrôler un fichier', '/controler/'],
  ['fr', 'accents', '/constats/table-encoding-windows-1252/'],
  ['fr', 'marches.marche[].procedure', '/champs/marche-procedure/'],
  ['en', 'mapa', '/codes/procedure-marche/'],
  ['en', 'ods', '/guides/acheteurs/'],
  ['en', 'siret excel', '/constats/table-lost-digits/'],
  ['en', 'check a file', '/controler/'],
];

const entriesIn = (lang: string): SearchEntry[] => JSON.parse(readFileSync(indexIn(lang), 'utf8')) as SearchEntry[];

const french = entriesIn('fr');
const findFrench = engineOf(french);

describe.each(['fr', 'en'])('the first page (%s)', (lang) => {
  // The run of a proposal builds French alone.
  const built = existsSync(indexIn(lang));
  const find = lang === 'fr' ? findFrench : built ? engineOf(entriesIn(lang)) : () => [];
  test.skipIf(!built).each(FIRST.filter(([its]) => its === lang))('in %s that answers « %s » is %s', (_, query, url) => {
    expect(find(query)[0]?.url).toBe(url);
  });
});

test('a page is found by its title, first or beside others of the same title: guides, and one page in ten', () => {
  const some = french.filter(({ kind }, i) => kind === 'guide' || i % 10 === 0);
  const lost = some.filter(({ title }) => title !== '' && findFrench(title)[0]?.title !== title);
  expect(lost.map(({ url, title }) => `${url} ${title}`)).toEqual([]);
});
