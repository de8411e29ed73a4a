/** Where JavaScript has put the nomenclatures (`tables.bin`, see `rules/tables.ts`); the offsets of the tables come first. */
let tables: usize = 0;

export function useTables(at: usize): void {
  tables = at;
}

// @ts-ignore: decorator
@inline
export function table(number: usize): usize {
  return tables + load<u32>(tables + (number << 2));
}
