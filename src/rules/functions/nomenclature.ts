import { NOMENCLATURE_NAMES, type Nomenclatures } from '../nomenclature-names.ts';

/**
 * A function that gives what `make` makes of a list of codes, made at the first call only: lists are long, many files do
 * not need them, and the same nomenclatures judge many files. A list that is not there is an empty one.
 */
export function indexed<T>(make: (codes: readonly string[]) => T): (nomenclatures: Nomenclatures, name: string) => T {
  const made = new WeakMap<Nomenclatures, Map<string, T>>();
  return (nomenclatures, name) => {
    let lists = made.get(nomenclatures);
    if (lists === undefined) made.set(nomenclatures, (lists = new Map<string, T>()));
    let index = lists.get(name);
    if (index === undefined) lists.set(name, (index = make(nomenclatures[name] ?? [])));
    return index;
  };
}

const NAMES: ReadonlySet<string> = new Set(NOMENCLATURE_NAMES);

const known = indexed((codes) => ({
  codes: new Set(codes),
  longest: codes.reduce((length, code) => Math.max(length, code.length), 0),
}));

/**
 * Whether the list of this name (one of `NOMENCLATURE_NAMES`) has the code, written exactly so; false for any other name.
 * Sources: INSEE, Code officiel géographique; ISO 3166-1.
 */
export function nomenclature(nomenclatures: Nomenclatures, name: string, code: string): boolean {
  if (!NAMES.has(name)) return false;
  const { codes, longest } = known(nomenclatures, name);
  return code.length <= longest && codes.has(code);
}
