import type { Node } from './schema-tree.ts';

/**
 * The value as CEL sees it: what the schema calls an integer is an `int` (a BigInt here), cut to 53 bits as the contract of the
 * rules says; all other numbers are `double`, dates are strings. What is not of its type stays as it is.
 */
export function decode(value: unknown, node: Node | undefined): unknown {
  if (typeof value === 'number') return node?.type === 'integer' && Number.isInteger(value) ? cut(BigInt(value)) : value;
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => decode(item, node?.item));
  return Object.fromEntries(Object.entries(value).map(([name, child]) => [name, decode(child, node?.children.get(name))]));
}

const MOST = 2n ** 53n - 1n;
const cut = (value: bigint): bigint => (value > MOST ? MOST : value < -MOST ? -MOST : value);
