/** Paths of fields from their record, as rules write them: `titulaires[].titulaire.id`, with `[]` where a list is gone through. */
import { tokens } from '../../packages/base/src/pointer.ts';

export type Step = { name: string; list: boolean };

export const stepsOf = (path: string): Step[] =>
  path.split('.').map((part) => (part.endsWith('[]') ? { name: part.slice(0, -2), list: true } : { name: part, list: false }));

/** All that a path goes through, itself included: `titulaires`, `titulaires[]`, `titulaires[].titulaire`. */
export function prefixesOf(path: string): string[] {
  const prefixes: string[] = [];
  let before = '';
  for (const { name, list } of stepsOf(path)) {
    const here = before === '' ? name : `${before}.${name}`;
    prefixes.push(here);
    if (list) prefixes.push(`${here}[]`);
    before = list ? `${here}[]` : here;
  }
  return prefixes;
}

/** The path of the field that a JSON Pointer in a record leads to: `/titulaires/0/titulaire` is `titulaires[].titulaire`. A number is an index. */
export const pathOfPointer = (pointer: string): string => tokens(pointer).reduce(joined, '');

/** The longest known path of a field on the way of a JSON Pointer in a record; '' where there is none. */
export function knownPath(pointer: string, isKnown: (path: string) => boolean): string {
  let [path, longest] = ['', ''];
  for (const token of tokens(pointer)) {
    path = joined(path, token);
    if (isKnown(path)) longest = path;
  }
  return longest;
}

function joined(path: string, token: string): string {
  if (/^\d+$/.test(token)) return `${path}[]`;
  // A file may have any names: one that looks like a path is no path of a field.
  const name = /[.[\]]/.test(token) ? JSON.stringify(token) : token;
  return path === '' ? name : `${path}.${name}`;
}

/** The value of a member of an object; undefined where there is none. */
export const memberOf = (owner: unknown, name: string): unknown =>
  typeof owner === 'object' && owner !== null && Object.hasOwn(owner, name)
    ? (owner as Record<string, unknown>)[name]
    : undefined;

/** The value at a path under a value that goes through no list; undefined where there is none. */
export function valueAt(value: unknown, steps: readonly Step[]): unknown {
  let found = value;
  for (const { name } of steps) found = memberOf(found, name);
  return found;
}

/** The values at a path under a value; what is absent gives nothing. */
export function valuesAt(value: unknown, steps: readonly Step[]): unknown[] {
  let found = [value];
  for (const { name, list } of steps) {
    found = found.flatMap((owner) => {
      const child = memberOf(owner, name);
      if (child === undefined) return [];
      return list ? (Array.isArray(child) ? (child as unknown[]) : []) : [child];
    });
  }
  return found;
}
