/** The page that checks files, given several of them or folders, in a real browser. */
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { MOST_FILES } from '../../docs-site/src/check/list/gather.ts';
import { CHECK } from '../../docs-site/shared/urls.ts';
import { PATIENCE, WITHOUT_BROWSER } from '../library/page/chromium.ts';
import { fileOf } from '../library/page/files.ts';
import { ROOT } from '../support/engine.ts';
import { NIGHT } from '../support/tier.ts';
import { faultsOf, LOOKS, overflow, picture, ready, WINDOWS } from './visits.ts';
import { openSite } from './site-in-browser.ts';

const site = await openSite('several');
const { browser, hasBrowser, elsewhere, origin, folder, written } = site;
afterAll(() => site.close());

/** The smallest phone. */
const PHONE = { width: 360, height: 640 };

const GOOD = readFileSync(join(ROOT, 'examples/2.0.3/valid/base-marche.json'));
const good = written('bon.json', GOOD);
const bad = written('fautes.json', fileOf(60, 4));
const empty = written('vide.json', '');

/** As a clerk keeps them: nested, with what is no file of contracts. */
const kept = dirname(written('marches/2024/bon.json', GOOD));
written('marches/2024/fautes.json', fileOf(60, 4));
written('marches/2024/lettre.docx', 'x');
written('marches/.cache/bon.json', GOOD);
written('marches/vide.json', '');
const marches = dirname(kept);

/** Loaded again for each test, which forgets all that it was given. Without the copy for later visits, for which all files of the site are asked. */
let shared: Page;
beforeAll(async () => {
  if (hasBrowser) shared = await (await browser.newContext({ serviceWorkers: 'block' })).newPage();
});

async function opened(viewport: { width: number; height: number } = WINDOWS.desktop): Promise<Page> {
  await shared.setViewportSize(viewport);
  await shared.goto(`${origin}${CHECK}`);
  await ready(shared);
  return shared;
}

/** As a person drops them: files and folders of the machine, not files made in the page. */
async function drop(page: Page, paths: readonly string[]): Promise<void> {
  const frame = await page.locator('.check-drop').boundingBox();
  const at = { x: (frame?.x ?? 0) + 20, y: (frame?.y ?? 0) + 20 };
  const client = await page.context().newCDPSession(page);
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
    await client.send('Input.dispatchDragEvent', { type, ...at, data: { items: [], files: [...paths], dragOperationsMask: 1 } });
}

/** The files of the machine themselves: `setInputFiles` gives copies to a browser that runs elsewhere. */
async function chooseThese(page: Page, files: string[]): Promise<void> {
  const client = await page.context().newCDPSession(page);
  const { root } = await client.send('DOM.getDocument');
  const { nodeId } = await client.send('DOM.querySelector', { nodeId: root.nodeId, selector: 'input[type=file]' });
  await client.send('DOM.setFileInputFiles', { nodeId, files });
}

const list = (page: Page) => page.locator('.check-files > li');
const over = (page: Page): Promise<void> => page.locator('.check-list .check-verdict').waitFor();
const verdicts = (page: Page): Promise<string[]> => list(page).locator('.check-mark').allInnerTexts();
const names = (page: Page): Promise<string[]> => list(page).locator('.check-where strong').allInnerTexts();
const announced = async (page: Page): Promise<string> => (await page.locator('[role=status]').allTextContents()).join(' ');

/** Whether an element is in the window, all of it. */
const inView = async (page: Page, selector: string): Promise<boolean> => {
  const box = await page.locator(selector).first().boundingBox();
  const { height } = page.viewportSize() ?? PHONE;
  const bar = await page.locator('.navbar').boundingBox();
  return box !== null && box.y >= (bar?.y ?? 0) + (bar?.height ?? 0) && box.y + box.height <= height;
};

describe.skipIf(!hasBrowser)(`several files${hasBrowser ? '' : ` (skipped: ${WITHOUT_BROWSER})`}`, () => {
  test('two files that are dropped are both checked, with a verdict each', async () => {
    const page = await opened();
    await drop(page, [bad, good]);
    await over(page);
    expect(await names(page)).toEqual(['bon.json', 'fautes.json']);
    expect(await verdicts(page)).toEqual(['✓ Conforme', '✕ Non conforme']);
    expect(await list(page).allInnerTexts()).toEqual([
      expect.stringMatching(/\d ko, 1 contrat, aucune erreur/),
      expect.stringMatching(/ko, 75 contrats, 30 erreurs/),
    ]);
    expect(await announced(page)).toContain('2 fichiers : 1 conforme et 1 non conforme.');
  });

  test('one file that is dropped is checked as before, without a list', async () => {
    const page = await opened();
    await drop(page, [bad]);
    await page.locator('.check-result').waitFor();
    expect(await page.locator('.check-list').count()).toBe(0);
    expect(await page.locator('.check-result h2').innerText()).toBe('Résultat : fautes.json');
  });

  test.each<[way: string, give: (page: Page) => Promise<void>]>([
    ['dropped', (page) => drop(page, [marches])],
    ['chosen', (page) => page.locator('input[type=file]').nth(1).setInputFiles(marches)],
  ])('a folder that is %s is looked through, and what is left aside is named with the reason', async (_, give) => {
    const page = await opened();
    await give(page);
    await over(page);
    expect(await names(page)).toEqual(['marches/2024/bon.json', 'marches/2024/fautes.json', 'marches/vide.json']);
    expect(await verdicts(page)).toEqual(['✓ Conforme', '✕ Non conforme', '✕ Illisible']);
    await page.locator('.check-skipped summary').click();
    expect(await page.locator('.check-skipped li').allInnerTexts()).toEqual([
      'marches/.cache/ : fichier caché ou temporaire',
      "marches/2024/lettre.docx : ni JSON, ni XML, ni tableau, d'après son nom",
    ]);
  });

  test('too many files are said to be too many, and the check is cancelled with what it found', async () => {
    for (let i = 0; i < MOST_FILES + 3; i++) written(`tous/${String(i).padStart(4, '0')}.json`, GOOD);
    const page = await opened();
    await page.locator('input[type=file]').nth(1).setInputFiles(join(folder, 'tous'));
    await list(page).first().locator('.check-mark--conforming').waitFor();
    expect(await page.locator('.check-note').innerText()).toMatch(
      /^500 fichiers sont contrôlés à la fois.* 3 autres ne le sont pas, à partir de tous\/0500\.json/,
    );
    await page.getByRole('button', { name: 'Annuler' }).click();
    await over(page);
    const said = await page.locator('.check-list .check-verdict').innerText();
    expect(said).toMatch(/^✕ \d+ fichiers? : \d+ conformes?\. Contrôle annulé : \d+ fichiers ne sont pas contrôlés\.$/);
    // Those that were waiting are not said to wait.
    expect([...new Set(await verdicts(page))]).toEqual(['✓ Conforme', '✕ Non contrôlé']);
    await expect.poll(() => page.evaluate('document.activeElement?.tagName'), PATIENCE).toBe('H2');
  });

  test('is used with the keyboard alone: from the list to a result and back', async () => {
    const page = await opened();
    await page.locator('input[type=file]').first().setInputFiles([good, bad, empty]);
    await over(page);
    await expect.poll(() => page.evaluate('document.activeElement?.tagName'), PATIENCE).toBe('H2');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement?.getAttribute("aria-label")')).toBe('Voir le résultat : fautes.json');
    await page.keyboard.press('Enter');
    await page.locator('.check-result').waitFor();
    expect(await page.locator('.check-result h2').innerText()).toBe('Résultat : fautes.json');
    await expect.poll(() => page.evaluate('document.activeElement?.textContent'), PATIENCE).toBe('Résultat : fautes.json');
    expect(await page.locator('.check-places > li').count()).toBeGreaterThan(0);
    await page.keyboard.press('Shift+Tab');
    expect(await page.evaluate('document.activeElement?.textContent')).toBe('Retour à la liste');
    await page.keyboard.press('Enter');
    expect(await page.evaluate('document.activeElement?.getAttribute("aria-label")')).toBe('Voir le résultat : fautes.json');
    expect(await page.locator('.check-result').count()).toBe(0);
  });

  test('a file that goes away is said to be gone, and the others are checked', async () => {
    const page = await opened();
    const lost = written('perdu.json', GOOD);
    await chooseThese(page, [lost, good]);
    await over(page);
    writeFileSync(lost, 'other content');
    await page.getByRole('button', { name: 'Contrôler à nouveau' }).click();
    await expect.poll(() => verdicts(page), PATIENCE).toEqual(['✓ Conforme', '✕ Non contrôlé']);
    expect(await list(page).nth(1).innerText()).toContain('choisissez-le de nouveau');
  });

  test('the template and the sample file are there, and the sample is checked where it stands', async () => {
    const page = await opened();
    const anchors = await page.locator('.check-samples a[download]').all();
    const links = await Promise.all(anchors.map(async (anchor) => (await anchor.getAttribute('href')) ?? ''));
    expect(links.map((link) => link.slice(link.lastIndexOf('.')))).toEqual(['.xlsx', '.ods', '.csv']);
    for (const link of links) expect((await page.request.get(`${origin}${link}`)).status()).toBe(200);
    await page.getByRole('button', { name: "Essayer avec ce fichier d'exemple" }).click();
    await page.locator('.check-result').waitFor();
    expect(await page.locator('.check-result').innerText()).toMatch(
      /marches-a-corriger\.csv[^]*Non conforme : 1 contrat à corriger sur 2/,
    );
  });

  test.each([
    ['of one file with a very long name', [written(`${'W'.repeat(240)}.json`, fileOf(3, 1))], '.check-result .check-verdict'],
    ['of several files', [good, bad, empty], '.check-list .check-verdict'],
    // The first of these is harder than both.
    ...(NIGHT
      ? ([
          ['of one file', [bad], '.check-result .check-verdict'],
          ['that a file cannot be read', [empty], '.check-result .check-verdict'],
        ] as const)
      : []),
  ] as const)('on a phone the verdict %s is in view', async (_, files, verdict) => {
    const page = await opened(PHONE);
    await page
      .locator('input[type=file]')
      .first()
      .setInputFiles([...files]);
    await page.locator(verdict).waitFor();
    await expect.poll(() => inView(page, verdict), PATIENCE).toBe(true);
  });

  test.each(LOOKS)('has no fault that axe knows, and fits: %s, %s', async (window, colorScheme) => {
    const page = await opened(WINDOWS[window]);
    const name = `${window}-${colorScheme}`;
    await page.emulateMedia({ colorScheme });
    await picture(page, `plusieurs-${name}-avant`);
    await page.locator('input[type=file]').nth(1).setInputFiles(marches);
    await over(page);
    await picture(page, `plusieurs-${name}-liste`);
    await page.locator('.check-skipped summary').click();
    expect(await faultsOf(page)).toEqual([]);
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    await page.getByRole('button', { name: 'Voir le résultat : marches/2024/fautes.json' }).click();
    await page.locator('.check-result').waitFor();
    await picture(page, `plusieurs-${name}-resultat`);
    expect(await faultsOf(page)).toEqual([]);
    expect(await overflow(page)).toBeLessThanOrEqual(0);
  });

  test('nothing is asked of another site', () => {
    expect(elsewhere.asked).toEqual([]);
  });
});
