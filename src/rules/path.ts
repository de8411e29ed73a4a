/** Paths of fields from their record, as rules write them: `titulaires[].titulaire.id`, with `[]` where a list is gone through. */

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

/** The path of the field that a JSON Pointer in a record leads to: `/titulaires/0/titulaire` is `titulaires[].titulaire`. */
export function pathOfPointer(pointer: string): string {
  let path = '';
  for (const token of pointer.split('/').slice(1)) {
    if (/^\d+$/.test(token)) path += '[]';
    else path += path === '' ? token : `.${token}`;
  }
  return path;
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
