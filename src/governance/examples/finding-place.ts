import { descend } from '../../../packages/base/src/pointer.ts';
import { type Case, codeOf, type Said } from './cases.ts';
import { placeOf, recordIn } from './change.ts';
import { type Expected, isForecast } from './expected.ts';

/** The finding with its place, or undefined where the case changes several or none and does not say which. */
export function findingOf(said: Said, one: Case, file: unknown): Expected | undefined {
  const code = codeOf(said);
  const places = placesOf(one);
  const [only = ''] = places;
  if (typeof said === 'string' && isForecast(code)) return { code, path: descend('', leftOut(only, file)) };
  if (typeof said === 'string' && places.length !== 1) return undefined;
  const place = placeOf(typeof said === 'string' ? only : (said[code] ?? ''), file);
  if (code !== REQUIRED) return { code, path: descend('', place) };
  return { code, path: descend('', place.slice(0, -1)), property: place.at(-1) ?? '' };
}

/** The places that a case changes. */
export const placesOf = ({ set = {}, remove = [] }: Case): string[] => [...Object.keys(set), ...remove];

/** The forecast of the national consolidation is a finding of the whole contract; a required property is missing in the object that should have it. */
const REQUIRED = 'schema.required';

/** The contract in which a place is. */
function leftOut(place: string, file: unknown): string[] {
  const record = recordIn(file);
  const path = place === '' ? record : placeOf(place, file);
  return path[0] === 'marches' && path.length > record.length - 1 ? path.slice(0, record.length) : record;
}
