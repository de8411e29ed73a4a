/** How a second file goes into a base: its contracts are numbered from 1 too. */
import type { Table, TableLayout } from '../../model/tables.ts';
import { identifier, identifiers } from './text.ts';

/** The schema that a file waits in, its contracts numbered as in its package. */
const ARRIVAL = 'decp_arrivee';
const SHIFT = 'decp_decalage';

/** What is written at the end of the file, as comments: the steps, then the statements, which a test runs as they stand. */
export const appendix = (layout: TableLayout): string[] => [
  'Ajouter un second fichier.',
  'Chaque paquet numérote ses contrats à partir de 1 : ceux du second prennent la suite des numéros de la base.',
  `1. CREATE SCHEMA ${ARRIVAL}; SET search_path TO ${ARRIVAL}; puis exécuter le présent fichier : les mêmes tables, vides.`,
  '2. Y charger le paquet (COPY), dans une seule transaction.',
  '3. SET search_path TO le schéma de la base (par défaut : public), puis exécuter, sans les tirets :',
  '',
  ...statements(layout),
];

function statements({ tables, records }: TableLayout): string[] {
  const roots = Object.values(records);
  const shifts = roots.map(({ name, primaryKey }) => {
    const key = identifiers(primaryKey);
    return `(SELECT coalesce(max(${key}), 0) FROM ${identifier(name)}) AS ${key}`;
  });
  return [
    'BEGIN;',
    `LOCK TABLE ${identifiers(roots.map(({ name }) => name))} IN EXCLUSIVE MODE;`,
    `CREATE TEMPORARY TABLE ${SHIFT} ON COMMIT DROP AS SELECT ${shifts.join(', ')};`,
    ...tables.map(move),
    `DROP SCHEMA ${ARRIVAL} CASCADE;`,
    'COMMIT;',
  ];
}

function move({ name, columns, primaryKey: [number = ''] }: Table): string {
  const table = identifier(name);
  const names = columns.map((column) => identifier(column.name));
  const values = columns.map((column, i) => (column.name === number ? `a.${names[i]} + d.${names[i]}` : `a.${names[i]}`));
  return `INSERT INTO ${table} (${names.join(', ')}) SELECT ${values.join(', ')} FROM ${ARRIVAL}.${table} a, ${SHIFT} d;`;
}
