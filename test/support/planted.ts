/** Silent changes, to plant in what came out of a migration: the law of migrations catches each. */
import { equal } from '../../packages/base/src/json.ts';
import { child, tokens, valueAt } from '../../packages/base/src/pointer.ts';
import type { LawFinding, Migrated } from './migration-law.ts';

/** A copy with the change at one of the places where it can be, of which `at` is the rank; undefined where there is none. */
type Plant = (migrated: Migrated, at: number) => Migrated | undefined;

export const PLANTS: [what: string, plant: Plant][] = [
  ['a value that is another one', inValue((object, name) => void Reflect.set(object, name, 'planted'))],
  ['a value that is left out', inValue(takeOut)],
  [
    'a change that no finding names',
    ({ findings, ...migrated }, at) => {
      const changes = findings.filter(isOfChange);
      const left = changes[at % changes.length];
      return left && { ...migrated, findings: findings.filter((one) => one !== left) };
    },
  ],
];

function inValue(plant: (object: object, name: string) => void): Plant {
  return (migrated, at) => {
    const after = structuredClone(migrated.after);
    const places = leavesIn(after);
    const place = places[at % places.length];
    if (place === undefined || place === '') return undefined;
    plant(...holderOf(after, place));
    return { ...migrated, after };
  };
}

/** The object or the list around a place of a record, and the last name of the place. */
export const holderOf = (record: unknown, place: string): [object: object, name: string] => [
  valueAt(record, place.slice(0, place.lastIndexOf('/'))) as object,
  tokens(place).at(-1) ?? '',
];

/** Takes a value out of an object or a list. */
export function takeOut(object: object, name: string): void {
  if (Array.isArray(object)) object.splice(Number(name), 1);
  else Reflect.deleteProperty(object, name);
}

/** The places of all values that hold no others. An empty object is none of them: it may be what is left where all that was in it is named. */
function leavesIn(value: unknown, place = ''): string[] {
  if (typeof value !== 'object' || value === null || (Array.isArray(value) && value.length === 0)) return [place];
  return Object.entries(value).flatMap(([name, inside]) => leavesIn(inside, child(place, name)));
}

/**
 * Whether a finding alone accounts for a change: a code that moved may be in its list already, a value that stays is no change, and an empty object is wherever there is
 * an object.
 */
const isOfChange = ({ in: about, code, params, there }: LawFinding): boolean =>
  about === 'input' &&
  !equal(params['value'], {}) &&
  /^migrate\.(?!moved|no-code|rounded-number)/.test(code) &&
  (there !== undefined || !/^migrate\.(deduced|filled)$/.test(code));
