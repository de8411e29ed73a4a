import type { Random } from './random.ts';

/** [name, commune, post code, département, région, arrondissement], codes of the Code officiel géographique. */
type Town = readonly [name: string, commune: string, postal: string, departement: string, region: string, arrondissement: string];

export const TOWNS: readonly Town[] = [
  ['Besançon', '25056', '25000', '25', '27', '251'],
  ['Saint-Étienne', '42218', '42000', '42', '84', '423'],
  ['Montpellier', '34172', '34000', '34', '76', '343'],
  ['Brest', '29019', '29200', '29', '53', '291'],
  ['Nantes', '44109', '44000', '44', '52', '442'],
  ['Strasbourg', '67482', '67000', '67', '44', '678'],
  ['Rouen', '76540', '76000', '76', '28', '763'],
  ['Orléans', '45234', '45000', '45', '24', '452'],
  ['Dijon', '21231', '21000', '21', '27', '212'],
  ['Ajaccio', '2A004', '20000', '2A', '94', '2A1'],
  ['Limoges', '87085', '87000', '87', '75', '872'],
  ['Grenoble', '38185', '38000', '38', '84', '381'],
  ['Saint-Denis', '97411', '97400', '974', '04', '9741'],
  ['Fort-de-France', '97209', '97200', '972', '02', '9721'],
  ['Chambéry', '73065', '73000', '73', '84', '732'],
  ['Épinal', '88160', '88000', '88', '44', '881'],
  ['Poitiers', '86194', '86000', '86', '75', '863'],
  ['Amiens', '80021', '80000', '80', '32', '802'],
];

/** The place of performance of a contract; `typeCode` names the kind of its code. */
export function place(random: Random, [, commune, postal, departement, region, arrondissement]: Town) {
  return random.pick([
    { code: postal, typeCode: 'Code postal' },
    { code: postal, typeCode: 'Code postal' },
    { code: postal, typeCode: 'Code postal' },
    { code: commune, typeCode: 'Code commune' },
    { code: departement, typeCode: 'Code département' },
    { code: departement, typeCode: 'Code département' },
    { code: region, typeCode: 'Code région' },
    { code: arrondissement, typeCode: 'Code arrondissement' },
    { code: 'FR', typeCode: 'Code pays' },
  ]);
}
