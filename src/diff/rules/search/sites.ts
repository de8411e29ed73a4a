import { stepsOf } from '../../../rules/path.ts';

/** A place of a record that a path leads to: where, and what stands there (undefined where it is absent, in an object that is there). */
export type Site = { at: readonly string[]; value: unknown };

/** Every place of a record at a path such as `titulaires[].titulaire.id`. */
export function sitesAt(record: unknown, path: string): Site[] {
  let sites: Site[] = [{ at: [], value: record }];
  for (const { name, list } of stepsOf(path)) {
    sites = sites.flatMap(({ at, value }) => {
      if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
      const child = Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined;
      const here = [...at, name];
      if (!list) return [{ at: here, value: child }];
      return Array.isArray(child) ? child.map((item: unknown, i) => ({ at: [...here, String(i)], value: item })) : [];
    });
  }
  return sites;
}
