/** Lists that may not be empty: no CHECK can say it, a constraint that is looked at when the transaction ends can. */
import type { Table } from '../../model/tables.ts';
import { type List, type Member, type Node, treesOf } from '../../model/tree.ts';
import type { Model } from '../../model/types.ts';
import { identifier, literal } from './text.ts';

/** The list that a table has the items of; undefined for the records of a kind. */
export function listOf(model: Model, { kind, pointer, parent }: Table): List | undefined {
  const node = parent ? nodesOn(treesOf(model)[kind], pointer.slice(0, pointer.lastIndexOf('/*'))).at(-1)?.node : undefined;
  return node?.kind === 'list' ? node : undefined;
}

/** Whether each row of the parent has at least one row in the table: the list is required there, with everything around it. */
export function neverEmpty(model: Model, table: Table, parent: Table): boolean {
  if ((listOf(model, table)?.schema.minItems ?? 0) < 1) return false;
  const list = table.pointer.slice(0, table.pointer.lastIndexOf('/*'));
  const above = nodesOn(treesOf(model)[table.kind], parent.pointer).length;
  return nodesOn(treesOf(model)[table.kind], list)
    .slice(above)
    .every(({ required }) => required);
}

/** The properties along a pointer, with `*` for an index in a list. An envelope has no node of its own. */
function nodesOn(root: Node, pointer: string): { node: Node; required: boolean }[] {
  const passed: { node: Node; required: boolean }[] = [];
  const names = pointer.split('/').slice(1);
  for (let node = root; names.length > 0;) {
    const name = names.shift();
    if (node.kind === 'list') {
      if (node.envelope !== undefined) names.shift();
      passed.push({ node: (node = node.item), required: true });
    } else {
      const member: Member | undefined = node.kind === 'object' ? node.members.find((one) => one.name === name) : undefined;
      if (!member) throw new Error(`${pointer}: no such place in the tree`);
      passed.push({ node: (node = member.node), required: member.required });
    }
  }
  return passed;
}

/** One function for all such lists; each trigger says which tables and keys. The schema is that of the tables, whatever the search_path. */
export const EMPTY_LIST_FUNCTION = `-- Arguments : table qui porte la liste, table de la liste, clé de la première, clé correspondante de la seconde.
CREATE FUNCTION decp_liste_non_vide() RETURNS trigger LANGUAGE plpgsql AS $corps$
DECLARE
  ligne jsonb := CASE TG_OP WHEN 'INSERT' THEN to_jsonb(NEW) ELSE to_jsonb(OLD) END;
  cles text[] := string_to_array(TG_ARGV[2], ',');
  cles_liste text[] := string_to_array(TG_ARGV[3], ',');
  condition text := '';
  jointure text := '';
  vide boolean;
BEGIN
  FOR i IN 1 .. array_length(cles, 1) LOOP
    condition := condition || format(' AND p.%I = %L', cles[i], ligne ->> (CASE TG_OP WHEN 'INSERT' THEN cles ELSE cles_liste END)[i]);
    jointure := jointure || format(' AND e.%I = p.%I', cles_liste[i], cles[i]);
  END LOOP;
  EXECUTE format(
    'SELECT EXISTS (SELECT FROM %I.%I p WHERE true%s AND NOT EXISTS (SELECT FROM %I.%I e WHERE true%s))',
    TG_TABLE_SCHEMA, TG_ARGV[0], condition, TG_TABLE_SCHEMA, TG_ARGV[1], jointure) INTO vide;
  IF vide THEN
    RAISE EXCEPTION 'La liste % est vide : au moins un élément est obligatoire (%).', TG_ARGV[1], ligne
      USING ERRCODE = 'check_violation', TABLE = TG_ARGV[0];
  END IF;
  RETURN NULL;
END
$corps$;`;

/** Both ways for a list to be empty: a row comes without items, or the last item goes. */
export function emptyListTriggers({ name, parent }: Table): string[] {
  if (!parent) return [];
  const call = `decp_liste_non_vide(${[parent.table, name, parent.references.join(','), parent.columns.join(',')].map(literal).join(', ')})`;
  const trigger = (event: string, table: string, suffix: string) =>
    `CREATE CONSTRAINT TRIGGER ${identifier(`${name}_${suffix}`)} AFTER ${event} ON ${identifier(table)}\n` +
    `  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION ${call};`;
  return [trigger('INSERT', parent.table, 'non_vide'), trigger('DELETE OR UPDATE', name, 'restent')];
}
