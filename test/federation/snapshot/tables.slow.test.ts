/** The flat tables: the same bytes wherever and in whatever blocks they are made, and a failure that is never passed over. */
import { beforeAll, expect, test } from 'vitest';
import { contractLine } from '../../../federation/src/snapshot/contract.ts';
import { layoutOf, type TableLayout } from '../../../federation/src/snapshot/tables/columns.ts';
import { tablesHere, tablesInThread } from '../../../federation/src/snapshot/tables/open.node.ts';
import { type TableMaker, type TablePart, TABLES } from '../../../federation/src/snapshot/tables/tables.ts';
import { loadModelOf } from '../../../src/validate/registry.node.ts';

let layout: TableLayout;

beforeAll(async () => {
  layout = layoutOf(await Promise.all(['1.5.0', '2.0.3', '2.1.0'].map((version) => loadModelOf(version))));
});

/** The line of an invented contract. */
const lineOf = (at: number, standard = '2.1.0', change: Record<string, unknown> = {}): string =>
  contractLine(
    {
      ...{
        key: `clé ${at}`,
        kind: 'marche',
        standard,
        year: 2024,
        record: `enregistrement ${at}`,
        sources: ['commune', 'région'],
      },
      ...{ firstPublished: '2024-01-31', lastPublished: null, united: [], refused: null, reserves: [] },
      conflicts: at % 7 === 0 ? [{ list: 'modifications', id: at, record: 'autre' }] : [],
    },
    JSON.stringify({
      ...{
        id: `2024-${at}`,
        objet: `Réfection de l’école — 🏫 n° ${at} ; "lot" ${at % 3}`,
        montant: at * 1.5,
        dureeMois: at % 48,
      },
      ...{ dateNotification: '2024-02-29', marcheInnovant: at % 2 === 0 },
      titulaires: [{ titulaire: { typeIdentifiant: 'SIRET', id: String(at) } }],
      ...change,
    }),
  );

/** The bytes of each table, and its rows. */
async function made(maker: TableMaker, blocks: readonly (readonly string[])[]) {
  try {
    // Asked at once, as the snapshot asks for some blocks ahead.
    const parts = (await Promise.all([...blocks.map((lines) => maker.add(lines)), maker.end()])).flat();
    const of = (name: string): TablePart[] => parts.filter((part) => part.name === name);
    return TABLES.map((name) => ({
      name,
      rows: of(name).reduce((sum, { rows }) => sum + rows, 0),
      bytes: Buffer.concat(of(name).map(({ bytes }) => bytes)),
    }));
  } finally {
    await maker.stop();
  }
}

const blocksOf = (lines: readonly string[], size: number): string[][] =>
  Array.from({ length: Math.ceil(lines.length / size) }, (_, at) => lines.slice(at * size, (at + 1) * size));

test('another thread gives the same bytes, whatever the blocks', async () => {
  // More than one group of rows of Parquet.
  const lines = Array.from({ length: 3000 }, (_, at) => lineOf(at, at % 10 === 0 ? '1.5.0' : at % 3 === 0 ? '2.0.3' : '2.1.0'));
  const expected = await made(tablesHere(layout), blocksOf(lines, 7));
  expect(expected.map(({ rows }) => rows)).toEqual([2700, 300, 3000]);
  expect(expected.every(({ bytes }) => bytes.length > 1000)).toBe(true);
  const found = await made(tablesInThread(layout), blocksOf(lines, 180));
  expect(found.map(({ rows }) => rows)).toEqual([2700, 300, 3000]);
  // To compare the bytes one by one takes minutes.
  expect(found.map(({ bytes }, at) => bytes.equals(expected[at]?.bytes ?? Buffer.of()))).toEqual([true, true, true]);
});

test('tables of no contract have their columns', async () => {
  const [recent, old, all] = await made(tablesHere(layout), []);
  expect(recent?.bytes.toString()).toMatch(/^\ufeffcle;contrat;.*;autres\r\n$/);
  expect(old?.bytes.toString()).toMatch(/^\ufeffcle;contrat;.*;autres\r\n$/);
  expect(all?.bytes.toString('latin1')).toMatch(/^PAR1[^]*PAR1$/);
});

test('a row larger than every buffer is written like the others', async () => {
  const objet = 'é'.repeat(1_000_000);
  const [recent] = await made(tablesHere(layout), [[lineOf(1), lineOf(2, '2.1.0', { objet }), lineOf(3)]]);
  const rows = recent?.bytes.toString().split('\r\n') ?? [];
  expect(rows).toHaveLength(5);
  expect(rows[2]).toContain(`;${objet};`);
});

test('large contracts fill a group of rows long before it has two and a half thousand', async () => {
  const maker = tablesHere(layout);
  const sizes: number[] = [];
  for (let at = 0; at < 40; at++) {
    const parts = await maker.add([lineOf(at, '2.1.0', { objet: 'x'.repeat(1 << 20) })]);
    sizes.push(parts.find(({ name }) => name === 'contrats.parquet')?.bytes.length ?? 0);
  }
  expect(sizes.slice(1).filter((size) => size > 0)).toHaveLength(10);
});

test.each([
  ['here', tablesHere],
  ['in another thread', tablesInThread],
])('%s, what fails is thrown by the call that asked for it', async (_, open) => {
  const strange = open(layout);
  const [first, second] = [strange.add([lineOf(1)]), strange.add([lineOf(2, '9.9.9')])];
  second.catch(() => undefined);
  expect((await first).map(({ rows }) => rows)).toEqual([1, 0, 1]);
  await expect(second).rejects.toThrow('contract clé 2: the table has no columns for version 9.9.9');
  await strange.stop();
  const broken = open(layout);
  await expect(broken.add(['{"key":'])).rejects.toThrow(/JSON/);
  await broken.stop();
});

test('a thread that ended leaves no call waiting', async () => {
  const maker = tablesInThread(layout);
  const waiting = maker.add([lineOf(1)]);
  waiting.catch(() => undefined);
  await maker.stop();
  await expect(waiting).rejects.toThrow(/has ended/);
  await expect(maker.end()).rejects.toThrow(/has ended/);
  await maker.stop();
});
