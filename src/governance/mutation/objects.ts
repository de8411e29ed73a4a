/** Properties forgotten, asked for or let in by mistake. */
import type { Schema } from '../../model/types.ts';
import { drop, eachLeftOut, type Operator, without } from './operator.ts';

const withRequired = (node: Schema, required: string[]): Schema =>
  required.length > 0 ? { ...node, required } : without(node, 'required');

const dropRequired: Operator = {
  name: 'drop-required',
  needs: 'invalid',
  variants: (node) => eachLeftOut(node.required ?? [], (rest, left) => ({ node: withRequired(node, rest), detail: left })),
};

/** Only where the object says what it is: the branches of a choice name properties without owning them. */
const addRequired: Operator = {
  name: 'add-required',
  needs: 'valid',
  variants: (node) => {
    const { type, required = [], properties = {} } = node;
    const optional = type === 'object' ? Object.keys(properties).filter((name) => !required.includes(name)) : [];
    return optional.map((name) => ({ node: { ...node, required: [...required, name] }, detail: name }));
  },
};

/** In a closed object, a property that is no longer named is refused. */
const dropProperty: Operator = {
  name: 'drop-property',
  needs: 'valid',
  variants: (node) => {
    if (node.additionalProperties !== false) return [];
    const entries = Object.entries(node.properties ?? {});
    return eachLeftOut(entries, (rest, [name]) => ({ node: { ...node, properties: Object.fromEntries(rest) }, detail: name }));
  },
};

export const OBJECT_OPERATORS: readonly Operator[] = [
  dropRequired,
  addRequired,
  dropProperty,
  drop('additionalProperties', 'open-object'),
];
