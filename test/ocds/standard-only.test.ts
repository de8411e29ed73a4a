import { expect, test } from 'vitest';
import { isObject } from '../../packages/base/src/json.ts';
import { tokens, valueAt } from '../../packages/base/src/pointer.ts';
import { type Branch, type Member, type Node, treesOf } from '../../src/model/tree.ts';
import { loadModelOf } from '../../src/validate/registry.node.ts';
import { contextOf, examples, mapping, thereAndBack } from './export.ts';

/** The field at a path of a record. */
function fieldAt(tree: Branch, path: string): string | undefined {
  let node: Node = tree;
  let id: string | undefined;
  for (const name of tokens(path)) {
    if (node.kind === 'list') {
      if (name !== node.envelope && /^\d+$/.test(name)) node = node.item;
    } else if (node.kind === 'object') {
      const member: Member | undefined = node.members.find((one) => one.name === name);
      id = member?.id;
      if (member) node = member.node;
    }
  }
  return id;
}

/** A copy without the values at some paths, and without what is empty then. */
function without(value: unknown, paths: ReadonlySet<string>, at = ''): unknown {
  if (paths.has(at)) return undefined;
  if (Array.isArray(value)) {
    const items = value.map((item, i) => without(item, paths, `${at}/${i}`)).filter((item) => item !== undefined);
    return items.length > 0 ? items : undefined;
  }
  if (!isObject(value)) return value;
  const members = Object.entries(value).flatMap(([name, inner]) => {
    const kept = without(inner, paths, `${at}/${name}`);
    return kept === undefined ? [] : [[name, kept]];
  });
  return members.length > 0 ? Object.fromEntries(members) : undefined;
}

test('without the extension, what does not come back is what the findings name, and the mapping has it', async () => {
  let count = 0;
  for (const { version, name, kind, record } of examples) {
    const model = await loadModelOf(version);
    const { back, lost, kind: found } = thereAndBack(kind, record, contextOf(model, false));
    const about = `${version} ${name}`;
    expect(found, about).toBe(kind);
    const paths = new Set(lost.flatMap(({ code, path }) => (code === 'ocds.not-in-standard' ? path : [])));
    expect(without(back, paths), about).toEqual(without(record, paths));
    const moved = lost.flatMap(({ code, path }) => (code === 'ocds.date-moved' ? path : []));
    const fields = [...paths].flatMap((path) => {
      const isMoved = moved.some((event) => path.startsWith(event)) && datesOf.has(lastOf(path));
      return isMoved || isListOfItems(valueAt(record, path)) ? [] : (fieldAt(treesOf(model)[kind], path) ?? '');
    });
    expect(
      fields.filter((id) => id === '' || !['partly', 'extension'].includes(mapping.fields[id]?.back ?? '')),
      about,
    ).toEqual([]);
    count += paths.size;
  }
  expect(count).toBeGreaterThan(500);
});

/** An empty list, and one in another order than its dates, are reported as lists: their field has no values. */
const isListOfItems = (value: unknown): boolean => Array.isArray(value) && (value.length === 0 || isObject(value[0]));

/** The dates of releases, which are not in them where the release was dated later. */
const datesOf = new Set(['datePublicationDonnees', 'datePublicationDonneesModification', 'datePublicationDonneesExecution']);

const lastOf = (path: string): string => tokens(path).at(-1) ?? '';
