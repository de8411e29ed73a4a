/** `load.sql`: fills the tables of `decp.sql` with the CSV files of a data package, by psql. */
import { SQL_SCRIPTS } from '../../messages/compiled/sql-scripts.ts';
import { textsOf } from '../../../packages/base/src/texts.ts';
import { tablesOf, type Table } from '../../model/tables.ts';
import type { Model } from '../../model/types.ts';
import { pathOf } from '../../write/package/descriptor.ts';
import { comment, GENERATED, identifier, identifiers, literal, paragraphs } from './text.ts';

/** How to run the scripts, from the folder of the package. */
const CALL = ['', '  cd contrats', '  psql -d BASE -f ../sql/decp.sql -f ../sql/load.sql -f ../sql/views.sql', ''];

/**
 * The tables stand after those that they refer to, so that they are filled in this order. A required list is looked at when the
 * transaction ends, once all files are in. Column titles are compared (`HEADER match`), since the package of another version would fill
 * columns by their place. The encoding is that of the files, whatever the machine.
 */
export function load(model: Model): string {
  const { tables, records } = tablesOf(model);
  const replaced = Object.values(records).map(({ name }) => `(SELECT count(*) FROM ${identifier(name)}) AS ${identifier(name)}`);
  const lines = [
    ...comment([GENERATED, '']),
    ...paragraphs(textsOf(SQL_SCRIPTS, (say) => say.load())),
    ...comment(CALL),
    ...['', '\\set ON_ERROR_STOP on', '', 'BEGIN;', "SET LOCAL client_encoding = 'UTF8';", ''],
    ...paragraphs(textsOf(SQL_SCRIPTS, (say) => say.replaced())),
    `SELECT ${replaced.join(', ')};`,
    ...[`TRUNCATE ${identifiers(tables.map(({ name }) => name))};`, ''],
    ...paragraphs(textsOf(SQL_SCRIPTS, (say) => say.copied())),
    ...tables.map(copy),
    ...['', 'COMMIT;'],
  ];
  return `${lines.join('\n')}\n`;
}

/** psql reads this command on one line. */
const copy = (table: Table): string => {
  const columns = identifiers(table.columns.map(({ name }) => name));
  return `\\copy ${identifier(table.name)} (${columns}) FROM ${literal(pathOf(table))} WITH (FORMAT csv, HEADER match, ENCODING 'UTF8')`;
};
