import { createHash } from 'node:crypto';
import { appendFileSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { generate } from '../../federation/fake/contracts/data.ts';
import { CHANGES, CHECK } from '../../docs-site/shared/urls.ts';
import { localDay } from '../../src/validate/rule-book.ts';
import { decp, decpProcess, type Run } from '../cli/run.ts';
import { PATIENCE, WITHOUT_BROWSER } from '../library/page/chromium.ts';
import { fileOf } from '../library/page/files.ts';
import { ROOT } from '../support/engine.ts';
import { NIGHT } from '../support/tier.ts';
import { CheckerPage, type CliFile } from './checker-page.ts';
import { openSite } from './site-in-browser.ts';
import { EXAMPLES } from '../support/unfolded.ts';

const site = await openSite('checker');
const { browser, hasBrowser, elsewhere, origin, written } = site;
afterAll(() => site.close());

const example = (path: string): string => (path.startsWith('tables/') ? join(ROOT, 'examples', path) : join(EXAMPLES, path));
const ADDRESS = `${origin}${CHECK}`;

/** What the command line says of the same file on the same day. */
async function cli(path: string, run: (args: string[]) => Run | Promise<Run> = decp): Promise<CliFile> {
  const { out } = await run(['validate', path, '--format', 'json', '--date', localDay(new Date())]);
  return (JSON.parse(out) as { files: [CliFile] }).files[0];
}

/** Asked from outside: the policy of the page lets nothing evaluate an expression again and again within. */
const until = (page: Page, expression: string): Promise<void> =>
  expect.poll(() => page.evaluate(expression), PATIENCE).toBe(true);

/** A large file, of which one record in twenty is wrong. */
function large(megabytes: number): string {
  const path = written('large.json', '');
  for (const piece of generate({ megabytes, layout: 'compact', dirty: 0.05, seed: 2 })) appendFileSync(path, piece);
  return path;
}

/** Keeps the longest time between two turns of the page, in milliseconds. */
const HEARTBEAT =
  'var longest = 0; var last = performance.now(); setInterval(() => { const now = performance.now(); longest = Math.max(longest, Math.round(now - last)); last = now; }, 5);';

/** The page knows no path, and so no command that asks more of the proposal. */
const comparable = ({ file: _, sha256: __, proposal, ...said }: CliFile): unknown => ({ ...said, proposal: proposal?.version });

const DIRTY = fileOf(80, 7);

const FILES: [what: string, path: string][] = [
  ['a valid file', example('next/valid/fichier-de-deux-listes.json')],
  ['a file with findings', written('dirty.json', DIRTY)],
  ['an XML file', example('next/valid/concession-complete.xml')],
  [
    'an XML file with findings',
    written(
      'dirty.xml',
      readFileSync(example('next/valid/concession-complete.xml'), 'utf8').replace(/<nature>[^<]*/, '<nature>Autre'),
    ),
  ],
  ['a table', written('table.csv', 'id,nature,objet\n1,Marché,"=1+1"\n')],
  ['a file that is cut short', written('cut.json', DIRTY.slice(0, -100))],
  ['a file packed with gzip', written('dirty.json.gz', gzipSync(DIRTY))],
];

describe.skipIf(!hasBrowser)(`the page that checks files${hasBrowser ? '' : ` (skipped: ${WITHOUT_BROWSER})`}`, () => {
  /** One page, which checks one file after the other; loaded again where more is done. */
  let shared: CheckerPage;
  beforeAll(async () => {
    shared = await CheckerPage.open(browser, ADDRESS);
    console.log(
      `checked in the page: ${String(FILES.length)} small files${NIGHT ? ' and one of 200 MB' : '; the night checks one of 200 MB besides'}`,
    );
  });
  afterAll(() => shared.close());

  test.each(FILES)('says of %s what the command line says', async (_, path) => {
    await shared.check(path);
    const report = await shared.report();
    expect(comparable(report)).toEqual(comparable(await cli(path)));
    const conforming = report.counts['error'] === 0;
    expect(await shared.verdict()).toMatch(conforming ? /✓ Conforme/ : /✕ Non conforme/);
  });

  test('says what to review before all else, and asks before it converts', async () => {
    const path = example('tables/lignes-masquees.xlsx');
    await shared.check(path);
    const report = await shared.report();
    expect(comparable(report)).toEqual(comparable(await cli(path)));
    expect(await shared.verdict()).toMatch(/\? Conforme, à vérifier avant de publier : 10 marchés/);
    const said = '5 contrats sur 10 de la feuille « Marchés », dans des lignes masquées';
    expect(await shared.page.locator('.check-result .check-note').first().textContent()).toContain(said);
    await shared.page.getByRole('button', { name: 'Convertir en JSON' }).click();
    const box = shared.page.locator('.check-keep', { hasText: "J'ai vérifié, convertir en JSON" });
    expect(await box.textContent()).toContain(said);
    const converted = JSON.parse(await shared.download("J'ai vérifié, convertir en JSON")) as { marches: { marche: unknown[] } };
    expect(converted.marches.marche).toHaveLength(10);
    expect(JSON.parse(await shared.download('Certificat (JSON)'))).toMatchObject({ verdict: 'to-review', toReview: 1 });
  });

  test('offers to empty the cells that hold filler words, of a table that is then right', async () => {
    await shared.check(example('tables/mots-de-remplissage.csv'));
    expect(await shared.verdict()).toMatch(/✕ Non conforme/);
    await shared.page.getByRole('button', { name: 'Corriger ces 8 valeurs' }).click();
    await shared.page.locator('.check-verdict--conforming').waitFor();
    expect(await shared.verdict()).toMatch(/✓ Conforme : 8 marchés, aucune erreur/);
  });

  test('shows where a finding is in JSON by its path, in a table by its cell alone', async () => {
    for (const [path, hasPaths] of [
      [written('dirty.json', DIRTY), true],
      [example('tables/marches-a-corriger.csv'), false],
    ] as const) {
      await shared.check(path);
      await shared.page.locator('.check-places .check-message').first().waitFor();
      expect((await shared.page.locator('.check-places .check-path').count()) > 0, path).toBe(hasPaths);
    }
  });

  test('says in a sentence why a file cannot be read', async () => {
    await shared.check(written('empty.json', ''));
    expect(await shared.page.textContent('.check-result')).toMatch(/Illisible.*vide/s);
  });

  test('says that a check makes no more progress, and can then check another file', async () => {
    const checker = await CheckerPage.open(browser, ADDRESS);
    const { page } = checker;
    const worker = '**/moteur/browser/worker.js';
    await page.route(worker, (route) =>
      route.fulfill({ contentType: 'text/javascript', body: 'addEventListener("message", () => { for (;;); });' }),
    );
    await page.clock.install();
    await page.setInputFiles('input[type=file]', written('stuck.json', fileOf(3)));
    await page.waitForEvent('worker');
    await page.clock.runFor(110_000);
    await page.waitForSelector('.check-result');
    expect(await page.textContent('.check-result')).toMatch(/n'avançait plus et a été arrêté.*NoProgress/s);
    await page.unroute(worker);
    await page.clock.resume();
    await checker.check(written('after.json', fileOf(3)));
    await checker.close();
  });

  test('checks pasted text, in a version that is chosen', async () => {
    await shared.visit(ADDRESS);
    const { page } = shared;
    await page.click('summary');
    await page.fill('textarea', '{"marches":{"marche":[],"contrat-concession":[]}}');
    await page.getByLabel('Version du format').selectOption('2.0.1');
    await page.getByRole('button', { name: 'Contrôler ce texte' }).click();
    await page.waitForSelector('.check-result');
    expect(await page.textContent('.check-result')).toContain('Version 2.0.1, choisie');
  });

  test('sends nothing anywhere: the policy refuses it to the page and to its worker', async () => {
    await shared.visit(ADDRESS);
    const { page, asked } = shared;
    const leak = (): Promise<unknown> => fetch('http://elsewhere.example/leak', { mode: 'no-cors' }).catch(String);
    const refusal = page.evaluate(
      'new Promise((done) => document.addEventListener("securitypolicyviolation", (event) => done(event.effectiveDirective)))',
    );
    expect(await page.evaluate(leak)).toMatch(/Failed to fetch/);
    expect(await refusal).toBe('connect-src');
    // What the check needs is given once the worker was asked, which is therefore still there.
    let release = (): void => undefined;
    const released = new Promise<void>((resolve) => (release = resolve));
    await page.route('**/recogniser.wasm', async (route) => {
      await released;
      await route.continue();
    });
    const started = page.waitForEvent('worker');
    await page.setInputFiles('input[type=file]', written('leaking.json', fileOf(3)));
    const worker = await started;
    expect(worker.url()).toMatch(/^blob:/);
    expect(await worker.evaluate(leak)).toMatch(/Failed to fetch/);
    release();
    await page.waitForSelector('.check-result');
    expect(asked.filter((address) => !/^(blob:)?http:\/\/(127\.0\.0\.1|elsewhere)/.test(address))).toEqual([]);
    expect(elsewhere.asked).toEqual([]);
  });

  test('what is sent elsewhere would be seen', async () => {
    const page = await browser.newPage();
    await page.goto('http://elsewhere.example/').catch(() => undefined);
    await page.close();
    expect(elsewhere.asked.splice(0)).toContain('http://elsewhere.example/');
  });

  test('is used with the keyboard alone, and puts the focus on the result', async () => {
    await shared.visit(ADDRESS);
    const { page } = shared;
    const choosing = page.waitForEvent('filechooser');
    let isAsked = false;
    void choosing.then(() => (isAsked = true)).catch(() => undefined);
    // On a busy machine the browser may not take the first key.
    const press = async (): Promise<boolean> => {
      if (isAsked) return true;
      await page.focus('input[type=file]');
      await page.keyboard.press('Enter');
      return isAsked;
    };
    await expect.poll(press, { ...PATIENCE, interval: 1000 }).toBe(true);
    await (await choosing).setFiles(written('dirty.json', DIRTY));
    await page.waitForSelector('.check-result');
    await until(page, 'document.activeElement?.tagName === "H2"');
    const announced = async () => (await page.locator('[role=status]').allTextContents()).join(' ');
    await expect.poll(announced, PATIENCE).toMatch('Non conforme');
    await page
      .getByRole('button', { name: /^Voir où/ })
      .first()
      .focus();
    await page.keyboard.press('Enter');
    await until(page, 'document.activeElement?.id === "places"');
    const severities = async () => [...new Set(await page.locator('.check-places .check-mark').allTextContents())];
    await expect.poll(severities, PATIENCE).toEqual(['✕ Erreur']);
  });

  test('certifies the very bytes of the file', async () => {
    const path = example('next/valid/fichier-de-deux-listes.json');
    await shared.check(path);
    const certificate = JSON.parse(await shared.download('Certificat (JSON)')) as { file: { sha256: string; bytes: number } };
    const bytes = readFileSync(path);
    expect(certificate).toMatchObject({
      conforming: true,
      file: { sha256: createHash('sha256').update(bytes).digest('hex'), bytes: bytes.length },
    });
    expect(await shared.download('Certificat (HTML)')).toContain(certificate.file.sha256);
  });

  test('tells which records another version refuses, and what to fix', async () => {
    await shared.visit(`${origin}${CHANGES}`);
    const { page } = shared;
    await page.getByLabel('De la version').selectOption('2.0.1');
    await page.getByLabel('À la version').selectOption('2.0.3');
    await shared.check(written('dirty.json', DIRTY));
    expect(await page.textContent('.check-result')).toMatch(/De 2\.0\.1 à 2\.0\.3.*100 contrats/s);
  });

  test.skipIf(!NIGHT)(
    `checks 200 MB like the command line, and answers meanwhile${NIGHT ? '' : ' (skipped: the night does)'}`,
    async () => {
      const path = large(200);
      const checker = await CheckerPage.open(browser, ADDRESS);
      await checker.page.evaluate(HEARTBEAT);
      await checker.check(path);
      const gap = await checker.page.evaluate('longest');
      console.log(`${(statSync(path).size / 1e6).toFixed(0)} MB, the page was busy for ${String(gap)} ms at the most`);
      // The hundred milliseconds are those of the bench, on a machine that does nothing else: a page that freezes is reported here.
      expect(gap).toBeLessThan(2000);
      const [said, whole] = [await checker.report(), await cli(path, decpProcess)];
      // The page keeps the first findings, as many as its memory may hold, and counts them all.
      expect(said.findings.length).toBeGreaterThan(10_000);
      const findings = whole.findings.slice(0, said.findings.length);
      expect(comparable(said)).toEqual(comparable({ ...whole, findings, truncated: true }));
      await checker.close();
    },
  );
});
