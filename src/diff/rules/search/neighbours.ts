import type { RecordScope } from '../../../model/rules.ts';
import type { Schema } from '../../../model/types.ts';
import type { Edit } from './edit.ts';
import { type Site, sitesAt } from './sites.ts';
import { otherValues } from './values.ts';
import type { Written } from './written.ts';

/** What the search knows of a kind of record: the fields that the rules read, by path, and what other records hold there. */
export type Terrain = {
  scope: RecordScope;
  fields: ReadonlyMap<string, Schema>;
  donors: ReadonlyMap<string, readonly unknown[]>;
  words: ReadonlyMap<string, readonly string[]>;
  written: Written;
  today: string;
};

const isLeaf = ({ type }: Schema): boolean => type !== 'object' && type !== 'array';

/** The changes of one place of a record that may matter to the rules, those of values before those of what is there at all. */
export function editsOf(record: unknown, terrain: Terrain): Edit[] {
  const sites = [...terrain.fields].map(([path, schema]) => ({ path, schema, sites: sitesAt(record, path) }));
  const near = new Map<string, unknown[]>();
  for (const { schema, sites: found } of sites)
    for (const { value } of found) near.set(sortOf(schema), [...(near.get(sortOf(schema)) ?? []), value]);
  return [
    ...sites.flatMap(({ path, schema, sites: found }) =>
      isLeaf(schema) ? found.flatMap((site) => valueEdits(site, path, schema, near.get(sortOf(schema)) ?? [], terrain)) : [],
    ),
    ...sites.flatMap(({ path, schema, sites: found }) => found.flatMap((site) => presenceEdits(site, path, schema, terrain))),
  ];
}

/** Values of one sort are worth comparing with one another. */
const sortOf = ({ type, format }: Schema): string => `${String(type)} ${format ?? ''}`;

function valueEdits({ at, value }: Site, path: string, schema: Schema, near: readonly unknown[], terrain: Terrain): Edit[] {
  if (value === undefined) return [];
  const { numbers, texts } = terrain.written;
  const donors = terrain.donors.get(path) ?? [];
  const around = { schema, near, donors, numbers, texts, words: terrain.words.get(path) ?? [], today: terrain.today };
  return otherValues(value, around).map((other) => ({ at, value: other }));
}

/** What is there is left out, what is not is put in; items of lists come twice, go, and change places. */
function presenceEdits({ at, value }: Site, path: string, schema: Schema, { donors }: Terrain): Edit[] {
  const others = donors.get(path) ?? [];
  if (value === undefined) return others.map((donor) => ({ at, value: donor }));
  if (!Array.isArray(value)) return [{ at, drop: true }];
  const items = value as unknown[];
  const [first, ...rest] = items;
  const strangers = others.flatMap((donor) => (Array.isArray(donor) ? (donor as unknown[]) : [])).slice(0, 6);
  return [
    { at, drop: true },
    ...(schema.type === 'array' ? [...items, ...strangers].map((item): Edit => ({ at, value: [...items, item] })) : []),
    ...(rest.length > 0
      ? [
          { at, value: [first] },
          { at, value: items.toReversed() },
        ]
      : []),
  ];
}
