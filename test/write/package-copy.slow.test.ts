import fc from 'fast-check';
import { expect, test } from 'vitest';
import { csvLine } from '../../src/write/package/descriptor.ts';
import { newPglite } from '../support/pglite.ts';
import { NIGHT } from '../support/tier.ts';

const RUNS = NIGHT ? 400 : 20;

/** PostgreSQL holds no NUL. */
const cell = fc.oneof(
  fc.constant(undefined),
  fc
    .array(fc.constantFrom('"', ',', '\n', '\r', ' ', 'a', '\ufeff', '𝒳', "'", '=', '\\.', '\\N', 'NULL'), { maxLength: 5 })
    .map((parts) => parts.join('')),
);

/** In bytes, since the client drops U+FEFF at the start of a text. */
const HEX = `SELECT encode(convert_to(a, 'UTF8'), 'hex') AS a, encode(convert_to(b, 'UTF8'), 'hex') AS b FROM t ORDER BY rang`;
const hex = (text: string | undefined): string | null => (text === undefined ? null : Buffer.from(text).toString('hex'));

test('PostgreSQL copies the lines of a package as they are meant: the empty text is none of its nulls', async () => {
  const database = await newPglite();
  await database.exec('CREATE TABLE t (rang integer, a text, b text)');
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 6 }), async (rows) => {
      const lines = rows.map(([a, b], i) => csvLine([String(i + 1), a, b]));
      await database.exec('TRUNCATE t');
      const blob = new Blob([csvLine(['rang', 'a', 'b']), ...lines]);
      await database.query("COPY t FROM '/dev/blob' WITH (FORMAT csv, HEADER)", [], { blob });
      const { rows: read } = await database.query<{ a: string | null; b: string | null }>(HEX);
      expect(read.map(({ a, b }) => [a, b])).toEqual(rows.map((cells) => cells.map(hex)));
    }),
    { numRuns: RUNS },
  );
  await database.close();
});
