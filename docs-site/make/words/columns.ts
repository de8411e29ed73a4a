/** What the columns of the nomenclatures are called. */
import type { Texts } from '../../../src/model/types.ts';

export const COLUMN_NAMES: Readonly<Record<string, Texts>> = {
  code: { fr: 'Code', en: 'Code' },
  libelle: { fr: 'Libellé', en: 'French name' },
  label_en: { fr: 'Nom anglais', en: 'Name' },
  type: { fr: 'Sorte', en: 'Kind' },
  commune: { fr: 'Commune actuelle', en: 'Present municipality' },
  departement: { fr: 'Département', en: 'Department' },
  region: { fr: 'Région', en: 'Region' },
  zone: { fr: 'Zone', en: 'Zone' },
  alpha2: { fr: 'Deux lettres', en: 'Two letters' },
  alpha3: { fr: 'Trois lettres', en: 'Three letters' },
  numeric: { fr: 'Numéro', en: 'Number' },
};
