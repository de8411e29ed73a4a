import { describe, expect, test } from 'vitest';
import { engineOf, excerptOf } from '../../docs-site/src/search/engine.ts';
import { entryOf } from '../../docs-site/make/search-index.ts';
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
      ...{ url: '/champs/marche-montant/', kind: 'field', title: 'Montant du marché', headings: 'Exemples' },
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

describe('two letters in turn', () => {
  const page = (url: string, text: string) => ({ url, kind: 'field' as const, title: 'Titre', headings: '', text });
  const find = engineOf([
    page('/both/', 'Le montant du marché'),
    page('/amount/', 'Un montant'),
    page('/contract/', 'Un marché, 2 types, 0 et 4'),
    page('/long/', 'Nom considerationsEnvironnementales'),
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
      { url: '/codes/x/', kind: 'code', title: 'Procedure marche marches', headings: 'procedure', text: `procedure ${facts}` },
      { url: '/champs/y/', kind: 'field', title: 'Autre', headings: '', text: 'Chemin JSON marches.marche[].procedures' },
      { url: '/champs/x/', kind: 'field', title: 'Autre', headings: '', text: `${facts} Type code` },
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
  const entry = { url: '/champs/x/', kind: 'field' as const, title: 'Valeur globale', headings: '' };
  const find = engineOf([{ ...entry, text: 'Chemin JSON marches.contrat-concession[].valeurGlobale' }]);
  expect(find(query).length).toBeLessThan(2);
});

test('a number of a version is no path, though fields name it', () => {
  const find = engineOf([
    { url: '/champs/x/', kind: 'field', title: 'Autre', headings: '', text: 'Version décrite 2.1.0, même forme depuis la 2.0.1' },
    { url: '/versions/2.0.1/', kind: 'version', title: 'Version 2.0.1', headings: '', text: 'Statut' },
  ]);
  expect(find('2.0.1')[0]?.url).toBe('/versions/2.0.1/');
});

test('an excerpt is a line around what was found, of whole words', () => {
  const long = `${'avant '.repeat(40)}le marché ${'après '.repeat(60)}`;
  const pieces = excerptOf(long, new Set([stem('marché')]));
  expect(pieces.map(({ text }) => text).join('')).toMatch(/^… avant .*le marché après .* …$/);
  expect(pieces.map(({ text }) => text).join('').length).toBeLessThan(220);
});
