/** What is said of tables is said in words of tables: no message about a cell speaks of the JSON that the cell stands for. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Lang } from '../../packages/base/src/language.ts';
import { InputError, type Finding } from '../../src/finding.ts';
import { describe as described } from '../../src/messages.ts';
import { findingOfInput } from '../../src/messages/finding-of.ts';
import { modelContexts } from '../../src/messages/model-context.ts';
import { columnsOf } from '../../src/model/sheet.ts';
import { treesOf } from '../../src/model/tree.ts';
import type { RecordKind } from '../../src/model/kinds.ts';
import type { Version } from '../../src/validate/types.ts';
import { loadVersion, readHistory } from '../../src/validate/registry.node.ts';
import { openCsv } from '../../src/read/csv/open-csv.ts';
import { openOds } from '../../src/read/ods/open-ods.ts';
import { openXlsx } from '../../src/read/xlsx/open-xlsx.ts';
import { GOLDEN, ROOT } from '../support/engine.ts';
import { NIGHT } from '../support/tier.ts';
import { judgeTable } from './helpers.ts';

const OPEN = { csv: openCsv, xlsx: openXlsx, ods: openOds };
const history = await readHistory();
const [own, inForce, ...others] = (await Promise.all([GOLDEN, '2.0.3', '1.5.0', '2.0.0'].map((name) => loadVersion(name)))) as [
  Version,
  Version,
  ...Version[],
];

/** The version in force is between the two. */
const JUDGED = NIGHT ? [own, inForce, ...others] : [own, others[0]!];

/** Words of JSON. « guillemets » are a matter of tables too, but only of CSV files and in two codes. */
const JSON_WORDS: Record<Lang, RegExp> = {
  fr: /guillemet|(?:retirez|supprimez|ajoutez|omettez) (?:le champ|la clé)|\bjson\b|accolade|crochet|\bnull\b|bloc de champs|propriété|pointeur|« (?:true|false) »|\/marches\/|\[ \]|\{/i,
  en: /quote|quotation|(?:remove|delete|add|omit) the (?:field|key)|\bjson\b|brace|bracket|\bnull\b|block of fields|propert|pointer|“(?:true|false)”|\/marches\/|\[ \]|\{/i,
};
const OF_CSV = new Set(['table.unclosed-quote', 'table.value-without-column']);

const textsOf = ({ model }: Version, findings: readonly Finding[], lang: Lang) => {
  const contextOf = modelContexts(model, history, lang);
  return findings.map((finding) => ({ finding, ...described(finding, contextOf(finding), lang) }));
};

const judged = (version: Version, table: string): Finding[] => {
  try {
    return judgeTable(openCsv, new TextEncoder().encode(table), version).findings;
  } catch (error) {
    if (error instanceof InputError) return [findingOfInput(error)];
    throw error;
  }
};

/** What a person may write in any cell. */
const FAULTS = [
  ...[
    '',
    '   ',
    'NC',
    '0',
    '-1',
    '1,5',
    '1,234',
    '1.234',
    '5 %',
    '150 %',
    '12 000 euros',
    '2,81E+13',
    '#N/A',
    'null',
    'true',
    'peut-être',
  ],
  ...[
    'yes',
    '30/02/2026',
    '09/29/2026',
    '2026-13-01',
    'x'.repeat(1200),
    'Marché\u00a0',
    ' SIRET',
    'l’objet',
    '217 500 016 00012',
    '[]',
    '{}',
  ],
];

const HEADERS: Record<RecordKind, (name: string) => boolean> = {
  marche: (name) => !name.startsWith('autoriteConcedante'),
  'contrat-concession': (name) => !name.startsWith('acheteur'),
};

/** A table for each fault, in all columns at once: all kinds of finding of cells. A first column of both kinds, and none. */
function* faultyTables({ model }: Version): Generator<string> {
  for (const kind of ['marche', 'contrat-concession'] as const) {
    const places = columnsOf(treesOf(model)[kind], () => 2);
    const names = places.map(({ name }) => name).filter(HEADERS[kind]);
    const cell = (text: string): string => `"${text}"`;
    for (const fault of FAULTS) {
      yield `${names.join(';')}\n${names.map(() => cell(fault)).join(';')}\n`;
      yield `id;nature\nA;${cell(fault)}\n`;
    }
    // The second item of each list is the first again, and the other kind of contract has its columns too.
    const twice = names.map((name) => (/\.[12]$/.test(name) ? 'Clause sociale' : 'A'));
    yield `contrat;${names.join(';')}\n${kind};${twice.join(';')}\n;${twice.join(';')}\n`;
    yield `contrat;${names.join(';')}\n${kind === 'marche' ? 'contrat-concession' : 'marche'};${twice.join(';')}\n`;
    for (const name of ['titulaires.1.id', 'titulaires.3.id', 'lieuExecution.code', 'modifications.2.titulaires.1.id'])
      yield `id;nature;objet;${name}\nA;Marché;b;c\n`;
  }
  yield '';
  yield 'a;b;c\n1;2;3\n';
  yield 'id;nature\n';
  yield 'id;objet\nA;"b\n';
  yield 'id;id;;service;montan\nA;b;c;d;1\n';
}

const files = readdirSync(`${ROOT}examples/tables`, { recursive: true, encoding: 'utf8' }).filter((name) =>
  /\.(csv|xlsx|ods)$/.test(name),
);

describe.each(JUDGED)('of version $model.version', (version) => {
  const tables = [...faultyTables(version)].flatMap((table) => judged(version, table));
  const examples = files.flatMap((file) => {
    const open = OPEN[file.slice(file.lastIndexOf('.') + 1) as keyof typeof OPEN];
    return judgeTable(open, readFileSync(`${ROOT}examples/tables/${file}`), version).findings;
  });
  const findings = [...tables, ...examples];

  test.each<Lang>(['fr', 'en'])('no finding of a table has a word of JSON (%s)', (lang) => {
    const faults = textsOf(version, findings, lang).flatMap(({ finding, found, expected, remedy, title }) => {
      if (OF_CSV.has(finding.code)) return [];
      // What stands in the cell is quoted, whatever it is.
      const value: unknown = finding.params['value'];
      const own = typeof value === 'string' && value !== '' ? found.replace(value, '') : found;
      const parts = [title, own, expected, remedy].filter((part) => JSON_WORDS[lang].test(part));
      return parts.map((part) => ({ part, finding }));
    });
    expect(faults).toEqual([]);
    expect(findings.length).toBeGreaterThan(1000);
  });

  test('each finding of a record has its cell or its row', () => {
    expect(findings.filter(({ path, position }) => path !== '' && !((position?.cell?.row ?? 0) > 1))).toEqual([]);
  });
});

test('the faults have each code that a schema gives of a cell', () => {
  const codes = new Set(
    [...faultyTables(inForce), ...faultyTables(own)].flatMap((table) => judged(own, table).map(({ code }) => code)),
  );
  const ofCells = 'type enum pattern required additionalProperties minimum maximum maxLength'.split(' ');
  expect(ofCells.map((keyword) => `schema.${keyword}`).filter((code) => !codes.has(code))).toEqual([]);
});

/** The French messages of a table, by code and cell. */
const frenchOf = (table: string): Record<string, string> =>
  Object.fromEntries(
    textsOf(inForce, judged(inForce, table), 'fr').map(({ finding: { code, position }, text }) => [
      `${code} ${position?.cell?.column ?? ''}${String(position?.cell?.row ?? '')}`,
      text,
    ]),
  );

describe('a value that is nearly right is shown with what is wrong', () => {
  test.each([
    ['nature', 'Marché ', 'schema.enum', "le texte « Marché␣ » (avec une espace à la fin), qui n'est pas dans la liste"],
    ['nature', 'Marché\u00a0', 'schema.enum', 'le texte « Marché␣ » (avec une espace insécable (U+00A0))'],
    ['nature', ' Marché', 'schema.enum', 'le texte « ␣Marché » (avec une espace au début)'],
    [
      'procedure',
      'Appel d’offres ouvert',
      'schema.enum',
      "le texte « Appel d’offres ouvert » (avec l'apostrophe « ’ » (U+2019) au lieu de l'apostrophe droite)",
    ],
    [
      'montant',
      '1,234',
      'schema.type',
      'La virgule peut séparer les milliers ou les décimales : écrivez 1234 dans le premier cas, 1,2340 dans le second.',
    ],
    ['tauxAvance', '5 %', 'schema.type', "Une part s'écrit entre 0 et 1 : pour 5 %, écrivez 0,05."],
    ['montant', '5 %', 'schema.type', 'Donnez un nombre, sans le signe « % ».'],
    ['tauxAvance', '5', 'schema.maximum', "Une part s'écrit entre 0 et 1 : pour 5 %, écrivez 0,05."],
    ['marcheInnovant', 'yes', 'schema.type', 'attendu : « oui » ou « non ». Écrivez « oui ».'],
    [
      'procedure',
      '',
      'schema.required',
      'Procédure de passation (procedure) : une cellule vide ; attendu : une valeur, obligatoire pour chaque marché. Remplissez la cellule.',
    ],
    [
      'acheteur.id',
      '2,81E+13',
      'table.lost-digits',
      "Les chiffres manquants sont perdus. Mettez d'abord toute la colonne au format « Texte » (dans Excel : Ctrl+1",
    ],
  ])('%s: %j', (column, value, code, words) => {
    expect(frenchOf(`id;objet;${column}\nA;b;${value}\n`)[`${code} C2`]).toContain(words);
  });

  test('a message names the column as the user sees it', () => {
    const table = "Identifiant du marché;SIRET de l'acheteur;titulaires.1.typeIdentifiant;titulaires.2.id\nA;123;UE;\n";
    const texts = frenchOf(table);
    expect(texts['schema.pattern B2']).toMatch(/^SIRET de l'acheteur : le texte « 123 »/);
    expect(texts['schema.enum C2']).toMatch(/^Type d'identifiant du titulaire \(titulaires\.1\.typeIdentifiant\) : /);
    // The record lacks columns too: there is no cell to fill in.
    expect(Object.values(texts).join('\n')).toContain(
      "Identifiant du titulaire (titulaires.1.id) : aucune colonne « titulaires.1.id » ; attendu : une valeur, obligatoire dès qu'une colonne de « titulaires.1 » est remplie. Ajoutez la colonne « titulaires.1.id », et remplissez-la.",
    );
  });
});

test('in JSON the same signs are shown and named', () => {
  const position = { offset: 0, line: 1, column: 1 };
  const finding: Finding = {
    code: 'schema.enum',
    severity: 'error',
    path: '/marches/marche/0/nature',
    record: { kind: 'marche', index: 0 },
    position,
    params: { value: 'Marché\u202f', allowed: ['Marché', 'Marché de partenariat'] },
  };
  const [said] = textsOf(inForce, [finding], 'fr');
  expect(said?.text).toBe(
    "Nature du marché (nature) : le texte « Marché␣ » (avec une espace fine insécable (U+202F)), qui n'est pas dans la liste ; attendu : l'un des codes « Marché » ou « Marché de partenariat ». Écrivez « Marché », avec les mêmes majuscules, accents et signes.",
  );
});

describe('titles that are not ours are matched to the nearest of ours', () => {
  const rows = Array.from({ length: 24 }, (_, i) => `A${i};28110768000015;b;Marché`).join('\n');
  const judgedRows = judgeTable(openCsv, new TextEncoder().encode(`id;N° SIRET acheteur;objet;nature\n${rows}\n`), inForce);
  const missing = judgedRows.findings.filter(({ code }) => code === 'schema.required').map(({ params }) => params['property']);

  test('one finding names the nearest column, and what it explains is not said again of each row', () => {
    const [said, ...more] = textsOf(
      inForce,
      judgedRows.findings.filter(({ code }) => code === 'table.unknown-column'),
      'fr',
    );
    expect(more).toEqual([]);
    expect(said?.text).toMatch(
      /^La colonne « N° SIRET acheteur », qui n'est pas du format .* la colonne la plus proche, « acheteur\.id »/,
    );
    expect(missing).not.toContain('acheteur');
  });

  test('nothing is lost: each contract is counted as wrong, and what nothing explains is said', () => {
    expect(judgedRows.records).toMatchObject({ marche: 24, invalid: 24, conforming: 0 });
    expect(missing.filter((name) => name === 'procedure')).toHaveLength(24);
  });

  test.each([
    ['Montant HT', ['montant']],
    [
      'Date notification marché',
      ['dateNotification', 'actesSousTraitance.1.dateNotification', 'actesSousTraitance.1.datePublicationDonnees'],
    ],
    ['Identifiant', ['id']],
    ['Titulaire 2 - identifiant', ['titulaires.2.id', 'titulaires.2.typeIdentifiant']],
    ['SIRET de lachteur', ['acheteur.id']],
    ['Observations', undefined],
  ])('%s', (title, near) => {
    const [finding] = judged(inForce, `objet;nature;${title}\nA;b;c\n`);
    const code = near === undefined ? 'table.extra-column' : 'table.unknown-column';
    expect(finding).toMatchObject({ code, params: { column: title } });
    const named = finding?.params['nearest'] as string[] | undefined;
    expect(named?.toSorted()).toEqual(near?.toSorted());
  });

  test('a block of which only one column is explained is said', () => {
    const findings = judged(inForce, 'id;objet;Code lieu exécution\nA;b;35000\n');
    expect(findings.filter(({ params }) => params['property'] === 'lieuExecution')).toHaveLength(1);
  });
});

test('a cell of a data package, which programs write, keeps the words of programs', () => {
  const cell = { sheet: 'marches.csv', row: 2, column: 'J', name: 'marche_innovant', ofPackage: true } as const;
  const position = { offset: 0, line: 2, column: 10, cell };
  const params = { expected: ['boolean'], value: 'oui' };
  const [said] = textsOf(
    inForce,
    [{ code: 'schema.type', severity: 'error', path: '/marches/marche/0/marcheInnovant', position, params }],
    'fr',
  );
  expect(said?.text).toContain('Marché innovant (marcheInnovant)');
  expect(said?.text).toContain('Écrivez « true », sans guillemets.');
});

test('a column in US order is said once, and all its dates are doubted', () => {
  const rows = ['10/02/2026', '09/29/2026', '03/04/2026', '12/31/2025'].map((date, i) => `A${i};b;${date}`);
  const findings = judged(inForce, `id;objet;dateNotification\n${rows.join('\n')}\n`).filter(
    ({ code }) => code === 'table.month-first',
  );
  const [said, ...more] = textsOf(inForce, findings, 'fr');
  expect(more).toEqual([]);
  expect(said?.text).toContain('2 autres dates de la colonne peuvent se lire des deux façons');
});
