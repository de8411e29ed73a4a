/** What a rule sees of a record: two records of which it sees the same are one test, not two. */

/** A text of the fields at these paths (`titulaires[].titulaire.id`, with all that they go through); the same for records alike to the rule. */
export const projection = (value: unknown, fields: ReadonlySet<string>): string => JSON.stringify(project(value, fields, ''));

function project(value: unknown, fields: ReadonlySet<string>, path: string): unknown {
  if (Array.isArray(value))
    return fields.has(`${path}[]`) ? value.map((item) => project(item, fields, `${path}[]`)) : value.length;
  if (typeof value !== 'object' || value === null) return value;
  const seen = Object.entries(value).flatMap(([name, child]) => {
    const here = path === '' ? name : `${path}.${name}`;
    return fields.has(here) ? [[name, project(child, fields, here)] as const] : [];
  });
  return Object.fromEntries(seen.sort(([a], [b]) => (a < b ? -1 : 1)));
}
