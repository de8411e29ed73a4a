/** A clerk with a spreadsheet publishes a right file: drop, read, fix, convert, certify, check again. Without network, and with the keyboard. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CHANGES, CHECK, FIELDS, FORM } from '../../docs-site/shared/urls.ts';
import { loadVersion } from '../../src/validate/registry.node.ts';
import { cells, rowsOf, TABLES } from '../fix/faulty.ts';
import { WITHOUT_BROWSER } from '../library/page/chromium.ts';
import { IN_FORCE, readJsonFile, ROOT } from '../support/engine.ts';
import { CheckerPage, KEPT } from './checker-page.ts';
import { NIGHT } from '../support/tier.ts';
import { faultsOf, picture } from './visits.ts';
import { openSite } from './site-in-browser.ts';

const site = await openSite('journey');
const { browser, hasBrowser, origin, folder, written } = site;
afterAll(() => site.close());

const { model } = await loadVersion(IN_FORCE);
const { marches } = readJsonFile(`examples/${IN_FORCE}/valid/base-marche.json`) as { marches: { marche: object[] } };

/** A contract with seven values to correct, all of them certain. */
function faulty(form: keyof typeof TABLES): string {
  const right = cells(model, { kind: 'marche', value: marches.marche[0] });
  const siret = right.get('acheteur.id') ?? '';
  const wrong = new Map([
    ...right,
    ['acheteur.id', siret.replace(/^(...)(...)(...)/, '$1 $2 $3 ')],
    ['considerationsSociales.1', `${right.get('considerationsSociales.1') ?? ''}\u00a0`],
    ['nature', 'marché '],
    ['procedure', (right.get('procedure') ?? '').toUpperCase()],
    ['dateNotification', (right.get('dateNotification') ?? '').replace(/^(....)-(..)-(..)$/, '$3.$2.$1')],
    ['formePrix', (right.get('formePrix') ?? '').toLowerCase()],
    ['ccag', `${right.get('ccag') ?? ''} `],
  ]);
  return written(`marches.${form}`, TABLES[form](rowsOf([wrong])));
}

const PHONE = { width: 360, height: 740 };

/** The name of what has the focus. */
const focused = (page: Page): Promise<string> =>
  page.evaluate('document.activeElement.getAttribute("aria-label") ?? document.activeElement.textContent');

/** Moves the focus with Tab until it is on the button of this name, then presses it. */
async function pressByKeyboard(page: Page, name: RegExp): Promise<void> {
  await page.getByRole('button', { name }).first().waitFor();
  for (let tabs = 0; tabs < 300; tabs++) {
    await page.keyboard.press('Tab');
    if (name.test(await focused(page))) {
      await page.keyboard.press('Enter');
      return;
    }
  }
  throw new Error(`${String(name)}: no focus came to it`);
}

async function saved(page: Page, act: () => Promise<void>): Promise<{ name: string; path: string }> {
  const waiting = page.waitForEvent('download');
  await act();
  const download = await waiting;
  const name = download.suggestedFilename();
  const path = join(folder, name);
  await download.saveAs(path);
  return { name, path };
}

/** From here on there is no network: what is loaded comes from the copy of the site that the browser keeps for later visits. */
async function isolated({ page, context }: CheckerPage, address: string): Promise<void> {
  const failed: string[] = [];
  page.on('requestfailed', (request) => failed.push(`${request.url()} (${request.failure()?.errorText ?? ''})`));
  page.on('pageerror', ({ message }) => failed.push(message));
  // What the browser has kept by itself it may drop at any time.
  await (await context.newCDPSession(page)).send('Network.clearBrowserCache');
  site.unplug();
  await context.setOffline(true);
  await page.goto(address);
  await page.waitForSelector('html[data-has-hydrated=true]').catch((error: unknown) => {
    throw new Error(`the page does not come to life without network: ${failed.join('; ') || 'nothing failed'}`, { cause: error });
  });
}

const skipped = hasBrowser ? '' : ` (skipped: ${WITHOUT_BROWSER})`;

describe.skipIf(!hasBrowser)(`without network, on a phone, with the keyboard${skipped}`, () => {
  /** One visit with network, for all tests: hundreds of files are copied for later. */
  let checker: CheckerPage;
  beforeAll(async () => {
    checker = await CheckerPage.open(browser, `${origin}${CHECK}`, { ...KEPT, viewport: PHONE });
    await checker.page.evaluate(
      'navigator.serviceWorker.controller !== null || new Promise((taken) => navigator.serviceWorker.addEventListener("controllerchange", () => taken(true), { once: true }))',
    );
    await checker.visit(`${origin}${FIELDS}?presence=facultatif`);
    await isolated(checker, `${origin}${CHECK}`);
  });
  afterAll(() => checker.close());

  test('the pages of the tools are there after one visit of one of them, and a page that was visited, whatever its address asks of it', async () => {
    const { page } = checker;
    await checker.visit(`${origin}${FIELDS}?presence=obligatoire`);
    for (const [address, title] of [
      [CHANGES, 'Ce qui change'],
      [CHECK, 'Contrôler un fichier'],
    ] as const) {
      await checker.visit(`${origin}${address}`);
      expect(await page.textContent('h1')).toContain(title);
    }
    await page.getByRole('button', { name: "Essayer avec ce fichier d'exemple" }).click();
    await page.locator('.check-result h2', { hasText: 'marches-a-corriger.csv' }).waitFor();
    const kept: string[] = await page.evaluate(
      '(async () => { const all = []; for (const name of await caches.keys()) for (const { url } of await (await caches.open(name)).keys()) all.push(url); return all; })()',
    );
    expect(kept.length).toBeGreaterThan(50);
    expect(kept.filter((address) => !address.startsWith(origin))).toEqual([]);
  });

  // The forms differ in how they are read and written, which test/fix proves of each: one of them makes the journey.
  test.each(NIGHT ? (['xlsx', 'ods', 'csv'] as const) : (['xlsx'] as const))(
    'a %s with faults is read, corrected, converted to JSON, certified, and checked again: conforming',
    async (form) => {
      await checker.visit(`${origin}${CHECK}`);
      const { page } = checker;
      await checker.check(faulty(form));
      expect(await checker.verdict()).toMatch('Non conforme');
      await page.getByRole('button', { name: 'Corriger ces 7 valeurs' }).waitFor();
      await picture(page, `corriger-${form}-phone`);
      expect(await faultsOf(page)).toEqual([]);
      await pressByKeyboard(page, /^Corriger ces 7 valeurs$/);
      await page.locator('.check-result h2', { hasText: `marches-corrige.${form}` }).waitFor();
      expect(await checker.verdict()).toMatch('✓ Conforme');
      expect(await page.textContent('.check-result')).toMatch(/7 valeurs corrigées/);
      expect(await faultsOf(page)).toEqual([]);
      await picture(page, `corrige-${form}-phone`);

      const corrected = await saved(page, () => pressByKeyboard(page, /^Enregistrer le fichier corrigé$/));
      expect(corrected.name).toBe(`marches-corrige.${form}`);
      const list = await saved(page, () => pressByKeyboard(page, /^Enregistrer la liste des changements$/));
      expect(readFileSync(list.path, 'utf8')).toMatch(/« marché␣ » → « Marché »/);
      const json = await saved(page, () => pressByKeyboard(page, /^Convertir en JSON$/));
      expect(json.name).toBe('marches-corrige.json');
      expect((JSON.parse(readFileSync(json.path, 'utf8')) as { marches: unknown }).marches).toEqual({ marche: marches.marche });

      await checker.check(json.path);
      expect(await checker.verdict()).toMatch('✓ Conforme');
      const certificate = await saved(page, () => pressByKeyboard(page, /^Certificat \(JSON\)$/));
      expect(JSON.parse(readFileSync(certificate.path, 'utf8'))).toMatchObject({ conforming: true });
      expect(checker.asked.filter((address) => /^https?:/.test(address) && !address.startsWith(origin))).toEqual([]);
    },
  );

  test('a file is converted to each of the forms, and each of them conforms', async () => {
    await checker.visit(`${origin}${CHECK}`);
    const { page } = checker;
    const path = join(ROOT, 'examples', IN_FORCE, 'valid', 'base-marche.json');
    await checker.check(path);
    const paths: string[] = [];
    for (const form of ['xml', 'xlsx', 'ods', 'csv']) {
      const made = await saved(page, () => page.getByRole('button', { name: `Convertir en ${form.toUpperCase()}` }).click());
      expect(made.name).toBe(`base-marche.${form}`);
      paths.push(made.path);
    }
    for (const made of paths) {
      await checker.check(made);
      expect(await checker.verdict()).toMatch('✓ Conforme');
    }
  });

  test('a contract is typed, kept with its errors, corrected, exported, and found again after the page is left', async () => {
    await checker.visit(`${origin}${FORM}`);
    const { page } = checker;
    const values = cells(model, { kind: 'marche', value: marches.marche[0] });
    await page.locator('form.form').waitFor();
    for (const summary of await page.locator('form.form details > summary').all()) await summary.click();
    for (const [name, value] of values) {
      if (name === 'nature') continue;
      const id = `champ-${name.replaceAll('.', '-')}`;
      const input = page.locator(`#${id}`);
      if ((await page.evaluate(`document.getElementById('${id}').tagName`)) === 'SELECT') await input.selectOption(value);
      else await input.fill(value);
    }
    await pressByKeyboard(page, /^Enregistrer ce contrat$/);
    await page.locator('.form-wrong').waitFor();
    expect(await page.evaluate('document.activeElement.className')).toBe('form-wrong');
    expect(await page.textContent('.form-wrong')).toMatch(/une erreur à corriger.*Nature/s);
    expect(await faultsOf(page)).toEqual([]);
    await picture(page, 'saisir-phone');
    await page.locator('.form-wrong a').first().click();
    expect(await page.evaluate('location.hash')).toBe('#champ-nature');

    await page.reload();
    await page.locator('#champ-nature').selectOption(values.get('nature') ?? '');
    await pressByKeyboard(page, /^Enregistrer les changements$/);
    await page.getByText(`Le contrat « ${values.get('id') ?? ''} » est enregistré, sans erreur.`).waitFor();
    const json = await saved(page, () => page.getByRole('button', { name: 'Convertir en JSON' }).click());
    expect((JSON.parse(readFileSync(json.path, 'utf8')) as { marches: unknown }).marches).toEqual({ marche: marches.marche });

    await page.setInputFiles('input[type=file]', json.path);
    await page.getByText('Un contrat repris.').waitFor();
    expect(await page.locator('.check-groups tbody tr').count()).toBe(2);
    expect(
      await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth'),
    ).toBeLessThanOrEqual(0);
  });
});
