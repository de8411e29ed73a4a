import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { foreignWords } from '../messages/french.ts';
import { MALFORMED } from './malformed-files.ts';
import { decp } from './run.ts';

const folder = mkdtempSync(join(tmpdir(), 'decp-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const fileName = (name: string): string => (name.includes('.') ? name : `${name}.json`);

describe.each(MALFORMED)('$name', ({ name, code, content }) => {
  const file = fileName(name);
  writeFileSync(join(folder, file), content);

  test.each(['fr', 'en'])('is told to a person (%s)', async (lang) => {
    const run = decp(['validate', file, '--lang', lang], { folder });
    await expect(run.out).toMatchFileSnapshot(`../golden/cli/${name}.${lang}.txt`);
    expect([run.code, run.err]).toEqual([code, '']);
    if (lang === 'fr') expect(foreignWords(run.out.replaceAll(file, ''))).toEqual([]);
  });

  test('is told to a program', async () => {
    const run = decp(['validate', file, '--format', 'json'], { folder });
    await expect(run.out).toMatchFileSnapshot(`../golden/cli/${name}.json`);
    expect(() => JSON.parse(run.out) as unknown).not.toThrow();
    expect(run.code).toBe(code);
  });
});
