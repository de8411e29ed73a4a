import type { Schema } from '../../model/types.ts';
import { subschemas } from '../../model/walk.ts';
import { tokens } from '../../../packages/base/src/pointer.ts';
import type { Operator } from './operator.ts';
import { DEFINITION_OPERATORS, PLACE_OPERATORS } from './operators.ts';
import { unfold } from './unfold.ts';

/** The two views of a schema in which a mutant has its pointer: as it is written, or unfolded (see `unfold`). */
export type View = 'written' | 'unfolded';

/** One way in which the schema could be wrong. */
export type Mutant = {
  /** `operator@pointer[:detail]`: the same as long as the place and what it says stay. */
  id: string;
  operator: Operator;
  /** Where the node that changes stands in its view of the schema. */
  pointer: string;
  view: View;
  /** The node as it becomes. */
  node: Schema;
  /** The whole wrong schema, made of the right one. */
  apply: (schema: Schema) => Schema;
};

/** Every mutant of a bundled schema, in the order of the schema. */
export function mutantsOf(schema: Schema): Mutant[] {
  const byPlace = mutantsIn('unfolded', unfold(schema), PLACE_OPERATORS);
  return [...byPlace, ...mutantsIn('written', schema, DEFINITION_OPERATORS)];
}

export const viewOf = (schema: Schema, view: View): Schema => (view === 'unfolded' ? unfold(schema) : schema);

function mutantsIn(view: View, schema: Schema, operators: readonly Operator[]): Mutant[] {
  return [...subschemas(schema)].flatMap(([pointer, node]) =>
    operators.flatMap((operator) =>
      [...operator.variants(node)].map(({ node: changed, detail }) => ({
        id: `${operator.name}@${pointer}${detail === undefined ? '' : `:${detail}`}`,
        operator,
        pointer,
        view,
        node: changed,
        apply: (original) => replaced(viewOf(original, view), tokens(pointer), changed),
      })),
    ),
  );
}

/** A copy of the schema with another node at the place that the tokens lead to; only the way to it is copied. */
export function replaced(parent: Schema, [token, ...rest]: readonly string[], node: Schema): Schema {
  if (token === undefined) return node;
  const child = replaced(parent[token] as Schema, rest, node);
  // Branches of a choice stand in a list, which must stay one.
  return Array.isArray(parent) ? (parent.with(Number(token), child) as unknown as Schema) : { ...parent, [token]: child };
}
