/** One detection: whatever a person does with a file, it is of the same version. What verbs report is in `test/cli/migrate.slow.test.ts`. */
import { describe, expect, test } from 'vitest';
import { readRecords } from '../../federation/src/judge/read-records.node.ts';
import { BUILT } from '../../src/migrate/load.node.ts';
import { prepareMigration } from '../../src/migrate/run.ts';
import { IN_FORCE, NEWEST, readJsonFile, VERSIONS } from '../support/engine.ts';
import { recordsIn } from '../support/migrated.ts';
import { opened } from '../support/opened.ts';

const recordsOf = (version: string, name: string): object[] =>
  recordsIn(readJsonFile(`examples/${version}/valid/${name}.json`)).map(({ record }) => record as object);
const [old = {}] = recordsOf('1.4.0', 'base-marche');
const [concession = {}] = recordsOf('1.5.0', 'base-concession');
const [recent = {}] = recordsOf('2.0.3', 'base-marche');
const byKind = (...marche: object[]) => ({ marches: { marche } });

/** A file, and the version that it is recognised as. */
const FILES: [what: string, version: string, content: unknown][] = [
  [
    'of a procedure that 1.3.0 and 1.4.0 have',
    '1.4.0',
    { marches: [{ ...old, procedure: 'Procédure concurrentielle avec négociation' }] },
  ],
  ['of a procedure that only 1.5.0 has', '1.5.0', { marches: [{ ...old, procedure: 'Procédure avec négociation' }] }],
  ['of 1.x, of which nothing says more', '1.5.0', { marches: [{ ...old, procedure: 'Procédure adaptée' }, concession] }],
  ['of 2.0.0', '2.0.0', { marches: recordsOf('2.0.0', 'base-marche') }],
  ['of 2.0.1 or later', IN_FORCE, byKind(recent)],
  ['with the name of 2.0.1 and 2.0.2', IN_FORCE, byKind({ _type: 'Marché', ...recent })],
  ['that says 2.0', IN_FORCE, { version: '2.0', ...byKind(recent) }],
  ['that says a version that there is not', IN_FORCE, { version: '7.3', ...byKind(recent) }],
  ['that mixes versions', IN_FORCE, byKind(recent, recent, old)],
  ['without a record', IN_FORCE, byKind()],
];

/** The versions to which a file of another one may be brought. */
const targetsOf = (version: string): string[] => [NEWEST, ...VERSIONS.filter((one) => one.startsWith(version.slice(0, 2)))];

describe.each(FILES)('a file %s', (_, version, content) => {
  const bytes = new TextEncoder().encode(JSON.stringify(content));

  test(`is of ${version} for a check, wherever it is brought, and for the federation`, async () => {
    const file = await opened(bytes);
    expect(file.version).toBe(version);
    for (const to of targetsOf(version)) {
      const { starts } = await prepareMigration(BUILT, file, { to });
      expect([to, starts.version]).toEqual([to, version]);
      // Its records take the steps of every version that nothing tells from it.
      expect(file.detection.candidates).toContain(starts.chain.from.version);
    }
    let standard = '';
    await readRecords('in.json', chunksOf(bytes), {
      begin: (_form, recognised) => void (standard = recognised),
      isKnown: () => true,
      record: () => undefined,
      finding: () => undefined,
      broken: () => undefined,
      rest: () => undefined,
    });
    expect(standard).toBe(version);
  });
});

async function* chunksOf(bytes: Uint8Array) {
  yield await Promise.resolve(bytes);
}
