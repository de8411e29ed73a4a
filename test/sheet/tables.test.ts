/** The example tables are tests: each has beside it what a check finds in it, cell by cell, and the colour of its verdict. */
import { readdirSync, readFileSync } from 'node:fs';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { expect, test } from 'vitest';
import type { Finding } from '../../src/finding.ts';
import { allRules } from '../../src/validate/load-rules.node.ts';
import { openFile } from '../../src/validate/open-file.node.ts';
import { verdictOf } from '../../src/validate/verdict.ts';
import { EXAMPLES_DAY } from '../../src/governance/examples/all.node.ts';
import { IN_FORCE, readJsonFile, ROOT } from '../support/engine.ts';

const FOLDER = 'examples/tables/';

/** How many records of each, and how many of these have no error. */
const TABLES: Record<string, { marche: number; conforming: number }> = {
  'marches-a-corriger.csv': { marche: 2, conforming: 1 },
  'titre-et-totaux.csv': { marche: 3, conforming: 3 },
  'windows-1252.csv': { marche: 2, conforming: 2 },
  'cellules-fusionnees.xlsx': { marche: 2, conforming: 2 },
  'libreoffice.ods': { marche: 3, conforming: 3 },
  'chiffres-perdus.csv': { marche: 2, conforming: 0 },
  'dates-americaines.csv': { marche: 4, conforming: 2 },
  'titres-approchants.csv': { marche: 2, conforming: 0 },
  'siret-du-titulaire.csv': { marche: 10, conforming: 0 },
  'titulaire-sur-sa-ligne.csv': { marche: 2, conforming: 2 },
  'autre-tableau-dessous.csv': { marche: 2, conforming: 2 },
  'concessions-sous-les-marches.csv': { marche: 1, conforming: 2 },
  'tirets-dans-une-modification.csv': { marche: 2, conforming: 2 },
  'colonne-observations.csv': { marche: 2, conforming: 2 },
  'colonne-renommee.csv': { marche: 2, conforming: 0 },
  'signature.csv': { marche: 2, conforming: 2 },
  'somme-sans-titre.csv': { marche: 3, conforming: 3 },
  'lignes-preparees.csv': { marche: 2, conforming: 2 },
  'avances-et-sous-traitance.csv': { marche: 4, conforming: 3 },
  'modifications-commencees.csv': { marche: 5, conforming: 3 },
  'numeros-sautes.csv': { marche: 3, conforming: 3 },
  'unites-dans-les-nombres.csv': { marche: 5, conforming: 0 },
  'dates-et-codes-approchants.csv': { marche: 5, conforming: 0 },
  'lignes-decalees.csv': { marche: 4, conforming: 2 },
  'codes-approchants.csv': { marche: 3, conforming: 0 },
  'contrat-commence.csv': { marche: 2, conforming: 1 },
  'feuille-de-brouillon.xlsx': { marche: 2, conforming: 2 },
  'deux-fichiers/marches-2026-01.csv': { marche: 2, conforming: 2 },
  'deux-fichiers/marches-2026-02.csv': { marche: 2, conforming: 1 },
  'lignes-masquees.xlsx': { marche: 10, conforming: 10 },
  'lignes-filtrees.ods': { marche: 6, conforming: 6 },
  'feuille-masquee.xlsx': { marche: 4, conforming: 4 },
  'colonne-masquee.xlsx': { marche: 3, conforming: 3 },
  'deux-montants.csv': { marche: 4, conforming: 4 },
  'copie-exacte.csv': { marche: 4, conforming: 4 },
  'identifiants-en-dates.xlsx': { marche: 3, conforming: 3 },
  'identifiants-en-mois.csv': { marche: 3, conforming: 3 },
  'caracteres-invisibles.csv': { marche: 3, conforming: 3 },
  'mots-de-remplissage.csv': { marche: 8, conforming: 0 },
  'objets-de-remplissage.csv': { marche: 5, conforming: 5 },
  'cellule-en-erreur.xlsx': { marche: 2, conforming: 1 },
  'autres-mots-de-remplissage.csv': { marche: 8, conforming: 3 },
  'un-contrat-par-titulaire.csv': { marche: 3, conforming: 3 },
  'copies-approchantes.csv': { marche: 3, conforming: 3 },
  'espaces-autour-des-identifiants.csv': { marche: 2, conforming: 2 },
  'annee-2124.csv': { marche: 2, conforming: 0 },
  'contradictions.csv': { marche: 8, conforming: 8 },
};

const files = readdirSync(ROOT + FOLDER, { recursive: true, encoding: 'utf8' }).filter((name) => /\.(csv|xlsx|ods)$/.test(name));

test('each example of a table is known', () => expect(files.sort()).toEqual(Object.keys(TABLES).sort()));

const placed = ({ code, position }: Finding) => {
  const { sheet, row, column, name } = position?.cell ?? {};
  return {
    code,
    ...(sheet !== undefined && sheet !== 'Marchés' && { sheet }),
    ...(row !== undefined && { cell: `${column ?? ''}${row}` }),
    ...(name !== undefined && { name }),
  };
};

/** What a check with all rules finds in a table, in the version in force. */
async function checked(name: string, bytes: Uint8Array) {
  const source = {
    name,
    size: undefined,
    chunks: async function* () {
      yield await Promise.resolve(bytes);
    },
  };
  const file = await openFile(source, { rules: allRules(EXAMPLES_DAY), hashed: false }, () => undefined);
  const findings: Finding[] = [];
  const verdict = await file.check((finding) => void findings.push(finding));
  expect(file.version).toBe(IN_FORCE);
  return { verdict: verdictOf(verdict), findings: findings.map(placed), records: verdict.records };
}

test.each(files)('the table %s has the verdict and the findings that stand beside it', async (name) => {
  const { records, ...found } = await checked(name, readFileSync(ROOT + FOLDER + name));
  expect(found).toEqual(readJsonFile(`${FOLDER}${name.replace(/\.\w+$/, '.findings.json')}`));
  expect(records).toMatchObject(TABLES[name]!);
});

test('an error stays an error of a cell that is to be reviewed: a SIRET that the spreadsheet has turned into a date', async () => {
  const parts = unzipSync(readFileSync(`${ROOT}${FOLDER}identifiants-en-dates.xlsx`));
  const sheet = 'xl/worksheets/sheet1.xml';
  const swapped = strFromU8(parts[sheet]!)
    .replace('<t>id</t>', '<t>…</t>')
    .replace('<t>titulaires.1.id</t>', '<t>id</t>')
    .replace('<t>…</t>', '<t>titulaires.1.id</t>');
  const { verdict, findings } = await checked('a.xlsx', zipSync({ ...parts, [sheet]: strToU8(swapped) }));
  expect(verdict).toBe('not-conforming');
  expect(findings.filter(({ cell }) => cell === 'A2').map(({ code }) => code)).toEqual([
    'table.date-in-text',
    'identifiant-titulaire-invalide',
  ]);
});
