/** Types forgotten, or taken one for another. */
import { drop, type Operator } from './operator.ts';

const TAKEN_FOR: Readonly<Record<string, string>> = {
  integer: 'number',
  number: 'integer',
  string: 'number',
  boolean: 'string',
  object: 'array',
  array: 'object',
};

const changeType: Operator = {
  name: 'change-type',
  needs: 'either',
  variants: (node) => {
    const other = typeof node.type === 'string' ? TAKEN_FOR[node.type] : undefined;
    return other === undefined ? [] : [{ node: { ...node, type: other }, detail: other }];
  },
};

export const TYPE_OPERATORS: readonly Operator[] = [drop('type'), changeType];
