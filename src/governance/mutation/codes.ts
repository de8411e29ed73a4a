/** Codes of a list forgotten, or one too many. */
import { drop, eachLeftOut, type Operator } from './operator.ts';

const dropCode: Operator = {
  name: 'drop-code',
  needs: 'valid',
  variants: (node) => eachLeftOut(node.enum ?? [], (codes, left) => ({ node: { ...node, enum: codes }, detail: String(left) })),
};

/** The lower-case twin of the first code: the mistake that files make most. */
const addCode: Operator = {
  name: 'add-code',
  needs: 'invalid',
  variants: (node) => {
    const twin = typeof node.enum?.[0] === 'string' ? node.enum[0].toLowerCase() : undefined;
    if (twin === undefined || node.enum?.includes(twin)) return [];
    return [{ node: { ...node, enum: [...(node.enum ?? []), twin] }, detail: twin }];
  },
};

export const CODE_OPERATORS: readonly Operator[] = [dropCode, addCode, drop('enum')];
