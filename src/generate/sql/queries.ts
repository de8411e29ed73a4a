/** `queries.sql`: questions that a journalist or a reuser may ask, to the views of `views.sql`. */
import { SQL_SCRIPTS } from '../../messages/compiled/sql-scripts.ts';
import type { Messages } from '../../messages/compiled/sql-scripts.types.ts';
import { textsOf } from '../../../packages/base/src/texts.ts';
import { tablesOf, type TableLayout } from '../../model/tables.ts';
import type { Model } from '../../model/types.ts';
import { columnOf, fieldsOf } from './names.ts';
import { comment, GENERATED, identifier, identifiers, paragraphs } from './text.ts';
import { ADDED, currentColumn, currentOf, partiesOf } from './views.ts';

/** The text of the script: each question as a comment above its query. Throws a MissingField where the version has no field that one shows. */
export function queries(model: Model): string {
  const layout = tablesOf(model);
  const names = namesOf(layout);
  const lines = [
    ...comment([GENERATED, '']),
    ...paragraphs(textsOf(SQL_SCRIPTS, (say) => say.queries())),
    ...['', "SET client_encoding = 'UTF8';"],
    ...Object.entries(QUERIES).flatMap(([name, query], i) => {
      const [first = '', ...more] = paragraphs(textsOf(SQL_SCRIPTS, (say) => say.query[name as keyof typeof QUERIES]()));
      return ['', first.replace('--', `-- ${i + 1}.`), ...more, ...query(names)];
    }),
  ];
  return `${lines.join('\n')}\n`;
}

/** Names of views and columns, as SQL writes them. */
type Names = ReturnType<typeof namesOf>;

function namesOf(layout: TableLayout) {
  const [contract, parties] = [layout.records.marche, partiesOf(layout)];
  return {
    contracts: identifier(currentOf(contract.name)),
    parties: identifier(currentOf(parties.name)),
    number: identifiers(contract.primaryKey),
    id: identifier(columnOf(contract, 'marche-id')),
    buyer: identifier(columnOf(contract, 'acheteur-id')),
    subject: identifier(columnOf(contract, 'marche-objet')),
    amount: identifier(columnOf(contract, 'marche-montant')),
    currentAmount: identifier(currentColumn(layout, 'marche', 'marche-montant')),
    party: fieldsOf(parties).map((field) => identifier(columnOf(parties, field))),
    last: ADDED.last,
    department: ADDED.department,
    reason: ADDED.reason,
  };
}

const QUERIES: Record<keyof Messages['query'], (names: Names) => string[]> = {
  departments: ({ contracts, currentAmount, department, reason }) => [
    `SELECT coalesce(${department}, 'inconnu : ' || ${reason}) AS lieu, count(*) AS nombre, sum(${currentAmount}) AS montant_total`,
    `FROM ${contracts}`,
    'GROUP BY 1',
    'ORDER BY montant_total DESC, lieu;',
  ],
  increases: ({ contracts, number, id, buyer, subject, amount, currentAmount, last }) => [
    `SELECT ${id}, ${buyer}, ${subject}, ${amount} AS montant_initial, ${currentAmount}, ${currentAmount} - ${amount} AS hausse,`,
    `  round(100 * (${currentAmount} - ${amount}) / nullif(${amount}, 0), 1) AS hausse_pour_cent, ${last}`,
    `FROM ${contracts}`,
    `WHERE ${currentAmount} > ${amount}`,
    `ORDER BY hausse DESC, ${number}`,
    'LIMIT 20;',
  ],
  contractors: ({ contracts, parties, number, buyer, currentAmount, party }) => [
    `SELECT c.${buyer}, ${party.map((column) => `t.${column} AS titulaire_${column}`).join(', ')}, count(*) AS marches,`,
    `  count(*) FILTER (WHERE s.titulaires = 1) AS marches_seul, sum(c.${currentAmount}) FILTER (WHERE s.titulaires = 1) AS montant_seul`,
    `FROM ${parties} t`,
    `JOIN ${contracts} c USING (${number})`,
    `JOIN (SELECT ${number}, count(*) AS titulaires FROM ${parties} GROUP BY ${number}) s USING (${number})`,
    `GROUP BY c.${buyer}, ${party.map((column) => `t.${column}`).join(', ')}`,
    `ORDER BY marches DESC, montant_seul DESC NULLS LAST, c.${buyer}, ${party.map((column) => `t.${column}`).join(', ')}`,
    'LIMIT 20;',
  ],
};
