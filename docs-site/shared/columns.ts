/** Names that a message gives to things by their key. */

/** The heads of the columns of a table, in their order. */
export const columnsOf = <Name extends string>(say: Readonly<Record<Name, () => string>>, names: readonly Name[]): string[] =>
  names.map((name) => say[name]());

/** The name of an entry, or its key if it has none. */
export const named = (say: Readonly<Record<string, () => string>>, key: string): string =>
  Object.hasOwn(say, key) ? (say[key]?.() ?? key) : key;
