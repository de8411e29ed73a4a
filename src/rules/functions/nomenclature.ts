import { NOMENCLATURE_NAMES, type Nomenclatures } from '../nomenclature-names.ts';
import { indexed } from './code-index.ts';

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
