import { describe, expect, test } from 'vitest';
import { InputError, type Finding } from '../../src/finding.ts';
import { loadVersion } from '../../src/validate/registry.node.ts';
import { PACKAGE_LIMITS } from '../../src/read/package/place.ts';
import { readJsonFile, GOLDEN } from '../support/engine.ts';
import { NIGHT } from '../support/tier.ts';
import { bytesOf, filesOf, readBack } from './packages.ts';

const { model } = await loadVersion(GOLDEN);
const FILE = readJsonFile(`examples/${GOLDEN}/valid/accord-cadre-de-plusieurs-titulaires.json`);
const MIB = 1_048_576;
/** Bytes of a table that must not be kept; at night nearly all that a package may have. */
const SIZE = (NIGHT ? 31 : 8) * MIB;
const { reported } = PACKAGE_LIMITS;

const files = bytesOf(filesOf(FILE, model));
const headerOf = (name: string): string => new TextDecoder().decode(files.get(name)).split('\r\n')[0]!;

/** `head`, then one piece again and again up to a size in bytes. */
function filled(head: string, piece: string, size: number): Uint8Array {
  const bytes = new Uint8Array(size).fill(0x0a);
  const [start, part] = [head, piece].map((text) => new TextEncoder().encode(text)) as [Uint8Array, Uint8Array];
  bytes.set(start);
  const end = start.length + part.length * Math.floor((size - start.length) / part.length);
  bytes.set(part, start.length);
  for (let at = start.length + part.length, step = part.length; at < end; at += step, step = at - start.length)
    bytes.copyWithin(at, start.length, Math.min(at, start.length + end - at));
  return bytes;
}

const read = (name: string, bytes: Uint8Array): Finding[] => readBack(new Map([...files, [name, bytes]]), model).findings;

const tallyOf = (findings: Finding[]): Record<string, number> => {
  const tally: Record<string, number> = {};
  for (const { code } of findings) tally[code] = (tally[code] ?? 0) + 1;
  return tally;
};

const refusal = (name: string, bytes: Uint8Array): unknown => {
  try {
    return tallyOf(read(name, bytes));
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return [error.code, error.params];
  }
};

test('a table of a million rows without a key is left after a thousand, and it says so', () => {
  const findings = read('marches.csv', filled(`${headerOf('marches.csv')}\n`, 'a\n', SIZE));
  expect(tallyOf(findings)).toEqual({ 'package.bad-key': reported, 'package.cell-count': reported, 'package.stopped': 1 });
  expect(findings.at(-1)).toMatchObject({
    code: 'package.stopped',
    params: { table: 'marches', limit: reported },
    position: { cell: { sheet: 'marches.csv', row: reported + 1 } },
  });
});

test('a table without its key columns is not read', () => {
  const found = tallyOf(read('marches.csv', filled('', 'a\n', SIZE)));
  expect(found['package.unknown-column']).toBe(1);
  expect(Object.values(found).every((count) => count < 100)).toBe(true);
});

test('of many findings alike a thousand are reported, and how many more there are', () => {
  const rows = 50_000;
  const findings = read(
    'titulaires.csv',
    filled(`${headerOf('titulaires.csv')}\n`, '9,1\n', headerOf('titulaires.csv').length + 1 + 4 * rows),
  );
  const { 'package.gap': gaps, ...found } = tallyOf(findings);
  expect(gaps).toBeUndefined();
  expect(found).toEqual({
    'package.cell-count': reported,
    'package.duplicate-row': reported,
    'package.orphan': 1,
    'package.more': 2,
  });
  expect(findings.filter(({ code }) => code === 'package.more').map(({ params }) => params)).toEqual([
    { table: 'titulaires', code: 'package.cell-count', count: rows - reported },
    { table: 'titulaires', code: 'package.duplicate-row', count: rows - 1 - reported },
  ]);
});

test('tables that nobody knows are reported up to a thousand', () => {
  const descriptor = JSON.parse(new TextDecoder().decode(files.get('datapackage.json'))) as { resources: unknown[] };
  for (let i = 0; i < 5000; i++) descriptor.resources.push({ name: `t${i}`, path: `x${i}.csv` });
  const findings = read('datapackage.json', new TextEncoder().encode(JSON.stringify(descriptor)));
  expect(tallyOf(findings)).toEqual({ 'package.unknown-table': reported, 'package.more': 1 });
  expect(findings.at(-1)?.params).toEqual({ code: 'package.unknown-table', count: 4000 });
});

describe('what would fill the memory is refused', () => {
  test.each([
    ['more rows than a package may have', `${headerOf('titulaires.csv')}\n`, '1,1\n', 'package.too-many-rows'],
    ['a header of commas', '', ',', 'package.too-many-columns'],
    ['a header of quotes that do not close', '', '"",x"', 'package.too-many-columns'],
  ])('%s', (_, head, piece, code) => {
    const limit = code === 'package.too-many-rows' ? PACKAGE_LIMITS.rows : 16_384;
    // So many rows need all the bytes that a package may have.
    const size = code === 'package.too-many-rows' ? 31 * MIB : SIZE;
    expect(refusal('titulaires.csv', filled(head, piece, size))).toEqual([code, { table: 'titulaires', limit }]);
  });

  test('a row of commas alone is counted, not kept', () => {
    const findings = read('titulaires.csv', filled(`${headerOf('titulaires.csv')}\n1,1`, ',', SIZE));
    const size = SIZE - headerOf('titulaires.csv').length - 4;
    expect(findings.find(({ code }) => code === 'package.cell-count')?.params).toMatchObject({ count: size + 2 });
    expect(findings.length).toBeLessThan(10);
  });

  test('a header of a few thousand names that are not of the table gives a thousand findings', () => {
    const names = Array.from({ length: 5000 }, (_, i) => `c${i}`).join(',');
    const found = tallyOf(read('types_prix.csv', new TextEncoder().encode(`${headerOf('types_prix.csv')},${names}\r\n`)));
    expect(found).toMatchObject({ 'package.unknown-column': reported, 'package.more': 1 });
  });
});
