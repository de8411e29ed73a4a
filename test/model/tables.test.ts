import { describe, expect, test } from 'vitest';
import { tablesOf, type Part, type Table } from '../../src/model/tables.ts';
import { loadVersion } from '../../src/validate/registry.node.ts';
import { VERSIONS } from '../support/engine.ts';
import { goldenModel } from '../support/golden-model.ts';

/** A table as one reads it: its columns, key columns with `#`, those that are always there with `!`. */
const shown = ({ name, columns, parent, unique }: Table): string =>
  [
    `${name}(${columns.map((column) => `${column.role === 'key' ? '#' : ''}${column.name}${column.required ? '!' : ''}`).join(', ')})`,
    parent && `  ${parent.columns.join(', ')} → ${parent.table}(${parent.references.join(', ')})`,
    unique && `  unique(${unique.join(', ')})`,
  ]
    .filter((line) => line !== undefined)
    .join('\n');

test('the tables read as in their golden file', async () => {
  await expect(`${tablesOf(goldenModel).tables.map(shown).join('\n')}\n`).toMatchFileSnapshot('../golden/model/tables.txt');
});

const columnsIn = (part: Part): number[] =>
  part.kind === 'leaf'
    ? [part.column]
    : part.kind === 'list'
      ? part.count === undefined
        ? []
        : [part.count]
      : part.members.flatMap(({ part: inside }) => columnsIn(inside));

describe.each(VERSIONS)('the tables of %s', (version) => {
  test('have names of their own, stand after those that they refer to, and hold each value once', async () => {
    const { tables } = tablesOf((await loadVersion(version)).model);
    const seen = new Map<string, Table>();
    for (const table of tables) {
      const names = table.columns.map(({ name }) => name);
      expect(new Set(names).size, table.name).toBe(names.length);
      for (const name of [table.name, ...names]) expect(name).toMatch(/^[a-z_][a-z0-9_]{0,62}$/);
      expect(seen.has(table.name)).toBe(false);
      if (table.parent) expect(table.parent.references).toEqual(seen.get(table.parent.table)?.primaryKey);
      const values = [...table.columns.keys()].slice(table.primaryKey.length);
      expect(columnsIn(table.content)).toEqual(values);
      seen.set(table.name, table);
    }
  });

  test('name and describe each column in both languages', async () => {
    const { tables } = tablesOf((await loadVersion(version)).model);
    for (const { columns } of tables)
      for (const { title, description } of columns)
        for (const text of [title.fr, title.en, description.fr, description.en]) expect(text).not.toBe('');
  });
});
