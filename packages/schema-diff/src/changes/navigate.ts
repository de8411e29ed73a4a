import type { Located } from '../containment/engine.ts';
import type { JsonSchema } from '../types.ts';
import { fieldOf, saidOf } from './members.ts';
import type { Step } from './types.ts';
import { viewOf } from './view.ts';

/** The subschema that a step leads to, as far as plain keywords say it. */
export function nodeAt(node: Located, step: Step): Located {
  return { ...node, schema: schemaAt(node, step) };
}

function schemaAt(node: Located, step: Step): JsonSchema {
  const view = viewOf(node);
  const {
    items = true,
    prefixItems = [],
    additionalItems = true,
  } = view as Record<string, JsonSchema> & { prefixItems?: JsonSchema[] };
  const first = Array.isArray(items) ? (items as JsonSchema[]) : prefixItems;
  const others = Array.isArray(items) ? additionalItems : items;
  if (step.by === 'property') return saidOf(view, step.name, node.document);
  if (step.by === 'item') return first[step.index] ?? others;
  return step.by === 'items' ? others : true;
}

/** The stable identifier of the last property on the way that has one. */
export function fieldAt(root: Located, steps: readonly Step[]): string | undefined {
  let field: string | undefined;
  let node = root;
  for (const step of steps) {
    if (step.by === 'property') field = fieldOf(viewOf(node), step.name) ?? field;
    node = nodeAt(node, step);
  }
  return field;
}
