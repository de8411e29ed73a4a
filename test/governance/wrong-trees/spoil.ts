/** Ways in which a hand spoils a tree of sources: files moved, removed, cut, doubled, made circular, and values of wrong kinds at any place. */
import { parse as parseCsv } from 'csv-parse/sync';
import { stringify as stringifyCsv } from 'csv-stringify/sync';
import { parse, stringify } from 'yaml';
import type { Tree } from '../../../src/governance/build/sources.node.ts';
import type { Random } from '../../fidelity/random.ts';

/** A file of a tree, by its path from the top. */
type File = { path: string; text: string };

/** What was done to which file, and what stands in its place: none, one, or several files. */
type Spoilt = { what: string; path: string; files: File[] };

type Spoil = (file: File, random: Random) => File[] | undefined;

/** Values of all kinds, of which most are of the wrong one at any place. */
const WRONG: readonly unknown[] = [
  ...[
    null,
    true,
    0,
    -1,
    Number.POSITIVE_INFINITY,
    '',
    ' ',
    'x',
    'L\u2019eau',
    '2.0',
    '[',
    '^(a+)+$',
    'next',
    [],
    {},
    [[]],
    [null],
    { a: null },
  ],
  ...[['x', 'x'], { fr: 1, en: [] }, { $ref: '#/$defs/x' }, 'proposition', 'constructor', '__proto__', 2 ** 53],
];

const isStructured = ({ path }: File): boolean => /\.(json|yaml)$/.test(path);

/** The values of a document, with how to put another one in the place of each. */
function placesOf(value: unknown, put: (value: unknown) => void, found: ((value: unknown) => void)[] = []): typeof found {
  found.push(put);
  if (Array.isArray(value)) for (const [i, item] of value.entries()) placesOf(item, (other) => void (value[i] = other), found);
  else if (typeof value === 'object' && value !== null)
    for (const [key, item] of Object.entries(value)) placesOf(item, (other) => void Reflect.set(value, key, other), found);
  return found;
}

/** The document with one change, written as its form has it. */
function changed(file: File, change: (root: { value: unknown }) => boolean): File[] | undefined {
  if (!isStructured(file)) return undefined;
  const root = { value: parse(file.text) as unknown };
  if (!change(root)) return undefined;
  const text = file.path.endsWith('.json') ? JSON.stringify(root.value, null, 2) : stringify(root.value);
  return [{ ...file, text: `${text}\n` }];
}

/** The objects of a value, and lists with `isList`. */
function inside(value: unknown, isList: boolean): object[] {
  if (typeof value !== 'object' || value === null) return [];
  return [...(Array.isArray(value) === isList ? [value] : []), ...Object.values(value).flatMap((inner) => inside(inner, isList))];
}

const lines = ({ text }: File): string[] => text.split('\n');

export const SPOILS: Readonly<Record<string, Spoil>> = {
  removed: () => [],
  'moved to another folder': (file) => [{ ...file, path: file.path.replace(/\/([^/]+)$/, '/ailleurs/$1') }],
  renamed: (file) => [{ ...file, path: file.path.replace(/\/([^/.]+)([^/]*)$/, '/$1-copie$2') }],
  'doubled under another name': (file) => [file, { ...file, path: file.path.replace(/\/([^/.]+)([^/]*)$/, '/$1-copie$2') }],
  emptied: (file) => [{ ...file, text: '' }],
  cut: (file, random) => [{ ...file, text: file.text.slice(0, random.below(file.text.length)) }],
  'with a line less': (file, random) => [
    {
      ...file,
      text: lines(file)
        .toSpliced(random.below(lines(file).length), 1)
        .join('\n'),
    },
  ],
  'with a line twice': (file, random) => {
    const at = random.below(lines(file).length);
    return [
      {
        ...file,
        text: lines(file)
          .toSpliced(at, 0, lines(file)[at] ?? '')
          .join('\n'),
      },
    ];
  },
  'with a sign less': (file, random) => {
    const signs = [...file.text.matchAll(/[,:"{}[\]]/g)];
    const at = signs[random.below(signs.length)]?.index;
    return at === undefined ? undefined : [{ ...file, text: file.text.slice(0, at) + file.text.slice(at + 1) }];
  },
  'with a tab': (file, random) => {
    const at = random.below(file.text.length);
    return [{ ...file, text: `${file.text.slice(0, at)}\t${file.text.slice(at)}` }];
  },
  'with conflict marks': (file, random) => {
    const at = random.below(lines(file).length);
    return [{ ...file, text: lines(file).toSpliced(at, 0, '<<<<<<< HEAD', '=======', '>>>>>>> main').join('\n') }];
  },
  'with a mark of its encoding': (file) => [{ ...file, text: `\uFEFF${file.text}` }],
  'with the content of another kind': (file, random) => [
    { ...file, text: random.pick(['[]\n', '{}\n', 'x\n', 'a: &a [*a]\n', '- - -\n', '"\n', '0\n']) },
  ],
  'with a value of another kind': (file, random) =>
    changed(file, (root) => {
      random.pick(placesOf(root.value, (value) => void (root.value = value)))(structuredClone(random.pick(WRONG)));
      return true;
    }),
  'with a key less': (file, random) =>
    changed(file, (root) => {
      const objects = inside(root.value, false).filter((object) => Object.keys(object).length > 0);
      if (objects.length === 0) return false;
      const object = random.pick(objects);
      return Reflect.deleteProperty(object, random.pick(Object.keys(object)));
    }),
  'with a key more': (file, random) =>
    changed(file, (root) => {
      const objects = inside(root.value, false);
      return (
        objects.length > 0 &&
        Reflect.set(
          random.pick(objects),
          random.pick(['essai', '$ref', 'type', 'x-codelist', 'x-deprecated', 'anyOf', 'items', 'when', 'versions', 'toString']),
          structuredClone(random.pick(WRONG)),
        )
      );
    }),
  'with a key renamed': (file, random) =>
    changed(file, (root) => {
      const objects = inside(root.value, false).filter((object) => Object.keys(object).length > 0);
      if (objects.length === 0) return false;
      const object = random.pick(objects) as Record<string, unknown>;
      const key = random.pick(Object.keys(object));
      object[`${key}x`] = object[key];
      return Reflect.deleteProperty(object, key);
    }),
  'with an item twice': (file, random) =>
    changed(file, (root) => {
      const lists = inside(root.value, true).filter((list) => (list as unknown[]).length > 0) as unknown[][];
      if (lists.length === 0) return false;
      const list = random.pick(lists);
      list.push(structuredClone(random.pick(list)));
      return true;
    }),
  'with an item less': (file, random) =>
    changed(file, (root) => {
      const lists = inside(root.value, true).filter((list) => (list as unknown[]).length > 0) as unknown[][];
      if (lists.length === 0) return false;
      const list = random.pick(lists);
      list.splice(random.below(list.length), 1);
      return true;
    }),
  circular: (file, random) =>
    changed(file, (root) => {
      const { $defs } = (root.value ?? {}) as { $defs?: Record<string, unknown> };
      if (!$defs) return false;
      const made = random.pick<Record<string, unknown>>([
        { a: { $ref: '#/$defs/b' }, b: { $ref: '#/$defs/a' } },
        { a: { $ref: '#/$defs/a' } },
        { a: { type: 'array', items: { $ref: '#/$defs/a' } } },
        {
          a: {
            type: 'object',
            additionalProperties: false,
            properties: { b: { 'x-field': 'marche-objet', 'x-source': 'referentiel', $ref: '#/$defs/a' } },
          },
        },
        { a: { $ref: '' } },
      ]);
      Object.assign($defs, made);
      // Sometimes something that records have leads there.
      const name = random.pick(Object.keys($defs));
      if (random.chance(0.5)) $defs[name] = { $ref: '#/$defs/a' };
      return true;
    }),
  'with a cell of another kind': (file, random) => {
    const rows = rowsOf(file);
    if (!rows) return undefined;
    const row = random.pick(rows);
    row[random.below(row.length)] = random.pick([
      '',
      ' ',
      'x',
      '"',
      'next',
      '9.9.9',
      'L\u2019eau',
      'proposition',
      '\t',
      '1,5',
      '__proto__',
    ]);
    return [{ ...file, text: stringifyCsv(rows) }];
  },
  'with another number of cells': (file, random) => {
    const rows = rowsOf(file);
    if (!rows) return undefined;
    const row = random.pick(rows);
    if (random.chance(0.5)) row.pop();
    else row.push('x');
    return [{ ...file, text: stringifyCsv(rows) }];
  },
  'saved by a spreadsheet': (file) => {
    const rows = rowsOf(file);
    return rows && [{ ...file, text: `\uFEFF${stringifyCsv(rows, { delimiter: ';', record_delimiter: '\r\n' })}` }];
  },
};

function rowsOf({ path, text }: File): string[][] | undefined {
  if (!path.endsWith('.csv') || text.length > 200_000) return undefined;
  return parseCsv(text, { relax_column_count: true });
}

/** Files of a folder like those of `schema` that are easily edited by hand are drawn more often than published versions and large lists. */
const isSeldom = (path: string): boolean => /^schema\/(\d|nomenclatures|counterparts|dialect)/.test(path);

/** A tree in which a file is spoilt, and what was done. */
export function spoiltTree(tree: Tree, random: Random): { tree: Tree; done: Spoilt } {
  for (;;) {
    const paths = [...tree.schema.keys()]
      .map((path) => `schema/${path}`)
      .concat([...tree.propositions.keys()].map((path) => `propositions/${path}`));
    const seldom = random.chance(0.2);
    const path = random.pick(paths.filter((one) => isSeldom(one) === seldom));
    const what = random.pick(Object.keys(SPOILS));
    const text = textIn(tree, path);
    const files = SPOILS[what]?.({ path, text }, random);
    if (!files || (files.length === 1 && files[0]?.path === path && files[0].text === text)) continue;
    return { tree: withFiles(tree, path, files), done: { what, path, files } };
  }
}

function textIn({ schema, propositions }: Tree, path: string): string {
  const [folder, name] = split(path);
  return folder === 'schema'
    ? new TextDecoder('utf-8', { ignoreBOM: true }).decode(schema.get(name))
    : (propositions.get(name) ?? '');
}

const split = (path: string): [folder: string, name: string] => [
  path.slice(0, path.indexOf('/')),
  path.slice(path.indexOf('/') + 1),
];

function withFiles(tree: Tree, path: string, files: readonly File[]): Tree {
  const schema = new Map(tree.schema);
  const propositions = new Map(tree.propositions);
  const [folder, name] = split(path);
  (folder === 'schema' ? schema : propositions).delete(name);
  for (const file of files) {
    const [to, under] = split(file.path);
    if (to === 'schema') schema.set(under, new TextEncoder().encode(file.text));
    else propositions.set(under, file.text);
  }
  return { ...tree, schema, propositions };
}
