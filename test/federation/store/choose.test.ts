import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { chooseStore, type Making, markPostgres } from '../../../federation/src/store/choose.node.ts';
import type { Failure } from '../../../src/host/failure.ts';

const URL = 'postgres://ecrit:secret@base:5432/federation';
const ADDRESS = 'postgres://ecrit@base:5432/federation';

/** A home with these files and folders, which end with a slash. */
function homeWith(names: readonly string[]): string {
  const home = join(mkdtempSync(join(tmpdir(), 'choose-')), 'home');
  for (const name of names) {
    mkdirSync(dirname(join(home, name)), { recursive: true });
    if (name.endsWith('/')) mkdirSync(join(home, name), { recursive: true });
    else writeFileSync(join(home, name), '');
  }
  return home;
}

async function chosen(
  home: string,
  making: Making,
  { databaseUrl, onlyReads = false }: { databaseUrl?: string; onlyReads?: boolean } = {},
) {
  try {
    return (await chooseStore({ home, databaseUrl, making, onlyReads })).replace(home, 'HOME');
  } catch (error) {
    return (error as Failure).texts.fr.replaceAll(home, 'HOME');
  }
}

const PGLITE = 'PGlite, HOME/pglite';
const NONE = /^Le dossier HOME n'a pas de base, et DATABASE_URL n'est pas donné\. Rien n'a été écrit.*run --init/s;

describe('a PGlite', () => {
  test.each<[string, string[], Record<Making, string | RegExp>]>([
    ['that is there is opened', ['pglite/'], { asked: PGLITE, archive: PGLITE, empty: PGLITE, none: PGLITE }],
    ['whose making was stopped is made anew', ['pglite.making'], { asked: PGLITE, archive: PGLITE, empty: PGLITE, none: PGLITE }],
    [
      'is made in an empty folder where it is asked for, or the folder is named',
      [],
      { asked: PGLITE, archive: PGLITE, empty: PGLITE, none: NONE },
    ],
    [
      'is made beside what a person wrote',
      ['sources/', 'budgets.yaml'],
      { asked: PGLITE, archive: PGLITE, empty: PGLITE, none: NONE },
    ],
    [
      'is not made beside an archive, unless it is to be made again from it',
      ['archive/', 'outputs/'],
      { asked: PGLITE, archive: PGLITE, empty: NONE, none: NONE },
    ],
    ['is not made beside files of others', ['photos/'], { asked: PGLITE, archive: NONE, empty: NONE, none: NONE }],
  ])('%s', async (_, names, expected) => {
    const home = homeWith(names);
    for (const [making, said] of Object.entries(expected))
      expect([making, await chosen(home, making as Making)]).toEqual([
        making,
        typeof said === 'string' ? said : expect.stringMatching(said),
      ]);
  });

  test('is never made by who only reads', async () => {
    expect(await chosen(homeWith([]), 'asked', { onlyReads: true })).toMatch(
      /Il n'y a pas de fédération dans le dossier « HOME »/,
    );
  });
});

describe('a folder whose database is on PostgreSQL', () => {
  test('is marked with its first address, without password, and refused to a PGlite whoever asks, with the way out', async () => {
    const home = homeWith(['pglite/']);
    const address = await chosen(home, 'none', { databaseUrl: URL });
    expect(address).toBe(ADDRESS);
    await markPostgres(home, address);
    await markPostgres(home, 'postgres://autre@base/autre');
    expect(readFileSync(join(home, 'postgres'), 'utf8')).toBe(`${ADDRESS}\n`);
    for (const making of ['asked', 'archive', 'empty', 'none'] as const)
      for (const onlyReads of [true, false])
        expect(await chosen(home, making, { onlyReads })).toMatch(
          new RegExp(
            `^Le dossier HOME est celui .*\\(${ADDRESS}\\), et DATABASE_URL n'est pas donné\\. Rien .* supprimez d'abord HOME/postgres\\.$`,
            's',
          ),
        );
    expect(await chosen(home, 'none', { databaseUrl: '' })).toMatch(/DATABASE_URL n'est pas donné/);
    expect(readdirSync(home)).toEqual(['pglite', 'postgres']);
  });
});
