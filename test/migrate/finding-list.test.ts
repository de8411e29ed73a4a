/** The list of all findings of a migration is written as the file is read: it is never held in memory. */
import { expect, test } from 'vitest';
import type { Sink } from '../../src/convert/sink.ts';
import { FindingList, LIST_FORMS } from '../../src/migrate/finding-list.ts';
import { BUILT } from '../../src/migrate/load.node.ts';
import type { MigrationFinding } from '../../src/migrate/migrate-file.ts';
import { migrateFile, prepareMigration } from '../../src/migrate/run.ts';
import { readJsonFile } from '../support/engine.ts';
import { recordsIn } from '../support/migrated.ts';
import { opened } from '../support/opened.ts';

const WORDS = { title: 'titre', found: 'le texte « x »', expected: 'rien', remedy: 'Gardez-le.', text: 'Le texte « x ».' };

const found = (rank: number): MigrationFinding => ({
  ...{ about: 'input', level: 'lost', field: 'acheteur-nom', there: `/marches/marche/${rank}` },
  finding: {
    code: 'migrate.dropped',
    severity: 'warning',
    path: `/marches/${rank}/acheteur/nom`,
    record: { kind: 'marche', index: rank, id: String(rank) },
    params: { value: 'x' },
  },
});

test.each(LIST_FORMS)('as %s it is written in pieces of a bounded size, and has a line for each finding', async (form) => {
  const COUNT = 20_000;
  const written: string[] = [];
  const write = (text: string): Promise<void> => Promise.resolve(void written.push(text));
  const files = { input: 'lu.json', output: 'écrit.json', completion: '' };
  const list = new FindingList(form, write, { lang: 'fr', files });
  for (let rank = 0; rank < COUNT; rank++) {
    list.add(found(rank), WORDS);
    const flushed = list.flushIfEnough();
    if (flushed) await flushed;
  }
  expect(written.length).toBeGreaterThan(10);
  await list.end();
  expect(Math.max(...written.map((text) => text.length))).toBeLessThan(300_000);
  const lines = written.join('').trimEnd().split('\n');
  expect(lines.length).toBe(COUNT + (form === 'csv' ? 1 : 0));
  expect(lines.at(-1)).toContain(`/marches/${COUNT - 1}/acheteur/nom`);
});

test('what follows is not read before the findings of a record, or of a name beside the records, are written', async () => {
  const [{ record } = { record: {} }] = recordsIn(readJsonFile('examples/1.5.0/valid/base-marche.json'));
  const text = JSON.stringify({ marches: [record, record], note: 1, autre: 2 });
  const file = await opened(text);
  const prepared = await prepareMigration(BUILT, file, { to: '2.1.0' });
  const happened: string[] = [];
  const sink: Sink = {
    open: () => undefined,
    record: () => (happened.push('record'), []),
    flush: () => undefined,
    close: () => Promise.resolve(),
    keep: () => Promise.resolve(),
    discard: () => Promise.resolve(),
  };
  const flush = async (): Promise<void> => {
    await new Promise((resolve) => setTimeout(resolve, 0));
    happened.push('written');
  };
  await migrateFile(file, { ...prepared, sink, flush }, ({ finding: { code, path } }) => {
    if (code === 'migrate.stray-around') happened.push(path);
  });
  expect(happened).toEqual(['record', 'written', 'record', 'written', '/note', 'written', '/autre', 'written']);
});
