/** A choice forgotten, or one of its branches. */
import { drop, eachLeftOut, type Operator } from './operator.ts';

const dropBranch: Operator = {
  name: 'drop-any-of-branch',
  needs: 'valid',
  variants: (node) =>
    eachLeftOut(node.anyOf ?? [], (rest, _, index) => ({ node: { ...node, anyOf: rest }, detail: String(index) })),
};

export const CHOICE_OPERATORS: readonly Operator[] = [drop('anyOf', 'drop-any-of'), dropBranch];
