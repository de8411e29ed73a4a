import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { foreignWords } from '../messages/french.ts';
import { MALFORMED } from './malformed-files.ts';
import { decp } from './run.ts';

/** Reports must not change with the day of the test. */
const DAY = '2026-12-31';

const folder = mkdtempSync(join(tmpdir(), 'decp-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const fileName = (name: string): string => (name.includes('.') ? name : `${name}.json`);

describe.each(MALFORMED)('$name', ({ name, code, content }) => {
  const file = fileName(name);
  writeFileSync(join(folder, file), content);

  test.each(['fr', 'en'])('is told to a person (%s)', async (lang) => {
    const run = decp(['validate', file, '--date', DAY, '--lang', lang], { folder });
    await expect(run.out).toMatchFileSnapshot(`../golden/cli/${name}.${lang}.txt`);
    expect([run.code, run.err]).toEqual([code, '']);
    // Codes are names, as file names are.
    const words = run.out.replaceAll(file, '').replace(/^ {3}En savoir plus : decp explain .*$/gm, '');
    if (lang === 'fr') expect(foreignWords(words)).toEqual([]);
  });

  test('is told to a program', async () => {
    const run = decp(['validate', file, '--date', DAY, '--format', 'json'], { folder });
    // The version of the rules changes with each of their texts.
    const out = run.out.replace(/(?<="rulesVersion":"next-)[0-9a-f]{12}/, '…');
    await expect(out).toMatchFileSnapshot(`../golden/cli/${name}.json`);
    expect(() => JSON.parse(run.out) as unknown).not.toThrow();
    expect(run.code).toBe(code);
  });
});
