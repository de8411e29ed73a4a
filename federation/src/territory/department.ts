/** Which département a place lies in. */
import { isObject } from '../../../packages/base/src/json.ts';

/** The code of the département of a « lieu d'exécution », by its code and the kind of code; undefined where the place is larger than one, or is not known to be in one. */
export function departmentOf(place: unknown): string | undefined {
  if (!isObject(place)) return undefined;
  const { code, typeCode } = place;
  return typeof code === 'string' && typeof typeCode === 'string' ? departmentAt(code, plainOf(typeCode)) : undefined;
}

/** `kind`: without accents nor capitals. */
function departmentAt(code: string, kind: string): string | undefined {
  const department = (long: string): string | undefined => {
    const first = long.slice(0, /^9[78]/.test(long) ? 3 : 2).toUpperCase();
    return DEPARTMENT.test(first) ? first : undefined;
  };
  if (kind.includes('postal')) {
    if (!/^\d{5}$/.test(code)) return undefined;
    // Postal codes did not follow when Corsica was divided.
    if (code.startsWith('20')) return Number(code) < 20_200 ? '2A' : '2B';
    return department(code);
  }
  if (kind.includes('commune')) return /^[\dAB]{5}$/i.test(code) ? department(code) : undefined;
  if (kind.includes('canton') || kind.includes('arrondissement'))
    return /^[\dAB]{3,5}$/i.test(code) ? department(code) : undefined;
  if (kind.includes('departement')) return code.length > 3 ? undefined : department(code.padStart(2, '0'));
  return undefined;
}

/** Without accents nor capitals. */
const plainOf = (kind: string): string => (KINDS.get(kind) ?? kind.normalize('NFD').replaceAll(/\p{M}/gu, '')).toLowerCase();

/** Kinds as nearly all write them, which need not be looked at sign by sign. */
const KINDS: ReadonlyMap<string, string> = new Map(
  ['Code postal', 'Code commune', 'Code arrondissement', 'Code canton', 'Code département', 'Code région', 'Code pays'].map(
    (kind) => [kind, kind.replace('é', 'e')],
  ),
);

const DEPARTMENT = /^(0[1-9]|[1-8]\d|9[0-5]|2[AB]|97[1-8]|98[4-9])$/;

/** All codes of départements. */
export const DEPARTMENTS: readonly string[] = [
  ...Array.from({ length: 990 }, (_, code) => String(code).padStart(2, '0')),
  '2A',
  '2B',
]
  .filter((code) => DEPARTMENT.test(code))
  .toSorted();
