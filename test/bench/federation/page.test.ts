import { describe, expect, test } from 'vitest';
import { readFederationOptions } from '../../../bench/federation/options.ts';
import { federationPage } from '../../../bench/federation/page.ts';
import { FULL } from '../../../federation/fake/scale/plan.ts';
import { pass, step, store } from './support.ts';

describe('the page of results', () => {
  const page = federationPage({
    context: { machine: '2 × CPU', build: 'abc', plan: FULL },
    stores: [
      store(
        'postgres',
        pass('first', 900_000, step('harvest', 250.4, 6_000), step('judge', 100, 1_000_000, 310e6, 290e6), step('close', 0.1, 0)),
        pass('same', 0, step('harvest', 61, 6_000)),
      ),
    ],
  });
  const lines = page.split('\n');
  const line = (...words: string[]) => lines.find((one) => words.every((word) => one.includes(word)));

  test('each limit shows what is required, what was measured and the verdict', () => {
    expect(line('| PostgreSQL | premier chargement')).toContain('| ≤ 600 s | 350,5 s | tenu |');
    expect(line('| PostgreSQL | enregistrements nouveaux')).toContain('| ≥ 8 000 par seconde | 9 000 par seconde | tenu |');
    expect(line('| PostgreSQL | rien de nouveau')).toContain('| ≤ 60 s | 61 s | **MANQUÉ** |');
    expect(line('| PostgreSQL | mémoire')).toContain('| ≤ 400 Mo | 310 Mo | tenu |');
    expect(line('| PGlite | mémoire')).toContain('| ≤ 1 500 Mo | – | non mesuré |');
  });

  test('each step shows its rate, its ratio to JSON.parse and the memory of each of its processes', () => {
    expect(line('| judge |')).toBe(
      '| judge | 1 000 000 enregistrements | 100 s | 10 000 | 10,0 | 100 s | 310 Mo, 290 Mo | 0,50 |',
    );
  });

  test('the machine, the data, the server and the command are there', () => {
    for (const words of [
      '2 × CPU',
      '6 000 fichiers',
      'PostgreSQL 18.4, 2 processus',
      '`fsync=off`',
      '--files 6000 --records 3300000',
    ])
      expect(page).toContain(words);
  });

  test('each table has as many cells in each line as in its head', () => {
    const tables = page.split('\n\n').filter((part) => part.startsWith('|'));
    expect(tables).toHaveLength(3);
    for (const rows of tables.map((table) => table.split('\n').map((one) => one.split('|').length)))
      expect(new Set(rows).size).toBe(1);
  });
});

describe('the options', () => {
  test('both databases at full size, unless something is said', () => {
    expect(readFederationOptions([])).toMatchObject({ stores: ['postgres', 'pglite'], files: undefined, json: false });
    expect(readFederationOptions(['--store', 'pglite', '--files', '30', '--workers', '3'])).toMatchObject({
      ...{ stores: ['pglite'], files: 30, workers: 3 },
    });
  });

  test.each([
    ['--store', 'sqlite'],
    ['--files', '2'],
    ['--records', '1.5'],
    ['--records', 'x'],
    ['--workers', '0'],
  ])('%s %s makes no sense, and is said', (...args) => {
    expect(() => readFederationOptions(args)).toThrow(args.join(' '));
  });

  test('what is unknown is said', () => {
    expect(() => readFederationOptions(['postgres'])).toThrow('postgres');
  });
});
