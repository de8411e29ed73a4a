import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Lang } from '../../../packages/base/src/language.ts';
import { sha256 } from '../../../src/host/sha256.node.ts';
import { readSite } from '../../../docs-site/make/read.node.ts';
import { codelistsOf } from '../../../docs-site/make/pages/codelists.ts';
import { livesOf } from '../../../docs-site/make/lives.ts';
import { MAKERS } from '../../../docs-site/make/makers.ts';
import { blocks, markdown } from '../../../docs-site/make/markdown.ts';
import { categoryLabels, sidebarOf } from '../../../docs-site/make/sidebar.ts';
import type { Page, SiteData } from '../../../docs-site/make/types.ts';
import {
  codeUrl,
  codelistUrl,
  compareUrl,
  errorFormUrl,
  fieldUrl,
  findingOrRuleUrl,
  legalUrl,
  nomenclatureUrl,
  VERSIONS,
  versionUrl,
} from '../../../docs-site/shared/urls.ts';
import { GOLDEN, IN_FORCE, NEWEST, ROOT } from '../../support/engine.ts';
import { html } from '../../../packages/base/src/html.ts';
import { inForceFaults } from '../../support/in-force.ts';
import { linkFaults, linksIn } from './links.ts';

const LANGS: readonly Lang[] = ['fr', 'en'];

/** Pages that are written by hand, in React or in the guides. */
const ELSEWHERE = /^\/($|guides\/|controler\/|saisir\/|ce-qui-change\/)/;

let data: SiteData;
let pages: Record<Lang, Page[]>;
let files: string[];

beforeAll(async () => {
  data = await readSite({ pairs: 'neighbours' });
  const made = (lang: Lang): Page[] => MAKERS.flatMap((maker) => maker.pages(data, lang));
  pages = { fr: made('fr'), en: made('en') };
  files = MAKERS.flatMap(({ downloads }) => downloads?.(data) ?? []).map(({ url }) => url);
});

/** What each version of the standard names, by the address of its page. */
const named = (): [what: string, url: string][] => [
  ...data.models.flatMap(({ fields }) => Object.keys(fields)).map((id) => [`field ${id}`, fieldUrl(id)] as [string, string]),
  ...codelistsOf(data).map(({ name }) => [`codelist ${name}`, codelistUrl(name)] as [string, string]),
  ...data.explained.map(({ code }) => [`code ${code}`, findingOrRuleUrl(code)] as [string, string]),
  ...[...data.rules.values()].flat().map(({ id }) => [`rule ${id}`, findingOrRuleUrl(id)] as [string, string]),
  ...data.nomenclatures.map(({ name }) => [`nomenclature ${name}`, nomenclatureUrl(name)] as [string, string]),
  ...data.releases.map(({ version }) => [`version ${version}`, versionUrl(version)] as [string, string]),
  ...data.comparisons.map(({ from, to }) => [`comparison ${from} ${to}`, compareUrl(from, to)] as [string, string]),
  // An article is on the page of its text.
  ...[...data.legal].map(([id, { of }]) => [`legal text ${id}`, legalUrl(of ?? id)] as [string, string]),
];

const without = (list: readonly Page[]): string[] => {
  const urls = new Set(list.map(({ url }) => url));
  return named().flatMap(([what, url]) => (urls.has(url) ? [] : [what]));
};

const emptyTexts = (list: readonly Page[]): string[] =>
  list.flatMap((page) =>
    [page.title, page.description, String(page.body)].some(
      (text) => text.trim() === '' || /\bundefined\b|>NaN\b|\[object /.test(text),
    )
      ? [page.url]
      : [],
  );

describe.each(LANGS)('in %s', (lang) => {
  test('every field, codelist, rule, code of a finding, nomenclature, version, comparison and legal text has its page', () => {
    expect(without(pages[lang])).toEqual([]);
  });

  test('every link leads to a page, an anchor or a file that is there, and no anchor stands twice', () => {
    expect(linkFaults(pages[lang], files, ELSEWHERE)).toEqual([]);
  });

  test('only one version is called in force, and its page says who applies it', () => {
    expect(pages[lang].flatMap(({ url, body }) => inForceFaults(String(body)).map((fault) => `${url}: ${fault}`))).toEqual([]);
    const status = { fr: '<dd>En vigueur</dd>', en: '<dd>In force</dd>' }[lang];
    expect(pages[lang].filter(({ body }) => String(body).includes(status)).map(({ url }) => url)).toEqual([versionUrl(IN_FORCE)]);
    expect(String(pages[lang].find(({ url }) => url === versionUrl(IN_FORCE))?.body)).toContain('139bercy/decp-arr2022');
  });

  test('no text is empty', () => {
    expect(emptyTexts(pages[lang])).toEqual([]);
  });

  test('every code has its anchor in the page of its list', () => {
    const anchors = new Map(pages[lang].map((page) => [page.url, linksIn(page).anchors]));
    const lost = codelistsOf(data).flatMap(({ name, codes }) =>
      codes.flatMap(({ code }) => {
        const [url = '', anchor = ''] = codeUrl(name, code.code).split('#');
        return anchors.get(url)?.includes(anchor) === true ? [] : [code.code];
      }),
    );
    expect(lost).toEqual([]);
  });

  test('no two pages of a folder have one title', () => {
    const titles = pages[lang].map(({ path, title }) => `${path.split('/').slice(0, -1).join('/')}: ${title}`);
    expect(titles.filter((title, i) => titles.indexOf(title) !== i)).toEqual([]);
  });
});

test('both languages have the same addresses and the same side bar', () => {
  const urls = (lang: Lang): string[] => pages[lang].map(({ url }) => url);
  expect(urls('en')).toEqual(urls('fr'));
  expect(new Set(urls('fr')).size).toBe(urls('fr').length);
  const keys = (lang: Lang): string[] => [...categoryLabels(sidebarOf(pages[lang])).keys()];
  expect(keys('en')).toEqual(keys('fr'));
});

test('every page stands in the side bar once', () => {
  const text = JSON.stringify(sidebarOf(pages.fr));
  const missing = pages.fr.filter(({ path }) => text.split(`"${path.replace(/\.md$/, '')}"`).length !== 2);
  expect(missing.map(({ path }) => path)).toEqual([]);
});

test('the page of a field says how it came, moved and changed, and what is said of a wrong value', () => {
  const page = pages.fr.find(({ url }) => url === fieldUrl('titulaire-id'));
  expect(String(page?.body)).toMatch(/vie__pas--moved"><a href="\/versions\/2\.0\.1\/">2\.0\.1<\/a> <b>déplacé<\/b>/);
  expect(String(page?.body)).toContain('marches[].titulaires[].id');
  expect(String(page?.body)).toContain('marches.marche[].titulaires[].titulaire.id');
  expect(String(page?.body)).toMatch(/le nombre 12 ; attendu : un texte entre guillemets/);
  expect(String(page?.body)).toContain('href="/regles/identifiant-titulaire-invalide/"');
});

test('what a newer version no longer has is described as it was, and its page says so', () => {
  const gone = [...livesOf(data).values()].filter(({ last }) => last.model !== data.models.at(-1));
  expect(gone.length).toBeGreaterThan(0);
  for (const { id } of gone) expect(String(pages.fr.find(({ url }) => url === fieldUrl(id))?.body)).toContain('class="avis"');
});

test('the link that reports an error fills the field of the form', () => {
  const url = new URL(errorFormUrl('marches.marche[].objet', 'next'));
  expect(Object.fromEntries(url.searchParams)).toEqual({
    template: '2-erreur-dans-le-format.yml',
    champ: 'marches.marche[].objet',
    version: 'next',
  });
});

describe('each check fails on a planted fault', () => {
  const planted = (change: Partial<Page>): Page[] => {
    const [first, ...rest] = pages.fr;
    if (!first) throw new Error('no page');
    return [{ ...first, ...change }, ...rest];
  };

  test.each([
    ['a page that is not there', markdown`[x](/champs/nulle-part/)`, /no page \/champs\/nulle-part\//],
    ['a page that is not there, in HTML', blocks(html`<p><a href="/regles/aucune/">x</a></p>`), /no page \/regles\/aucune\//],
    ['an anchor that is not there', markdown`[x](/codes/type-prix/#code-aucun)`, /no anchor/],
    ['a file that is not there', markdown`[x](pathname:///telechargements/rien.csv)`, /no file/],
    ['an anchor that stands twice', markdown`## A {#a}\n\n## B {#a}`, /the anchor a stands twice/],
  ])('%s', (_, body, sentence) => {
    const faults = linkFaults(planted({ body }), files, ELSEWHERE);
    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatch(sentence);
  });

  test('an empty title, and a value that was not there', () => {
    expect(emptyTexts(planted({ title: ' ' }))).toHaveLength(1);
    expect(
      emptyTexts(
        planted({
          body: markdown`Depuis undefined.`,
        }),
      ),
    ).toHaveLength(1);
  });

  test('a field without its page', () => {
    expect(without(pages.fr.filter(({ url }) => url !== fieldUrl('marche-objet')))).toContain('field marche-objet');
  });
});

test('the schema that is downloaded of a version is the frozen one, byte for byte', () => {
  const published = data.models.map(({ version }) => version).filter((version) => version !== 'next');
  for (const version of published) {
    const [schema] = data.files.get(version) ?? [];
    expect(schema?.sha256, version).toBe(sha256(readFileSync(`${ROOT}schema/${version}/bundled/decp.schema.json`)));
  }
  expect(published.length).toBeGreaterThan(7);
});

test('the version in force and those of its family are downloaded in every form, with kit and archive, and the list of versions leads there', () => {
  const names = (version: string): string[] => (data.files.get(version) ?? []).map(({ name }) => name);
  const tables = ['codelists.zip', 'data-package.zip', 'sql.zip', 'classes.zip'];
  const forms = ['decp.xsd', 'limites-xsd.md', 'modele-decp.xlsx', 'dictionnaire.md', 'openapi.json', ...tables];
  for (const version of ['2.0.1', '2.0.2', IN_FORCE])
    expect(names(version), version).toEqual(expect.arrayContaining([...forms, 'conformite.zip', 'decp.zip']));
  expect(names(NEWEST)).toEqual(expect.arrayContaining(forms));
  expect(names('1.5.0')).not.toContain('decp.xsd');
  const list = String(pages.fr.find(({ url }) => url === VERSIONS)?.body);
  expect(list).toContain(`/versions/${IN_FORCE}/#telechargements`);
});

test('what the draft fixed is reported to be fixed in the first release that does not have the defect', () => {
  const page = (version: string): string => String(pages.fr.find(({ url }) => url === versionUrl(version))?.body);
  expect(page('2.0.3')).toContain('Réparé dans <a href="/versions/2.1.0/">2.1.0</a>');
});

test('the page of a version released here says how it was released: what was missing, who approved, the sample of its errata', () => {
  const page = String(pages.fr.find(({ url }) => url === versionUrl(GOLDEN))?.body);
  const [record = ''] = /\{#fiche\}.*?(?=\n## )/s.exec(page) ?? [];
  expect(record).toMatch(/Le délai pour les avis.*Aucun avis n&#39;a été demandé/s);
  expect(record).toContain('Auteur : équipe du référentiel ; approbation : équipe du référentiel, le 24 novembre 2026.');
  expect(record).toMatch(/dematis.*416.*2/s);
  expect(String(pages.fr.find(({ url }) => url === versionUrl('2.0.3'))?.body)).not.toContain('{#fiche}');
});

test('a text that the draft corrects is not said to be kept as it is', () => {
  const page = String(pages.fr.find(({ url }) => url === versionUrl(GOLDEN))?.body);
  for (const id of ['f07', 'f08', 'f09']) {
    const [block = ''] = new RegExp(`\\{#defaut-${id}\\}.*?(?=\\{#defaut-|$)`, 's').exec(page) ?? [];
    expect(block, id).toMatch(/Réparé dans .*next/);
    expect(block, id).not.toContain('Gardé tel quel');
  }
});

test('a defect that a release keeps is not said to be fixed, neither in the version before nor in its own list', () => {
  const block = (version: string): string =>
    /\{#defaut-d46b\}.*?(?=\{#defaut-|$)/s.exec(String(pages.fr.find(({ url }) => url === versionUrl(version))?.body))?.[0] ?? '';
  for (const version of ['2.0.3', '2.1.0']) expect(block(version)).toContain('Gardé tel quel : ');
  expect(`${block('2.0.3')}${block('2.1.0')}`).not.toContain('Réparé dans');
});
