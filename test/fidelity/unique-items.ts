/** `uniqueItems` as JSON Schema means it. */

type HasKeywords = {
  removeKeyword: (name: string) => unknown;
  addKeyword: (definition: {
    keyword: string;
    type: 'array';
    validate: (wanted: boolean, list: unknown[]) => boolean;
  }) => unknown;
};

/**
 * Ajv's own takes a key of the data that is named `constructor`, `toString` or `valueOf` for a method, and then errs or throws;
 * JSON Schema says that such a key is like any other.
 */
export function withStrictUniqueItems<T extends HasKeywords>(ajv: T): T {
  ajv.removeKeyword('uniqueItems');
  ajv.addKeyword({ keyword: 'uniqueItems', type: 'array', validate: (wanted, list) => !wanted || !hasTwins(list) });
  return ajv;
}

const hasTwins = (list: readonly unknown[]): boolean =>
  list.some((item, i) => list.findIndex((earlier) => same(earlier, item)) < i);

function same(a: unknown, b: unknown): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const [left, right] = [a as Record<string, unknown>, b as Record<string, unknown>];
  const keys = Object.keys(left);
  return (
    keys.length === Object.keys(right).length && keys.every((key) => Object.hasOwn(right, key) && same(left[key], right[key]))
  );
}
