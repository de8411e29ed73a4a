import { describe, expect, test } from 'vitest';
import { engineOf, excerptOf } from '../../docs-site/src/search/engine.ts';
import { entriesOf, entryOf } from '../../docs-site/make/search-index.ts';
import { kindOf, type SearchEntry } from '../../docs-site/shared/search-entry.ts';
import { stem, termsOf } from '../../docs-site/src/search/terms.ts';

test.each([
  ['marches', 'marché'],
  ['Marchés', 'MARCHE'],
  ['travaux', 'Travaux'],
  ['publiées', 'publié'],
  ['nationaux', 'nationale'],
  ['cœur', 'coeur'],
  ['entries', 'entry'],
  ['codes', 'code'],
])('%s and %s are one word', (one, other) => {
  expect(stem(one)).toBe(stem(other));
});

test.each([
  ['marché', 'marchand'],
  ['prix', 'pris'],
  ['2.0.1', '2.0.2'],
])('%s and %s are two words', (one, other) => {
  expect(stem(one)).not.toBe(stem(other));
});

test('a name of the format is found whole and by its parts, little words are left', () => {
  expect(termsOf('typesPrix')).toEqual(['typesprix', 'type', 'prix'].map(stem));
  expect(termsOf('les')).toEqual([]);
});

const PAGE = `<html><head><title>x | y</title></head><body><main><nav>Champs</nav><article><h1>Montant du marché<a class="hash-link" href="#x">#</a></h1>
<p>Le montant <em>initial</em>, hors&nbsp;taxes&#x27;.</p><h2 id="a">Exemples</h2><script>no()</script><p>86500</p></article></main></body></html>`;

describe('a page is indexed', () => {
  const entry = entryOf(PAGE, '/champs/marche-montant/');
  test('by its title, headings and text', () => {
    expect(entry).toEqual({
      ...{ url: '/champs/marche-montant/', kind: 'field', title: 'Montant du marché', keywords: [], headings: 'Exemples' },
      text: "Le montant initial, hors taxes'. Exemples 86500",
    });
  });

  test('and found, with the words that were looked for marked', () => {
    const find = engineOf([entry, { ...entry, url: '/regles/x/', kind: 'rule', title: 'Autre', headings: '', text: 'Rien' }]);
    expect(find('marches').map(({ url }) => url)).toEqual(['/champs/marche-montant/']);
    expect(find('montent intial').map(({ url }) => url)).toEqual(['/champs/marche-montant/']);
    expect(find('montants')[0]?.excerpt.filter(({ found }) => found)).toEqual([{ text: 'montant', found: true }]);
    expect(find('zzz')).toEqual([]);
  });
});

test('a page that answers is not read again before its excerpt is shown', () => {
  let reads = 0;
  const entry = entryOf(PAGE, '/champs/marche-montant/');
  const counted = {
    ...entry,
    get text() {
      reads++;
      return entry.text;
    },
  };
  const find = engineOf([counted]);
  const atFirst = reads;
  const [hit] = find('montants');
  expect(reads).toBe(atFirst);
  expect(hit?.excerpt.map(({ text }) => text).join('')).toContain('Le montant initial');
  expect(reads).toBe(atFirst + 1);
});

const page = (url: string, title: string, text: string, ...keywords: string[]): SearchEntry => {
  return { url, kind: kindOf(url), title, keywords, headings: '', text };
};

describe('the first result', () => {
  const find = engineOf([
    page('/champs/acheteur/', 'Acheteur', 'Pour les acheteurs, les acheteurs et les acheteurs'),
    page('/guides/acheteurs/', 'Pour les acheteurs', 'Un modèle', 'ODS', 'tableur'),
    page('/champs/acheteur-id/', "SIRET de l'acheteur", 'SIRET SIRET, et Excel le dit en Excel'),
    page('/constats/table-lost-digits/', 'Identifiant changé en nombre', 'Un tableur', 'SIRET Excel'),
    page('/codes/procedure-marche/', 'Procédures de marché', 'Procédure adaptée', 'MAPA'),
    page('/constats/table-not-a-workbook/', "Classeur d'un autre format", 'Un classeur .ods, .ods ou .ods'),
    page('/versions/', 'Versions', 'Les versions'),
    page('/versions/2.1.0/', 'Version 2.1.0', 'Version, version et version'),
  ]);
  test.each([
    // A title that is the very question, before a title of the same words, before any score.
    ['Pour les acheteurs', '/guides/acheteurs/'],
    ['acheteur', '/champs/acheteur/'],
    ['ACHETEURS', '/champs/acheteur/'],
    ['version', '/versions/'],
    ['version 2.1.0', '/versions/2.1.0/'],
    // Another name of the page.
    ['mapa', '/codes/procedure-marche/'],
    ['ods', '/guides/acheteurs/'],
    ['siret excel', '/constats/table-lost-digits/'],
    ['excel siret', '/constats/table-lost-digits/'],
    // A word of another name is one word among others.
    ['siret', '/champs/acheteur-id/'],
  ])('of « %s » is %s', (query, url) => {
    expect(find(query)[0]?.url).toBe(url);
  });

  test('of little words and signs is no name', () => {
    expect(find('le de la')).toEqual([]);
    expect(find('?!')).toEqual([]);
  });
});

test('keywords are given in the language of the index, and to no page that is not there', () => {
  const pages = new Map([['/champs/marche-montant/', PAGE]]);
  const words = { fr: ['prix'], en: ['price'] };
  expect(entriesOf(pages, { '/champs/marche-montant/': words }, 'en')[0]?.keywords).toEqual(['price']);
  expect(entriesOf(pages, {}, 'fr')[0]?.keywords).toEqual([]);
  expect(() => entriesOf(pages, { '/champs/montant/': words }, 'fr')).toThrow('no page at /champs/montant/');
});

describe('two letters in turn', () => {
  const find = engineOf([
    page('/both/', 'Titre', 'Le montant du marché'),
    page('/amount/', 'Titre', 'Un montant'),
    page('/contract/', 'Titre', 'Un marché, 2 types, 0 et 4'),
    page('/long/', 'Titre', 'Nom considerationsEnvironnementales'),
  ]);
  const found = (query: string): string[] => find(query).map(({ url }) => url);

  test.each([
    ['marhcé montnat', ['/both/']],
    ['montnat du marhcé', ['/both/']],
    ['considerationsEnvironnmeentales', ['/long/']],
    ['2.0.4', []],
    ['20.4', []],
  ])('are put right where nothing else answers, in words alone: %s', (query, urls) => {
    expect(found(query)).toEqual(urls);
  });

  test('are no reason to take a part of a name for the name', () => {
    expect(found('typeMontent')).toContain('/amount/');
  });
});

test.each(['marches.marche[].procedure', '/marches/marche/procedure', 'marche[].procedure'])(
  'the field at %s comes first',
  (path) => {
    const facts = 'Chemin JSON marches.marche[].procedure XPath /marches/marche/procedure Colonne CSV procedure';
    const find = engineOf([
      page('/codes/x/', 'Procedure marche marches', `procedure ${facts}`),
      page('/champs/y/', 'Autre', 'Chemin JSON marches.marche[].procedures'),
      page('/champs/x/', 'Autre', `${facts} Type code`),
    ]);
    expect(find(path)[0]?.url).toBe('/champs/x/');
  },
);

test.each([
  'marches.contrat-concession[].valeurGlobale',
  'contrat-concession.',
  '2.1.0-rc.1',
  '[',
  '/'.repeat(50_000),
  '.*(a+)+$',
  'ab'.repeat(50_000),
  'montnat '.repeat(5000),
])('a query of signs (%#) is a query', (query) => {
  const entry = { url: '/champs/x/', kind: 'field' as const, title: 'Valeur globale', keywords: [], headings: '' };
  const find = engineOf([{ ...entry, text: 'Chemin JSON marches.contrat-concession[].valeurGlobale' }]);
  expect(find(query).length).toBeLessThan(2);
});

test('a number of a version is no path, though fields name it', () => {
  const find = engineOf([
    page('/champs/x/', 'Autre', 'Version décrite 2.1.0, même forme depuis la 2.0.1'),
    page('/versions/2.0.1/', 'Version 2.0.1', 'Statut'),
  ]);
  expect(find('2.0.1')[0]?.url).toBe('/versions/2.0.1/');
});

test('an excerpt is a line around what was found, of whole words', () => {
  const long = `${'avant '.repeat(40)}le marché ${'après '.repeat(60)}`;
  const pieces = excerptOf(long, new Set([stem('marché')]));
  expect(pieces.map(({ text }) => text).join('')).toMatch(/^… avant .*le marché après .* …$/);
  expect(pieces.map(({ text }) => text).join('').length).toBeLessThan(220);
});
