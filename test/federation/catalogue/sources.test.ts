import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { CatalogueError, catalogueOf } from '../../../federation/src/catalogue/catalogue.ts';
import { isTaken, matches } from '../../../federation/src/catalogue/glob.ts';
import { readCatalogue } from '../../../federation/src/catalogue/read-catalogue.node.ts';

const folder = mkdtempSync(join(tmpdir(), 'decp-sources-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** An invented source, one line a key. */
const GOOD: Readonly<Record<string, string>> = {
  title: '{fr: Plateforme inventée, en: Invented platform}',
  publisher: 'Inventé',
  rhythm: 'daily',
  form: 'auto',
  datasets: '[{id: jeu-invente}]',
  licence: 'lov2',
  found: '[{where: inventé, date: 2026-11-29}]',
};

/** The text of a source with some keys changed; undefined leaves one out. */
const yaml = (changes: Readonly<Record<string, string | undefined>> = {}): string =>
  Object.entries({ ...GOOD, ...changes })
    .flatMap(([key, value]) => (value === undefined ? [] : [`${key}: ${value}\n`]))
    .join('');

function faultsOf(files: Readonly<Record<string, string>>): string[] {
  try {
    catalogueOf(new Map(Object.entries(files)), 'sources');
    return [];
  } catch (error) {
    if (!(error instanceof CatalogueError)) throw error;
    const [fr, en] = [error.text('fr').split('\n'), error.text('en').split('\n')];
    return fr.flatMap((line, index) => [line, en[index] ?? '']);
  }
}

const at = (line: number, column: number, fr: string, en: string): string[] => [
  `sources/s.yaml:${String(line)}:${String(column)} : ${fr}`,
  `sources/s.yaml:${String(line)}:${String(column)}: ${en}`,
];

describe('a source that is wrong', () => {
  const TABLE: [what: string, text: string, said: string[]][] = [
    [
      'a misspelt key is one fault, with the key meant',
      yaml({ licence: undefined, lisence: 'lov2' }),
      at(
        7,
        1,
        "/lisence : « lisence » n'est pas connu ici ; peut-être « licence » ?",
        '/lisence: “lisence” is not known here; perhaps “licence”?',
      ),
    ],
    [
      'a key that is like no other',
      yaml({ __proto: '1' }),
      at(
        8,
        1,
        "/__proto : « __proto » n'est pas connu ici ; les clés connues sont title, publisher, organization, rhythm, form, datasets, titles, priority, licence, contact, since, guard, accept, harvested, notices, found, notes",
        '/__proto: “__proto” is not known here; the keys known are title, publisher, organization, rhythm, form, datasets, titles, priority, licence, contact, since, guard, accept, harvested, notices, found, notes',
      ),
    ],
    [
      'a key that is missing',
      yaml({ publisher: undefined }),
      at(1, 1, 'le fichier : il manque « publisher » ; ajoutez-le', 'the file: “publisher” is missing; add it'),
    ],
    [
      'no rhythm, neither for the source nor for a dataset',
      yaml({ rhythm: undefined }),
      at(4, 12, '/datasets/0 : il manque « rhythm » ; ajoutez-le', '/datasets/0: “rhythm” is missing; add it'),
    ],
    [
      'another rhythm',
      yaml({ rhythm: 'dayly' }),
      [
        ...at(
          3,
          1,
          '/rhythm : ici est attendu « daily », « yearly », « cumulative » ou « profile », et non le texte « dayly » ; peut-être « daily » ?',
          '/rhythm: “daily”, “yearly”, “cumulative” or “profile” is expected here, not the text “dayly”; perhaps “daily”?',
        ),
      ],
    ],
    [
      'an id that YAML takes for a number',
      yaml({ datasets: '[{id: 672720000000000000000000}]' }),
      at(
        5,
        13,
        '/datasets/0/id : ici est attendu un texte de 1 à 300 caractères, sans caractère de contrôle, et non le nombre 6.7272e+23 ; mettez-le entre guillemets',
        '/datasets/0/id: a text of 1 to 300 characters without control characters is expected here, not the number 6.7272e+23; put it between quotes',
      ),
    ],
    [
      'an id that could be a path',
      yaml({ datasets: '[{id: ../1}]' }),
      at(
        5,
        13,
        "/datasets/0/id : « ../1 » n'est pas l'identifiant d'un jeu de données ; écrivez celui de son adresse sur data.gouv.fr (minuscules, chiffres et traits d'union)",
        '/datasets/0/id: “../1” is not the id of a dataset; write that of its address on data.gouv.fr (lower-case letters, digits and hyphens)',
      ),
    ],
    [
      'a dataset twice',
      yaml({ datasets: '[{id: a}, {id: a}]' }),
      at(
        5,
        22,
        '/datasets/1/id : le jeu de données « a » y est deux fois ; retirez-en un',
        '/datasets/1/id: the dataset “a” appears twice; remove one',
      ),
    ],
    [
      'an address over http to another machine',
      yaml({ datasets: '[{id: a, urls: ["http://exemple.fr/f.json"]}]' }),
      at(
        5,
        27,
        "/datasets/0/urls/0 : ici est attendue une adresse en https de 2 000 caractères au plus, sans nom d'utilisateur ni ancre, et non le texte « http://exemple.fr/f.json » ; http n'est permis que vers cette machine",
        '/datasets/0/urls/0: an https address of at most 2,000 characters, without user name or anchor, is expected here, not the text “http://exemple.fr/f.json”; http is only allowed to this machine',
      ),
    ],
    [
      'an address with a password',
      yaml({ datasets: '[{id: a, urls: ["https://u:p@exemple.fr/"]}]' }),
      at(
        5,
        27,
        "/datasets/0/urls/0 : ici est attendue une adresse en https de 2 000 caractères au plus, sans nom d'utilisateur ni ancre, et non le texte « https://u:p@exemple.fr/ » ; http n'est permis que vers cette machine",
        '/datasets/0/urls/0: an https address of at most 2,000 characters, without user name or anchor, is expected here, not the text “https://u:p@exemple.fr/”; http is only allowed to this machine',
      ),
    ],
    [
      'a pattern with too many stars',
      yaml({ datasets: '[{id: a, only: ["*a*a*a*a*a*"]}, {id: b, only: ["*a*a*a*a*a*a*a*a*"]}]' }),
      at(
        5,
        59,
        "/datasets/1/only/0 : ici est attendu un texte de 1 à 200 caractères où « * » remplace n'importe quels signes (8 fois au plus), et non le texte « *a*a*a*a*a*a*a*a* »",
        '/datasets/1/only/0: a text of 1 to 200 characters, in which “*” replaces any signs (at most 8 times), is expected here, not the text “*a*a*a*a*a*a*a*a*”',
      ),
    ],
    [
      'a day that does not exist',
      yaml({ since: '2026-02-30' }),
      at(
        8,
        1,
        '/since : ici est attendu un jour (AAAA-MM-JJ), et non le texte « 2026-02-30 »',
        '/since: a day (AAAA-MM-JJ) is expected here, not the text “2026-02-30”',
      ),
    ],
    [
      'a priority with decimals',
      yaml({ priority: '50.5' }),
      at(
        8,
        1,
        '/priority : ici est attendu un nombre entier de 0 à 100, et non le nombre 50.5',
        '/priority: a whole number from 0 to 100 is expected here, not the number 50.5',
      ),
    ],
    [
      'a guard of more than all',
      yaml({ guard: '20' }),
      at(
        8,
        1,
        '/guard : ici est attendu un nombre de 0 à 1, et non le nombre 20',
        '/guard: a number from 0 to 1 is expected here, not the number 20',
      ),
    ],
    [
      'a sum that is none',
      yaml({ accept: '[abc]' }),
      at(
        8,
        10,
        '/accept/0 : ici est attendue une somme SHA-256 (64 chiffres hexadécimaux, en minuscules), et non le texte « abc »',
        '/accept/0: a SHA-256 sum (64 hexadecimal digits, in lower case) is expected here, not the text “abc”',
      ),
    ],
    [
      'a source left out without a reason',
      yaml({ harvested: 'false' }),
      at(
        8,
        1,
        "/harvested : une source qui n'est pas moissonnée dit pourquoi ; ajoutez « notes »",
        '/harvested: a source that is not harvested says why; add “notes”',
      ),
    ],
    [
      'patterns of titles in a source that is harvested',
      yaml({ titles: '["*"]' }),
      at(
        8,
        1,
        "/titles : « titles » ne va qu'avec « harvested: false » ; ailleurs, nommez les jeux de données",
        '/titles: “titles” only goes with “harvested: false”; elsewhere, name the datasets',
      ),
    ],
    [
      'the name of a person as contact',
      yaml({ contact: 'Personne Inventée' }),
      at(
        8,
        1,
        "/contact : « Personne Inventée » n'est ni une adresse électronique ni une adresse en https ; donnez celle de l'organisation, jamais celle d'une personne",
        '/contact: “Personne Inventée” is neither an e-mail address nor an https address; give that of the organisation, never that of a person',
      ),
    ],
    [
      'a control character, which could act on a terminal',
      yaml({ publisher: '"a\\eb"' }),
      at(
        2,
        1,
        '/publisher : ici est attendu un texte de 1 à 300 caractères, sans caractère de contrôle, et non le texte « a\\u001bb »',
        '/publisher: a text of 1 to 300 characters without control characters is expected here, not the text “a\\u001bb”',
      ),
    ],
    [
      'a list in the place of the file',
      '- a\n',
      at(
        1,
        1,
        'le fichier : ici sont attendues des clés et leurs valeurs, et non une liste de 1 élément',
        'the file: keys and their values are expected here, not a list of 1 item',
      ),
    ],
    [
      'a key twice',
      'title: 1\ntitle: 2\n',
      at(
        2,
        1,
        "ce nom de clé y est deux fois au même endroit ; retirez l'une des deux",
        'this key is there twice at the same place; remove one of the two',
      ),
    ],
    [
      'an alias, which lets a small text grow',
      'title: &a x\npublisher: *a\n',
      at(
        2,
        12,
        "un renvoi (« *nom ») n'est pas permis ; écrivez le texte lui-même",
        'an alias (“*name”) is not allowed; write the text out',
      ),
    ],
  ];
  test.each(TABLE)('%s', (_, text, said) => {
    expect(faultsOf({ 's.yaml': text })).toEqual(said);
  });

  test('says all that is wrong in all files at once', () => {
    const bad = yaml({ rhythm: 'x', priority: 'high', licence: '[]', found: '[]' });
    const said = faultsOf({ 'a.yaml': bad, 'b.yaml': yaml({ since: 'hier' }) });
    expect(said.filter((_, index) => index % 2 === 0).map((line) => line.split(' : ')[0])).toEqual([
      ...['sources/a.yaml:3:1', 'sources/a.yaml:6:1', 'sources/a.yaml:7:1', 'sources/a.yaml:8:1', 'sources/b.yaml:8:1'],
    ]);
  });

  test('a file whose name is no id is refused', () => {
    expect(faultsOf({ 'Atexo 1.yaml': yaml() })[1]).toBe(
      'sources/Atexo 1.yaml:1:1: the file: the name “Atexo 1.yaml” does not fit; write lower-case letters without accents, digits and hyphens, e.g. “atexo.yaml”',
    );
  });

  test('a file of a megabyte is refused before it is read', () => {
    expect(faultsOf({ 's.yaml': `title: ${'['.repeat(1 << 20)}` })).toEqual([
      'sources/s.yaml : ce fichier dépasse 262 144 caractères ; une source se dit en moins',
      'sources/s.yaml: this file is longer than 262,144 characters; a source needs fewer',
    ]);
  });
});

describe('sources together', () => {
  test('two that name one dataset, or one address, would count its contracts twice', () => {
    const urls = (id: string): string => yaml({ datasets: `[{id: ${id}, urls: ["https://exemple.fr/f.json"]}]` });
    expect(faultsOf({ 'a.yaml': yaml(), 'b.yaml': yaml(), 'c.yaml': urls('x'), 'd.yaml': urls('y') })).toEqual([
      'sources/b.yaml:5:13 : /datasets/0/id : « jeu-invente » est déjà dans a.yaml:5:13 ; ses contrats compteraient deux fois, retirez-en un',
      'sources/b.yaml:5:13: /datasets/0/id: “jeu-invente” is already in a.yaml:5:13; its contracts would count twice, remove one',
      'sources/d.yaml:5:27 : /datasets/0/urls/0 : « https://exemple.fr/f.json » est déjà dans c.yaml:5:27 ; ses contrats compteraient deux fois, retirez-en un',
      'sources/d.yaml:5:27: /datasets/0/urls/0: “https://exemple.fr/f.json” is already in c.yaml:5:27; its contracts would count twice, remove one',
    ]);
  });

  test('two may give the same name to files by address', () => {
    const urls = (url: string): string => yaml({ datasets: `[{id: fichiers, urls: ["${url}"]}]` });
    expect(faultsOf({ 'a.yaml': urls('https://a.fr/1'), 'b.yaml': urls('https://b.fr/1') })).toEqual([]);
  });

  test('no source at all is a fault', () => {
    expect(faultsOf({})).toEqual([
      "sources : ce dossier n'a aucune source ; mettez-y un fichier .yaml par source",
      'sources: this folder has no source; put one .yaml file per source into it',
    ]);
  });

  test('are in the order of their ids, with what holds where a source does not say it', () => {
    const catalogue = catalogueOf(
      new Map([
        ['b.yaml', yaml()],
        ['a-1.yaml', yaml({ datasets: '[{id: b, rhythm: yearly}]' })],
      ]),
      's',
    );
    expect([...catalogue.keys()]).toEqual(['a-1', 'b']);
    expect(catalogue.get('a-1')).toEqual({
      id: 'a-1',
      title: { fr: 'Plateforme inventée', en: 'Invented platform' },
      publisher: 'Inventé',
      datasets: [{ id: 'b', rhythm: 'yearly', form: 'auto' }],
      priority: 50,
      licence: 'lov2',
      guard: 0.2,
      accept: [],
      harvested: true,
      found: [{ where: 'inventé', date: '2026-11-29' }],
    });
  });
});

describe('a folder', () => {
  test('that cannot be read, files that are no sources and bytes that are no text are said', async () => {
    await expect(readCatalogue(join(folder, 'absent'))).rejects.toThrow(/this folder of sources cannot be read \(ENOENT\)/);
    writeFileSync(join(folder, 'README.md'), 'lu par personne');
    writeFileSync(join(folder, 'ok.yaml'), yaml());
    writeFileSync(join(folder, 'autre.yml'), yaml());
    mkdirSync(join(folder, 'dossier.yaml'));
    writeFileSync(join(folder, 'enorme.yaml'), 'x'.repeat((4 << 18) + 1));
    writeFileSync(join(folder, 'latin.yaml'), Buffer.from('title: \xe9', 'latin1'));
    const error: unknown = await readCatalogue(folder).catch((caught: unknown) => caught);
    expect(
      (error as CatalogueError)
        .text('fr')
        .split('\n')
        .map((line) => line.replace(/^.*\//, '')),
    ).toEqual([
      "autre.yml : ce fichier n'est pas une source ; donnez-lui un nom en « .yaml », ou retirez-le",
      'dossier.yaml : ce fichier ne se lit pas (EISDIR)',
      'enorme.yaml : ce fichier dépasse 262 144 caractères ; une source se dit en moins',
      "latin.yaml : ce fichier n'est pas en UTF-8 ; enregistrez-le en UTF-8",
    ]);
  });
});

describe('the catalogue of this repository', () => {
  test('reads, says where each source was found, and harvests no consolidation', async () => {
    const catalogue = await readCatalogue();
    const sources = [...catalogue.values()];
    expect(sources.filter(({ harvested }) => !harvested).map(({ id }) => id)).toEqual([
      'aws-recuperes',
      'consolidation-nationale',
      'decp-info',
      'federation-decp',
      'region-bretagne',
    ]);
    expect(catalogue.get('atexo')?.datasets).toHaveLength(40);
    expect(catalogue.get('dematis')).toMatchObject({ publisher: 'Dematis', licence: 'fr-lo', since: '2018-12-07' });
    expect(sources.filter(({ found }) => found.length === 0)).toEqual([]);
  });
});

describe('patterns of a source', () => {
  test('take a resource by its title or its address, whatever the capitals', () => {
    const only = ['decp-*.json', '*/2024/*'];
    expect(isTaken({ only }, { title: 'DECP-2024.JSON', url: 'https://e.fr/x' })).toBe(true);
    expect(isTaken({ only }, { title: 'x', url: 'https://e.fr/2024/x' })).toBe(true);
    expect(isTaken({ only }, { title: 'decp-2024.json.gz', url: 'https://e.fr/x' })).toBe(false);
    expect(isTaken({}, { title: 'x', url: 'y' })).toBe(true);
  });

  test('take a time in proportion to the text', () => {
    expect(matches(`${'*a'.repeat(8)}*b`, 'a'.repeat(100_000))).toBe(false);
  });
});
