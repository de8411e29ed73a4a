/** What the tables of SQL let through although the schema refuses it, or the other way round: the header of the file says it. */
import type { Part, Table, TableLayout } from '../../model/tables.ts';
import { type Node, treesOf } from '../../model/tree.ts';
import type { Model } from '../../model/types.ts';
import { leavesPatternOut } from './columns.ts';
import { listOf, neverEmpty } from './lists.ts';

const ALWAYS = [
  "une base ne garde ni les noms inconnus ni le type d'une valeur de JSON : c'est le programme qui la remplit qui les refuse ;",
  'le fichier qui ne contient aucun contrat ;',
  'le rang est unique dans sa liste, mais il peut en manquer, et une colonne « nombre_… » peut ne pas compter les lignes ;',
  'les règles de gestion du référentiel, qui comparent plusieurs champs ;',
  "dans l'autre sens, PostgreSQL refuse le caractère U+0000 dans un texte, un entier au-delà de 9223372036854775807, et dans une",
  '  colonne dont les valeurs sont uniques un texte qui ne tient pas dans un index (environ 2 700 octets après compression).',
];

/** One line or more each. */
export const limits = (model: Model, { tables }: TableLayout): string[] =>
  [
    ...tables.flatMap((table) => unsaidUniqueness(model, table)),
    ...tables.flatMap(unsaidPatterns),
    ...unsaidEmptiness(model, tables),
    ...tables.flatMap((table) => unsaidCount(model, table)),
    ...Object.values(treesOf(model)).flatMap((tree) => unsaidChoices(tree, 'le contrat')),
    ...ALWAYS,
  ].map((line) => (line.startsWith(' ') ? line : `- ${line}`));

/** An item that holds a list is several rows: no constraint compares those. */
const unsaidUniqueness = (model: Model, table: Table): string[] =>
  listOf(model, table)?.schema.uniqueItems === true && !table.unique
    ? [`deux éléments égaux dans ${table.name}, dont chaque élément contient une liste ;`]
    : [];

/** A trigger tells an empty list from others, not a short one. */
function unsaidCount(model: Model, table: Table): string[] {
  const { minItems = 0 } = listOf(model, table)?.schema ?? {};
  return minItems > 1 ? [`moins de ${minItems} éléments dans une liste de ${table.name} ;`] : [];
}

/** Fields of which one at least must be there. */
function unsaidChoices(node: Node, name: string): string[] {
  if (node.kind === 'leaf') return [];
  if (node.kind === 'list') return unsaidChoices(node.item, name);
  const own = node.schema.anyOf ? [`dans ${name}, l'absence de tous les champs dont un au moins est obligatoire ;`] : [];
  return [...own, ...node.members.flatMap((member) => unsaidChoices(member.node, `« ${member.name} »`))];
}

/** Lists that may be absent, and have no column « nombre_… » to tell whether they are. */
function unsaidEmptiness(model: Model, tables: readonly Table[]): string[] {
  const names = tables.flatMap((table) => {
    const parent = tables.find(({ name }) => name === table.parent?.table);
    return parent && !neverEmpty(model, table, parent) && !isCounted(parent.content, table) ? [table.name] : [];
  });
  return names.length === 0
    ? []
    : [`une liste vide et une liste absente sont pareilles (aucune ligne) dans : ${names.join(', ')} ;`];
}

const isCounted = (part: Part, table: Table): boolean =>
  part.kind === 'list'
    ? part.table === table && part.count !== undefined
    : part.kind === 'object' && part.members.some((member) => isCounted(member.part, table));

const unsaidPatterns = ({ name, columns }: Table): string[] =>
  columns.filter(leavesPatternOut).map((column) => `la forme de ${name}.${column.name} ;`);
