import { describe, expect, test } from 'vitest';
import { loadChain } from '../../src/migrate/load.node.ts';
import { Starts } from '../../src/migrate/start.ts';
import type { RecordKind } from '../../src/model/kinds.ts';
import { versionIndex } from '../../src/validate/registry.node.ts';
import { readJsonFile } from '../support/engine.ts';
import { recordsIn } from '../support/migrated.ts';

const versions = await versionIndex();
const FIRST = ['1.3.0', '1.4.0', '1.5.0'];
const SECOND = ['2.0.1', '2.0.2', '2.0.3', '2.1.0'];

/** What a record in a file of one of these versions is recognised as, and the version whose step it takes first. */
async function recognisedIn(own: string[], to: string, kind: RecordKind, record: unknown) {
  const starts = new Starts({
    version: own.at(-1) ?? '',
    chain: await loadChain(own[0] ?? '', to),
    own: versions.filter(({ version }) => own.includes(version)),
    versions,
    load: (version) => loadChain(version, to),
  });
  const { version, chain } = await starts.of(kind, record);
  return { version, start: chain.from.version, described: starts.chainFrom(version) === chain };
}

const startIn = async (...record: Parameters<typeof recognisedIn>): Promise<string> => (await recognisedIn(...record)).start;

const recordOf = (version: string, name: string) => {
  const [record] = recordsIn(readJsonFile(`examples/${version}/valid/${name}.json`));
  return record ?? expect.fail(name);
};

test.each([
  ['1.5.0', 'base-marche', SECOND, '2.1.0', '1.3.0'],
  ['1.5.0', 'base-concession', SECOND, '2.1.0', '1.3.0'],
  ['1.5.0', 'base-marche', ['2.0.0'], '2.1.0', '1.3.0'],
  ['1.5.0', 'base-marche', FIRST, '2.1.0', '1.3.0'],
  ['2.0.0', 'base-marche', FIRST, '2.1.0', '2.0.0'],
  ['2.0.0', 'base-marche', SECOND, '2.1.0', '2.0.0'],
  ['2.0.3', 'base-marche', FIRST, '2.1.0', '2.0.1'],
  // The names of a concession do not tell 2.0.0 from later versions; a step leaves alone what is of its own version.
  ['2.0.3', 'base-concession', FIRST, '2.1.0', '2.0.0'],
  ['2.0.3', 'base-marche', SECOND, '2.1.0', '2.0.1'],
  ['2.0.3', 'base-marche', FIRST, '1.5.0', '1.3.0'],
])('a record of %s (%s) in a file of %j, on the way to %s, starts from %s', async (version, name, own, to, start) => {
  const { kind, record } = recordOf(version, name);
  expect(await startIn(own, to, kind, record)).toBe(start);
});

test.each([
  ['1.5.0', 'base-marche', FIRST, '1.5.0', '1.3.0'],
  ['1.5.0', 'base-marche', SECOND, '1.5.0', '1.3.0'],
  ['2.0.3', 'base-marche', FIRST, '2.0.3', '2.0.1'],
  ['2.0.3', 'base-marche', ['2.0.1', '2.0.2', '2.0.3'], '2.0.3', '2.0.1'],
])(
  'a record of %s (%s) in a file of %j is recognised as a check would recognise a file of such records, and takes the steps of all that it may be',
  async (version, name, own, recognised, start) => {
    const { kind, record } = recordOf(version, name);
    expect(await recognisedIn(own, '2.1.0', kind, record)).toEqual({ version: recognised, start, described: true });
  },
);

/** A name of the other family, as a person adds one. */
const FOREIGN = { marche: { old: 'uid', next: 'offresRecues' }, concession: { old: 'uid', next: 'considerationsSociales' } };

describe.each(['marche', 'concession'] as const)('a name of another version in a base record of a %s', (name) => {
  const with1 = (version: string, foreign: string) => {
    const { kind, record } = recordOf(version, `base-${name}`);
    return { kind, record: { ...(record as object), [foreign]: 3 } };
  };

  test.each([
    ...FIRST.map((one) => [one, FIRST, 'next'] as const),
    ...SECOND.slice(0, -1).map((one) => [one, SECOND, 'old'] as const),
  ])('of %s leaves it among the others of its file (%j)', async (version, own, foreign) => {
    const { kind, record } = with1(version, FOREIGN[name][foreign]);
    expect(await startIn(own, '2.1.0', kind, record)).toBe(own[0]);
  });

  test.each(FIRST)('of %s is not taken for 2.x, also where the file is', async (version) => {
    const { kind, record } = with1(version, FOREIGN[name].next);
    expect(await startIn(['2.0.0'], '2.1.0', kind, record)).toBe('1.3.0');
    expect(await startIn(SECOND, '2.1.0', kind, record)).toBe('1.3.0');
  });
});

test('a record that lacks something of each version starts from that of which the least is wrong', async () => {
  const { modifications: _, ...old } = recordOf('1.5.0', 'base-marche').record as Record<string, unknown>;
  expect(await startIn(FIRST, '2.1.0', 'marche', { ...old, offresRecues: 3 })).toBe('1.3.0');
  expect(await startIn(SECOND, '2.1.0', 'marche', { ...old, uid: 'x' })).toBe('1.3.0');
  const first = recordOf('2.0.0', 'base-marche').record as Record<string, unknown>;
  const { idAccordCadre: _1, actesSousTraitance: _2, modificationsActesSousTraitance: _3, modifications: _4, ...less } = first;
  expect(await startIn(SECOND, '2.1.0', 'marche', less)).toBe('2.0.0');
  const { ccag: _5, ...without } = recordOf('2.0.3', 'base-marche').record as Record<string, unknown>;
  expect(await startIn(FIRST, '2.1.0', 'marche', without)).toBe('2.0.1');
});

test('a record of the file that has faults of its own starts from the version of the file', async () => {
  const { record } = recordOf('2.0.3', 'base-marche');
  const { objet: _, ...without } = record as Record<string, unknown>;
  for (const faulty of [without, { ...without, uuid: 1 }, { ...without, ccag: 'x' }, { id: '1' }, {}, [], null, 'x'])
    expect(await startIn(SECOND, '2.1.0', 'marche', faulty)).toBe('2.0.1');
  const old = recordOf('1.5.0', 'base-marche').record as Record<string, unknown>;
  expect(await startIn(FIRST, '2.1.0', 'marche', { ...old, procedure: 'Inconnue' })).toBe('1.3.0');
});

test('names of prototypes are names as others', async () => {
  const hostile: unknown = JSON.parse('{"__proto__":{"ccag":1},"constructor":1,"hasOwnProperty":2,"toString":3}');
  expect(await startIn(FIRST, '2.1.0', 'marche', hostile)).toBe('1.3.0');
});
