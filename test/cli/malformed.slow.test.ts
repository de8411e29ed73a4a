import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { foreignWords } from '../messages/french.ts';
import { NEWEST } from '../support/engine.ts';
import { NIGHT } from '../support/tier.ts';
import { MALFORMED } from './malformed-files.ts';
import { decp, decpProcess } from './run.ts';

/** Reports must not change with the day of the test. */
const DAY = '2026-12-31';

/** What a file without a label is taken for changes with each release: the version is chosen, but where it is reported by the file. */
const REPORTED = 'version-1';
const chosen = (name: string): string[] => (name === REPORTED ? [] : ['--schema', '2.0.3']);

/** What is not said of the file itself: the content of the rules, and which version is the newest. */
const steady = (name: string, out: string): string =>
  (name === REPORTED ? out.replaceAll(NEWEST, '…') : out)
    .replace(/(?<="(?:rulesVersion|rules":\{"version)":"next-)[0-9a-f]{12}/g, '…')
    .replace(/(?<="versionDetected":)"[^"]*"/, '"…"')
    .replace(/(?<="versionReason":)"[^"]*"/, '"…"')
    .replace(/(?<=choisie pour ce contrôle|chosen for this check)[^]*?\.\n(?=[A-Z\n])/, ' …\n')
    .replace(/^(À faire :|To do:) (?:rien|relisez|nothing|read).*$/m, '$1 …');

const folder = mkdtempSync(join(tmpdir(), 'decp-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** What is large is for the built program: the sources, as vitest loads them, take several times as long on each of its bytes. */
const LARGE = 1 << 22;

const fileName = (name: string): string => (name.includes('.') ? name : `${name}.json`);

describe.each(MALFORMED)('$name', ({ name, code, content }) => {
  const file = fileName(name);
  writeFileSync(join(folder, file), content);
  // To read what is large takes a second: once, at night in each form.
  const isLarge = content.length >= LARGE;
  const validate = (...args: string[]) =>
    (isLarge ? decpProcess : decp)(['validate', file, '--date', DAY, ...args, ...chosen(name)], { folder });

  test.each(isLarge && !NIGHT ? ['fr'] : ['fr', 'en'])('is reported to a person (%s)', async (lang) => {
    const run = await validate('--lang', lang);
    await expect(steady(name, run.out)).toMatchFileSnapshot(`../golden/cli/${name}.${lang}.txt`);
    expect([run.code, run.err]).toEqual([code, '']);
    // Codes are names, as file names are.
    const words = run.out.replaceAll(file, '').replace(/^ {3}En savoir plus : decp explain .*$/gm, '');
    if (lang === 'fr') expect(foreignWords(words)).toEqual([]);
  });

  test.runIf(!isLarge || NIGHT)('is reported to a program', async () => {
    const run = await validate('--format', 'json');
    await expect(steady(name, run.out)).toMatchFileSnapshot(`../golden/cli/${name}.json`);
    expect(() => JSON.parse(run.out) as unknown).not.toThrow();
    expect(run.code).toBe(code);
  });
});
