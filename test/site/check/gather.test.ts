import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Entry, gatherEntries, gatherFiles, MOST_ENTRIES, MOST_FILES } from '../../../docs-site/src/check/list/gather.ts';

/** A folder by its names: a text is a file, `null` one that cannot be read. */
type Tree = { [name: string]: string | null | Tree };

const going = new AbortController().signal;

/** As a browser gives it: some entries of a folder at a time. */
function entryOf(name: string, node: string | null | Tree, batch = 3): Entry<string> {
  if (node === null || typeof node === 'string')
    return { isFile: true, name, file: (resolve, fail) => (node === null ? fail() : resolve(node)) };
  // Made when it is read: a folder nested very deep would be too much for the stack.
  const createReader: Entry<string>['createReader'] = () => {
    const left = Object.entries(node).map(([name, inside]) => entryOf(name, inside, batch));
    return { readEntries: (resolve) => resolve(left.splice(0, batch)) };
  };
  return { isFile: false, name, createReader };
}

const entriesOf = (tree: Tree): Entry<string>[] => Object.entries(tree).map(([name, node]) => entryOf(name, node));
const gathered = (tree: Tree) => gatherEntries(entriesOf(tree), going);

/** The files of a folder as a chooser of folders gives them: hidden ones among them. */
const listed = (tree: Tree, folder = ''): { name: string; webkitRelativePath: string }[] =>
  Object.entries(tree).flatMap(([name, node]) =>
    node === null || typeof node === 'string' ? [{ name, webkitRelativePath: folder + name }] : listed(node, `${folder}${name}/`),
  );

const named = (all: readonly { path: string }[]): string[] => all.map(({ path }) => path);

const CLERK: Tree = {
  marches: {
    '2024': { '10.json': 'ten', '2.JSON': 'two', 'notes.docx': '', '~$2.xlsx': '' },
    '.git': { config: '', objects: { 'a.json': '' } },
    '.DS_Store': '',
    'ancien.xls': 'old',
    paquet: { 'datapackage.json': '{}', 'marches.csv': 'id', 'lisez.md': '' },
    'sans extension': '',
  },
  'liste.csv.gz': 'gz',
};

const CLERK_FILES = ['liste.csv.gz', 'marches/2024/2.JSON', 'marches/2024/10.json', 'marches/ancien.xls'];
const CLERK_SKIPPED = {
  'marches/.DS_Store': 'hidden',
  'marches/.git/': 'hidden',
  'marches/2024/~$2.xlsx': 'hidden',
  'marches/2024/notes.docx': 'extension',
  'marches/paquet/datapackage.json': 'package',
  'marches/paquet/lisez.md': 'extension',
  'marches/paquet/marches.csv': 'package',
  'marches/sans extension': 'extension',
};

const reasons = (skipped: readonly { path: string; why: string }[]): Record<string, string> =>
  Object.fromEntries(skipped.map(({ path, why }) => [path, why]));

describe('files and folders', () => {
  test('that are dropped are looked through, in the order of their names, and what is left aside is named with the reason', async () => {
    const { files, beyond, skipped, isCut } = await gathered(CLERK);
    expect(named(files)).toEqual(CLERK_FILES);
    expect(files[1]?.file).toBe('two');
    expect(reasons(skipped)).toEqual(CLERK_SKIPPED);
    expect([beyond, isCut]).toEqual([[], false]);
  });

  test('that are chosen give the same', () => {
    const { files, beyond, skipped, isCut } = gatherFiles(listed(CLERK));
    expect(named(files)).toEqual(CLERK_FILES);
    expect(reasons(skipped)).toEqual(CLERK_SKIPPED);
    expect([beyond, isCut]).toEqual([[], false]);
  });

  test('that are empty or cannot be read are named', async () => {
    const lost: Entry<string> = {
      isFile: false,
      name: 'prive',
      createReader: () => ({ readEntries: (_, fail) => fail() }),
    };
    const { files, skipped } = await gatherEntries([...entriesOf({ vide: {}, 'a.json': null, 'b.json': 'b' }), lost], going);
    expect(named(files)).toEqual(['b.json']);
    expect(reasons(skipped)).toEqual({ 'a.json': 'unreadable', 'prive/': 'unreadable', 'vide/': 'empty' });
  });
});

const many = (count: number): Tree =>
  Object.fromEntries(Array.from({ length: count }, (_, i) => [`${String(i).padStart(6, '0')}.json`, '']));

describe('limits are said', () => {
  test('so many files are checked, and the others are named', async () => {
    const { files, beyond, isCut } = await gathered(many(MOST_FILES + 2));
    expect(files.length).toBe(MOST_FILES);
    expect(beyond).toEqual([`000${String(MOST_FILES)}.json`, `000${String(MOST_FILES + 1)}.json`]);
    expect(isCut).toBe(false);
  });

  test.each<[what: string, tree: Tree, read: number]>([
    ['as files', many(MOST_ENTRIES + 1), MOST_ENTRIES],
    ['in one folder', { a: many(MOST_ENTRIES) }, MOST_ENTRIES - 1],
    ['in two folders', { a: many(MOST_ENTRIES / 2), b: many(MOST_ENTRIES / 2) }, MOST_ENTRIES - 2],
  ])('reading stops after so many entries: %s', async (_, tree, read) => {
    const { files, beyond, isCut } = await gathered(tree);
    expect([files.length + beyond.length, isCut]).toEqual([read, true]);
    expect(gatherFiles(listed(many(MOST_ENTRIES + 1))).isCut).toBe(true);
  });

  test('as many entries as that are read', async () => {
    const { files, beyond, isCut } = await gathered({ a: many(MOST_ENTRIES - 1) });
    expect([files.length + beyond.length, isCut]).toEqual([MOST_ENTRIES - 1, false]);
  });

  test('a folder that is in itself ends, and one nested very deep as well', async () => {
    const loop: Entry<string> = { isFile: false, name: 'loop' };
    loop.createReader = () => {
      const left = [loop];
      return { readEntries: (resolve) => resolve(left.splice(0)) };
    };
    expect((await gatherEntries([loop], going)).isCut).toBe(true);
    let deep: Tree = { 'a.json': 'a' };
    for (let i = 0; i < 5000; i++) deep = { d: deep };
    expect((await gathered(deep)).files.length).toBe(1);
  });

  test('and cancelling ends it', async () => {
    const abort = new AbortController();
    const entry = entryOf('a', { b: { c: 'x' } });
    const gathering = gatherEntries([entry], abort.signal);
    abort.abort();
    await expect(gathering).rejects.toThrow(/abort/i);
  });
});

test('each file that is given is checked, beyond the limit, or left aside, once', async () => {
  const name = fc.constantFrom('a.json', 'B.csv', '.x', 'y.pdf', '~$z.xlsx', 'datapackage.json', 'constructor', '__proto__');
  const { tree } = fc.letrec<{ tree: Tree; node: string | Tree }>((tie) => ({
    tree: fc.dictionary(name, tie('node'), { maxKeys: 5, noNullPrototype: true }),
    node: fc.oneof({ maxDepth: 4 }, fc.constant('x'), tie('tree')),
  }));
  await fc.assert(
    fc.asyncProperty(tree, async (given) => {
      const { files, skipped } = await gathered(given);
      const answered = [...named(files), ...named(skipped)];
      expect(new Set(answered).size).toBe(answered.length);
      for (const { webkitRelativePath: path } of listed(given))
        expect(answered.filter((one) => one === path || (one.endsWith('/') && path.startsWith(one))).length).toBe(1);
    }),
  );
});
