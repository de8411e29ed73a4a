import { expect, test } from 'vitest';
import { filterOf, parametersOf } from '../../../federation/src/pages/asked.ts';
import { homePage } from '../../../federation/src/pages/home.tsx';
import { Refused } from '../../../federation/src/pages/page.ts';
import { searchPage } from '../../../federation/src/pages/search.tsx';
import { territoriesPage } from '../../../federation/src/pages/territories.tsx';
import { answersOf, SUMMARY } from './territory-world.ts';
import { readable, written, writtenAt } from './written.ts';

test.each([
  ['acheteur', '213 502 388\u00A000019', '21350238800019'],
  ['acheteur', 'Rennes', 'Rennes'],
  ['cpv', ' 45 21 ', '4521'],
  ['departement', '2a', '2A'],
  ['departement', ' 1', '01'],
  ['departement', '974', '974'],
  ['numero', ' 2024 / 01 ', '2024 / 01'],
])('%s %j is asked for as %j', (name, typed, asked) => {
  expect(filterOf(name, typed)).toBe(asked);
});

test('a SIRET of a titulaire with blanks is asked for with and without them', () => {
  const asked = (value: string): string[] => parametersOf(new URLSearchParams({ titulaire: value })).getAll('titulaire');
  expect(asked('380 129 866 48625')).toEqual(['380 129 866 48625', '38012986648625']);
  expect(asked('38012986648625')).toEqual(['38012986648625']);
  expect(asked('FR 12')).toEqual(['FR 12']);
});

test('what is typed in the form is asked of the API as it takes it, and its files are of the same filters', async () => {
  const asked: string[] = [];
  const answers = {
    '/v1/contrats': (query: URLSearchParams) => {
      asked.push(query.toString());
      return { items: [], next: null, count: { value: 0, exact: true } };
    },
  };
  const html = await written(searchPage, { query: 'acheteur=213+502+388+00019&departement=1&cpv=', answers });
  expect(asked).toEqual(['acheteur=21350238800019&departement=01&limit=25&count=true']);
  expect(html).toContain('/v1/contrats.csv?acheteur=21350238800019&amp;departement=01"');
  expect(readable(html)).toContain("Département d'exécution");
  expect(readable(html)).toContain("pas de recherche par mots de l'objet");
});

test('what is refused is said at its field, and of no field above them all', async () => {
  const refusing = (parameter: string) => ({
    '/v1/contrats': () => {
      throw new Refused(400, 'cela ne convient pas', parameter);
    },
  });
  const html = await written(searchPage, { query: 'acheteur=abc', answers: refusing('acheteur') });
  expect(html).toMatch(/<input id="acheteur"[^>]* value="abc" aria-invalid="true" aria-describedby="refused"/);
  expect(html.match(/aria-describedby/g)).toHaveLength(1);
  expect(html).toMatch(/<span role="alert" class="bad" id="refused">cela ne convient pas<\/span><\/p><p><label for="titulaire"/);
  const other = await written(searchPage, { query: 'autre=1', answers: refusing('autre') });
  expect(other).not.toContain('aria-describedby');
  expect(other).toMatch(/<form[^>]*><p class="across"><span role="alert"[^>]*>cela ne convient pas/);
});

test('the home page takes a SIRET with its blanks', async () => {
  const html = await writtenAt(homePage, '/', { '/v1/bilan': { ...SUMMARY, snapshot: null } });
  expect(Number(/id="acheteur"[^>]*maxLength="(\d+)"/i.exec(html)?.[1])).toBeGreaterThan('213 502 388 00019'.length);
});

test('territories are found by the code of a département, and a name that is too short is not passed over', async () => {
  const { '/v1/territoires': all, ...answers } = answersOf({ code: 'departement-2A', collectivites: [] });
  const found = { ...answers, '/v1/territoires': all, '/v1/territoires?nom=2a': { items: [] } };
  const text = readable(await written(territoriesPage, { query: 'nom=2a', answers: found }));
  expect(text).toContain('Corse-du-Sud Département Corse');
  const short = readable(await written(territoriesPage, { query: 'nom=a', answers: found }));
  expect(short).toContain('au moins deux lettres');
  expect(readable(await written(territoriesPage, { answers: found }))).not.toContain('au moins deux lettres');
});
