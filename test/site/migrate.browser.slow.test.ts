/** The page « Ce qui change pour moi » brings a file to another version, in a real browser: what it saves is what `decp migrate` writes. */
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CHANGES } from '../../docs-site/shared/urls.ts';
import { decp } from '../cli/run.ts';
import { PATIENCE, WITHOUT_BROWSER } from '../library/page/chromium.ts';
import { readJsonFile, ROOT } from '../support/engine.ts';
import { NIGHT } from '../support/tier.ts';
import { CheckerPage, KEPT } from './checker-page.ts';
import { addressOf, downloaded, faultsOf, overflow, LOOKS, picture, ready, WINDOWS } from './visits.ts';
import { openSite } from './site-in-browser.ts';

const site = await openSite('page-migrate');
const { browser, hasBrowser, elsewhere, origin, folder, written } = site;
afterAll(() => site.close());

/** Both kinds of a 1.x version, mixed: each lacks what later versions ask for. */
const OLD = written(
  'anciens.json',
  JSON.stringify({
    marches: ['base-marche', 'base-concession', 'base-marche'].flatMap(
      (name) => (readJsonFile(`examples/1.5.0/valid/${name}.json`) as { marches: object[] }).marches,
    ),
  }),
);
const NEW = written('nouveaux.json', readFileSync(join(ROOT, 'examples/2.0.3/valid/base-marche.json')));

const ADDRESS = `${origin}${CHANGES}`;

/** One page, loaded again for each test. */
let shared: CheckerPage;
beforeAll(async () => {
  if (hasBrowser) shared = await CheckerPage.open(browser, ADDRESS);
});

async function opened(): Promise<CheckerPage> {
  await shared.visit(ADDRESS);
  return shared;
}

const RESULT = '.check-migrate .check-result';

/** Compares a file, which offers to migrate it. */
async function compared(page: Page, path: string): Promise<void> {
  await page.setInputFiles('input[type=file]', path);
  await page.waitForSelector('.check-migrate');
}

async function migrated(page: Page, version: string): Promise<string> {
  await page.locator('.check-migrate').getByLabel('Version à atteindre').selectOption(version);
  const before = await page.$(RESULT);
  await page.getByRole('button', { name: `Passer en ${version}` }).click();
  if (before) await before.waitForElementState('hidden');
  await page.waitForSelector(RESULT);
  return page.innerText(RESULT);
}

async function saved(page: Page, button: string | RegExp): Promise<{ name: string; bytes: Buffer }> {
  const waiting = page.waitForEvent('download');
  await page.locator('.check-migrate').getByRole('button', { name: button }).click();
  const download = await waiting;
  return { name: download.suggestedFilename(), bytes: await downloaded(download) };
}

type Report = { missing: { contracts: number } };

/** What the command line writes of the same file, and reports. */
async function cli(path: string, to: string, form: string, table: string, more: string[] = []) {
  const [output, missing] = [join(folder, `sortie.${form}`), join(folder, `manque.${table}`)];
  const list = join(folder, 'constats.csv');
  const options = ['--to', to, '--partial', '--missing', missing, '--report', list, '--format', 'json', ...more];
  const { out } = await decp(['migrate', path, output, ...options]);
  const { contracts } = (JSON.parse(out) as Report).missing;
  // The page knows no path, and names what it saves itself.
  const rows = readFileSync(list, 'utf8')
    .replaceAll(`${path};`, `${basename(path)};`)
    .replaceAll(`${output};`, ';');
  return { file: readFileSync(output), table: contracts > 0 ? readFileSync(missing) : undefined, rows };
}

/** Some cells of a list of what is missing, filled in. */
function filledIn(csv: string): string {
  const values: Record<string, string> = { ccag: 'Travaux', offresRecues: '3', marcheInnovant: 'non' };
  const [head = '', ...rows] = csv.trimEnd().split('\r\n');
  const names = head.replace('\ufeff', '').split(';');
  const filled = rows.map((row) =>
    row
      .split(';')
      .map((cell, i) => values[names[i] ?? ''] ?? cell)
      .join(';'),
  );
  return [head, ...filled, ''].join('\r\n');
}

/** Whether the element of a selector has the focus. */
const isFocused = (page: Page, selector: string): Promise<unknown> =>
  page.evaluate(`document.activeElement === document.querySelector('${selector}')`);

const steps = (checker: CheckerPage): string[] => checker.asked.filter((address) => address.endsWith('/migration.json'));

describe.skipIf(!hasBrowser)(`a page migrates a file${hasBrowser ? '' : ` (skipped: ${WITHOUT_BROWSER})`}`, () => {
  test('what lacks something is not written unless it is asked for, and is then what the command line writes', async () => {
    const checker = await opened();
    const { page } = checker;
    await compared(page, OLD);
    expect(steps(checker)).toEqual([]);
    expect(await page.innerText('.check-result .check-verdict')).toMatch(
      /^✕? ?La version en vigueur, 2\.0\.3, refuse 3 contrats sur 3\./,
    );
    const refused = await migrated(page, '2.0.3');
    expect(refused).toMatch(
      /La version 1\.5\.0 a été reconnue à la structure du fichier\. .* de 1\.3\.0, 1\.4\.0 .*plus ancienne/,
    );
    expect(refused).toMatch(/De la version 1\.5\.0 à la version 2\.0\.3\. 3 contrats : aucun n'est accepté/);
    expect(refused).toMatch(/Aucun fichier n'a été écrit.*cochez « Écrire le fichier même/s);
    expect(
      await page
        .locator('.check-migrate')
        .getByRole('button', { name: /^Enregistrer le fichier/ })
        .count(),
    ).toBe(0);
    expect(steps(checker).length).toBeGreaterThan(3);

    await page.getByLabel(/^Écrire le fichier même/).check();
    // A refusal is about what was asked for, and no longer there once something else is chosen.
    expect(await page.locator(RESULT).count()).toBe(0);
    const text = await migrated(page, '2.0.3');
    expect(text).toMatch(/Le fichier est prêt, avec \d+ erreurs à corriger/);
    expect(text).toMatch(/✕ Erreur.*migrate\.no-source/s);
    const command = await cli(OLD, '2.0.3', 'json', 'xlsx');
    const file = await saved(page, 'Enregistrer le fichier (JSON)');
    expect(file.name).toBe('anciens-2.0.3.json');
    expect(file.bytes.toString()).toBe(command.file.toString());
    const table = await saved(page, 'Enregistrer la liste de ce qui manque (XLSX)');
    expect(table.name).toBe('a-completer-anciens.xlsx');
    expect(table.bytes.equals(command.table ?? Buffer.of())).toBe(true);
    const list = await saved(page, 'Enregistrer tous les constats (CSV)');
    expect(list.bytes.toString()).toBe(command.rows);
    expect(command.rows.split('\r\n').length).toBeGreaterThan(20);
  });

  test('the list of what is missing is shown, filled in, given back, and completes the file as for the command line', async () => {
    const checker = await opened();
    const { page } = checker;
    await compared(page, OLD);
    await page.getByLabel('Liste de ce qui manque').selectOption('csv');
    await page.getByLabel(/^Écrire le fichier même/).check();
    await migrated(page, '2.0.3');
    const rows = await page.locator('.check-migrate table tbody tr').allInnerTexts();
    expect(rows).toContainEqual(expect.stringMatching(/^CCAG[^]*Marché[^]*\s2$/));
    const list = await saved(page, 'Enregistrer la liste de ce qui manque (CSV)');
    const done = written('rempli.csv', filledIn(list.bytes.toString()));
    await page.locator('.check-migrate input[type=file]').setInputFiles(done);
    expect(await page.innerText('.check-migrate')).toContain('Complété par rempli.csv');
    await migrated(page, '2.0.3');
    await page
      .getByRole('button', { name: /^Montrer les \d+ lignes$/ })
      .last()
      .click();
    expect(await isFocused(page, '.check-migrate .check-places > li:nth-child(13)')).toBe(true);
    expect(await page.innerText(RESULT)).toContain('migrate.completed');
    const { bytes } = await saved(page, 'Enregistrer le fichier (JSON)');
    expect(bytes.toString()).toBe((await cli(OLD, '2.0.3', 'json', 'csv', ['--complete', done])).file.toString());
    await page.locator('.check-migrate input[type=file]').setInputFiles(written('vide.csv', ''));
    expect(await migrated(page, '2.0.3')).toMatch(/vide\.csv[^]*Aucun fichier n'a été écrit[^]*syntax\.empty/);
    await page.getByRole('button', { name: 'Passer sans cette liste' }).click();
    expect(await isFocused(page, '.check-migrate input[type=file]')).toBe(true);
    expect(await page.locator('.check-migrate').getByText('Complété par').count()).toBe(0);
  });

  test('however many findings there are, all of them are saved', async () => {
    const [old] = (readJsonFile('examples/1.5.0/valid/base-marche.json') as { marches: object[] }).marches;
    const many = written('nombreux.json', JSON.stringify({ marches: Array.from({ length: 500 }, () => old) }));
    const checker = await opened();
    const { page } = checker;
    await compared(page, many);
    await page.getByLabel(/^Écrire le fichier même/).check();
    await migrated(page, '2.0.3');
    const { bytes } = await saved(page, 'Enregistrer tous les constats (CSV)');
    const { rows } = await cli(many, '2.0.3', 'json', 'xlsx');
    expect(rows.split('\r\n').length).toBeGreaterThan(10_000);
    expect(bytes.toString()).toBe(rows);
  });

  test.runIf(NIGHT)('speaks English on the English page', async () => {
    const context = await browser.newContext({ serviceWorkers: 'block', viewport: WINDOWS.phone, colorScheme: 'dark' });
    const page = await context.newPage();
    await page.goto(addressOf(origin, 'en', '/ce-qui-change/'));
    await ready(page);
    await compared(page, OLD);
    await page.locator('.check-migrate').getByLabel('Version to reach').selectOption('2.1.0');
    await page.getByRole('button', { name: 'Bring it to 2.1.0' }).click();
    await page.waitForSelector(RESULT);
    const text = await page.innerText(RESULT);
    expect(text).toMatch(/From version 1\.5\.0 to version 2\.1\.0\. 3 contracts: none is accepted.*No file was written/s);
    expect(text).toMatch(/What is missing[^]*Field[^]*Contracts/);
    expect(await page.getByRole('button', { name: 'Save the list of what is missing (XLSX)' }).count()).toBe(1);
    expect(await faultsOf(page)).toEqual([]);
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    await context.close();
  });

  // By day the page that checks files works from the same copy of the site.
  test.runIf(NIGHT)('works without network after it was loaded once', async () => {
    const checker = await CheckerPage.open(browser, ADDRESS, KEPT);
    const { page, context } = checker;
    await page.evaluate('navigator.serviceWorker.ready');
    await expect.poll(() => page.evaluate('navigator.serviceWorker.controller !== null'), PATIENCE).toBe(true);
    await context.setOffline(true);
    await page.reload();
    await page.waitForSelector('html[data-has-hydrated=true]');
    await compared(page, NEW);
    expect(await migrated(page, '2.1.0')).toContain('Le fichier est prêt à être enregistré');
    expect((await saved(page, 'Enregistrer tous les constats (CSV)')).name).toBe('passage-nouveaux.csv');
    await checker.close();
  });

  test('a file that lacks nothing is written at once, also in XML, in the newest version published here where it is chosen', async () => {
    const checker = await opened();
    const { page } = checker;
    const xml = join(folder, 'nouveaux.xml');
    await decp(['convert', NEW, xml]);
    for (const [path, form] of [
      [NEW, 'json'],
      [xml, 'xml'],
    ] as const) {
      await compared(page, path);
      // The version in force first; to leave it is never the main action.
      expect(await page.innerText('.check-migrate h2')).toBe('Passer mon fichier en 2.0.3');
      expect(await page.locator('.check-migrate .button--primary').count()).toBe(0);
      expect(await migrated(page, '2.1.0')).toMatch(/1 contrat : 1 est accepté.*Le fichier est prêt à être enregistré/s);
      const file = await saved(page, `Enregistrer le fichier (${form.toUpperCase()})`);
      expect(file.bytes.toString()).toBe((await cli(path, '2.1.0', form, 'csv')).file.toString());
      expect(await page.getByRole('button', { name: /liste de ce qui manque/ }).count()).toBe(0);
    }
  });

  test('a value that is spelled otherwise is shown', async () => {
    const { marches } = JSON.parse(readFileSync(NEW, 'utf8')) as { marches: { marche: object[] } };
    const ccag = 'Techniques de l’information et de la communication';
    const marche = marches.marche.map((one) => ({ ...one, ccag }));
    const checker = await opened();
    const { page } = checker;
    await compared(page, written('apostrophe.json', JSON.stringify({ marches: { marche } })));
    await page.getByLabel('Version du fichier').selectOption('2.0.1');
    expect(await migrated(page, '2.0.3')).toMatch(/1 × Valeur que la nouvelle version écrit autrement.*migrate\.recoded/is);
  });

  test('a migration that is cancelled ends at once, writes nothing, and may be started again', async () => {
    const checker = await opened();
    const { page } = checker;
    await compared(page, OLD);
    // A step that is not given until the migration was cancelled: however fast it is, it is still running then.
    let release = (): void => undefined;
    const cancelled = new Promise<void>((resolve) => (release = resolve));
    const pattern = '**/versions/2.0.0/migration.json';
    await page.route(pattern, async (route) => {
      await cancelled;
      await route.continue();
    });
    await page.locator('.check-migrate').getByLabel('Version à atteindre').selectOption('2.0.3');
    const asked = page.waitForRequest(pattern);
    await page.getByRole('button', { name: 'Passer en 2.0.3' }).click();
    await asked;
    await page.locator('.check-migrate').getByRole('button', { name: 'Annuler' }).click();
    await page.locator('.check-migrate').getByText('Passage annulé.').waitFor();
    expect(await page.locator(`${RESULT}, .check-migrate .check-running`).count()).toBe(0);
    expect(await isFocused(page, '.check-migrate .check-buttons .button')).toBe(true);
    release();
    expect(await migrated(page, '2.0.3')).toMatch(/3 contrats : aucun n'est accepté/);
  });

  test('what is saved would differ with a step of another version', async () => {
    const checker = await opened();
    const { page } = checker;
    await page.route('**/versions/2.0.0/migration.json', (route) =>
      route.fulfill({ path: join(ROOT, 'dist/versions/1.5.0/migration.json') }),
    );
    await page.getByLabel('De la version').selectOption('1.5.0');
    await compared(page, OLD);
    await page.getByLabel(/^Écrire le fichier même/).check();
    await migrated(page, '2.0.3');
    const { bytes } = await saved(page, 'Enregistrer le fichier (JSON)');
    expect(bytes.equals((await cli(OLD, '2.0.3', 'json', 'xlsx')).file)).toBe(false);
  });

  test('no way to a version is said, and what has no list of missing values; the version of the file may be given', async () => {
    const checker = await opened();
    const { page } = checker;
    await compared(page, NEW);
    expect(await migrated(page, '1.5.0')).toMatch(/Aucun fichier n'a été écrit\.[^]*1\.5\.0[^]*input\.no-way-down/);
    await compared(page, OLD);
    expect(await migrated(page, '2.0.0')).toContain('De la version 1.5.0 à la version 2.0.0');
    await page.getByLabel('Version du fichier').selectOption('1.5.0');
    const chosen = await migrated(page, '2.0.0');
    expect(chosen).toContain('De la version 1.5.0 à la version 2.0.0');
    expect(chosen).not.toContain('a été reconnue');
    expect(await page.innerText(RESULT)).toContain("La liste de ce qui manque ne se fait qu'à partir de la version 2.0.1");
  });

  test('what a spreadsheet does not show is said before the file is saved, in amber', async () => {
    const checker = await opened();
    const { page } = checker;
    await compared(page, join(ROOT, 'examples/tables/lignes-masquees.xlsx'));
    expect(await migrated(page, '2.1.0')).toMatch(
      /\? De la version.*À vérifier avant de publier :\s+5 contrats sur 10.*Enregistrer/s,
    );
    expect(await page.locator(`${RESULT} .check-verdict--to-review`).count()).toBe(1);
  });

  test.each(LOOKS)('has no fault that axe knows, fits, and puts the focus on the result: %s, %s', async (window, colorScheme) => {
    const checker = await opened();
    const { page } = checker;
    await page.setViewportSize(WINDOWS[window]);
    await page.emulateMedia({ colorScheme });
    await compared(page, OLD);
    await migrated(page, '2.1.0');
    await expect
      .poll(() => page.evaluate('document.activeElement?.textContent'), PATIENCE)
      .toBe('Passage en 2.1.0 : anciens.json');
    expect(await faultsOf(page)).toEqual([]);
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    await picture(page, `passer-${window}-${colorScheme}`);
    expect(checker.asked.filter((address) => /^https?:/.test(address) && !address.startsWith(origin))).toEqual([]);
  });

  test('nothing is asked of another site', () => {
    expect(elsewhere.asked).toEqual([]);
  });
});
