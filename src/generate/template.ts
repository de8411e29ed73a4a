/** The single sheet for small buyers, empty: a CSV file for each kind of contract, and a workbook with drop-down lists for both. */
import { treesOf } from '../model/tree.ts';
import type { Model } from '../model/types.ts';
import { csvText } from '../write/sheet/table.ts';
import { workbook } from '../write/xlsx/workbook.ts';
import { helpText } from './template/help.ts';
import { instructionRows } from './template/instructions.ts';
import { contractSheet, listsOf, listsSheet, templateColumns } from './template/sheets.ts';
import type { BinaryFile, GeneratedFile } from './types.ts';

export function template(model: Model): (GeneratedFile | BinaryFile)[] {
  const trees = treesOf(model);
  const marches = templateColumns(trees.marche);
  const concessions = templateColumns(trees['contrat-concession']);
  const lists = listsOf([...marches, ...concessions]);
  const sheets = [
    contractSheet('marche', marches, lists),
    contractSheet('contrat-concession', concessions, lists),
    { name: "Mode d'emploi", widths: [110], rows: instructionRows(model.version) },
    listsSheet(lists),
  ];
  return [
    { path: 'modele-marches.csv', text: csvText([marches.map(({ name }) => name), marches.map(helpText)]) },
    { path: 'modele-concessions.csv', text: csvText([concessions.map(({ name }) => name), concessions.map(helpText)]) },
    { path: 'modele-decp.xlsx', bytes: workbook(sheets) },
  ];
}
