import { treesOf } from '../../src/model/tree.ts';
import type { Model } from '../../src/model/types.ts';
import { cellsOf } from '../../src/write/sheet/cells.ts';
import { readJsonFile } from '../support/engine.ts';

type Marche = Record<string, unknown> & { titulaires: { titulaire: { typeIdentifiant: string; id: string } }[] };

const base = (readJsonFile('examples/2.0.3/valid/base-marche.json') as { marches: { marche: [Marche] } }).marches.marche[0];

/** Five invented contracts, with what spreadsheets are prone to change: zeros at the start, decimals, accents, an apostrophe, a `+`. */
export const FIVE_CONTRACTS: readonly Marche[] = [
  { ...base, id: '2024A0001' },
  { ...base, id: '0000002', montant: 96430.5, lieuExecution: { code: '01', typeCode: 'Code département' } },
  { ...base, id: '2024A0003', objet: "Réfection de la toiture de l'école « Les Tilleuls » ; lot 1, œuvres d'art" },
  { ...base, id: '2024A0004', objet: '+ 3 classes, en location', attributionAvance: true, tauxAvance: 0.125 },
  {
    ...{ ...base, id: '2024A0005', offresRecues: 12, typeGroupementOperateurs: 'Solidaire' },
    titulaires: [...base.titulaires, { titulaire: { typeIdentifiant: 'TVA', id: 'BE0417083667' } }],
  },
];

/** The texts of the cells that a person types for each, by name of column. */
export function typedCells(model: Model): Map<string, string>[] {
  const tree = treesOf(model).marche;
  return FIVE_CONTRACTS.map((contract) => {
    const { cells, lost } = cellsOf(tree, contract, 'csv');
    if (lost.length > 0) throw new Error(`a table cannot hold ${JSON.stringify(lost)}`);
    return cells;
  });
}
