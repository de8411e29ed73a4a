import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Browser } from 'playwright-core';
import { afterAll, describe, expect, test } from 'vitest';
import type { Checked, Checker, CheckerOptions, CheckWorker } from '../../../src/library/page/client.ts';
import { under } from '../../../src/host/paths.node.ts';
import { loadVersion } from '../../../src/validate/registry.node.ts';
import { allRules, rulesFor } from '../../../src/validate/load-rules.node.ts';
import { slowJudge, type Judged } from '../../fast-validate/judge.ts';
import { GOLDEN } from '../../support/engine.ts';
import { launchBrowser, WITHOUT_BROWSER } from './chromium.ts';
import { fileOf } from './files.ts';
import { CheckPage, plain, type Said } from './page.ts';
import { openElsewhere, openSite } from './site.ts';
import { EXAMPLES } from '../../support/unfolded.ts';

declare const openChecker: (options?: CheckerOptions) => Checker;
declare const Worker: new (address: string, options: { type: 'module' }) => unknown;

const site = await openSite();
const elsewhere = await openElsewhere();
const browser = (await launchBrowser(elsewhere.address)) as Browser;
/** Loaded again for each file. */
const shared = await (browser as Browser | undefined)?.newPage();
const folder = mkdtempSync(join(tmpdir(), 'decp-browser-'));
const version = await loadVersion(GOLDEN);
const slow = slowJudge(version);

afterAll(async () => {
  await (browser as Browser | undefined)?.close();
  site.close();
  elsewhere.close();
  rmSync(folder, { recursive: true });
});

const CLEAN = fileOf(600);
const DIRTY = fileOf(600, 3);
const OWN = { version: GOLDEN, rules: false };

/** Checks a file with these bytes, and lets it be forgotten. */
async function checked(bytes: string | Uint8Array, ...how: Parameters<CheckPage['check']>): Promise<Said> {
  const path = join(folder, 'fichier.json');
  writeFileSync(path, bytes);
  const page = await CheckPage.open(shared ?? browser, site.origin);
  await page.choose(path);
  return page.check(...how);
}

const judged = ({ outcome, findings }: Said): unknown => ({
  findings,
  verdict: outcome.readable ? outcome.verdict : outcome.finding.code,
});
const expected = ({ findings, verdict }: Judged): unknown =>
  plain({ findings, verdict: 'code' in verdict ? verdict.code : verdict });
const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

const hasBrowser = (browser as Browser | undefined) !== undefined;

describe.skipIf(!hasBrowser)(`a page checks a file itself${hasBrowser ? '' : ` (skipped: ${WITHOUT_BROWSER})`}`, () => {
  describe('and says what Node says by its slow path', () => {
    test.each([
      ['valid', CLEAN],
      ['dirty', DIRTY],
      ['cut short', DIRTY.slice(0, -100)],
      ['pretty, with a byte order mark', `\uFEFF${JSON.stringify(JSON.parse(DIRTY), null, 2)}`],
      ['without its last quote', '{"marches":{"marche":[{"acheteur":{"id":"a}}]}}'],
      ['of another shape', CLEAN.replace('"marches"', '"marchés"')],
    ])('of a file that is %s', async (_, text) => {
      expect(judged(await checked(text, OWN))).toEqual(expected(slow(bytesOf(text))));
    });

    test('of a file checked by the rules, too', async () => {
      const rules = allRules('2026-01-31');
      const judge = slowJudge(version, await rulesFor(GOLDEN, rules));
      site.asked.length = 0;
      for (const text of [CLEAN, DIRTY]) {
        const said = await checked(text, { version: GOLDEN, date: rules.today });
        expect(judged(said)).toEqual(expected(judge(bytesOf(text))));
      }
      expect(site.asked).toContain('GET /dist/rules/tables.bin');
    });

    test('of a stream, and of a file packed with gzip', async () => {
      const wanted = expected(slow(bytesOf(DIRTY)));
      expect(judged(await checked(DIRTY, OWN, { way: 'stream' }))).toEqual(wanted);
      expect(judged(await checked(gzipSync(DIRTY), OWN))).toEqual(wanted);
      expect(judged(await checked(gzipSync(DIRTY), OWN, { way: 'stream' }))).toEqual(wanted);
    });

    test('of a file of another form', async () => {
      const said = await checked(readFileSync(`${EXAMPLES}${GOLDEN}/valid/concession-complete.xml`), OWN);
      expect(said.outcome).toMatchObject({ readable: true, form: 'xml', verdict: { schemaVerdict: true } });
      expect(said.findings).toEqual([]);
    });
  });

  test('what is compared would tell a recogniser of another version', async () => {
    site.plant.set('/dist/versions/2.1.0/recogniser.wasm', readFileSync(under('dist', 'versions', '2.0.1', 'recogniser.wasm')));
    try {
      expect(judged(await checked(DIRTY, OWN))).not.toEqual(expected(slow(bytesOf(DIRTY))));
    } finally {
      site.plant.clear();
    }
  });

  test('nothing is uploaded, nothing is asked of another site, and the checks are loaded only where something may be wrong', async () => {
    site.asked.length = 0;
    await checked(CLEAN, OWN);
    const clean = site.asked.splice(0);
    await checked(DIRTY, OWN);
    const dirty = site.asked.splice(0);
    expect([...clean, ...dirty].filter((request) => !request.startsWith('GET /'))).toEqual([]);
    expect(clean).toContain('GET /dist/versions/2.1.0/recogniser.wasm');
    expect(clean.filter((request) => /validators|members|model/.test(request))).toEqual([]);
    expect(dirty).toContain('GET /dist/versions/2.1.0/members.js');
    expect(elsewhere.asked).toEqual([]);
  });

  test('what is asked of another site would be seen', async () => {
    const page = await browser.newPage();
    await page.goto('http://elsewhere.example/').catch(() => undefined);
    await page.close();
    expect(elsewhere.asked.splice(0)).toContain('http://elsewhere.example/');
  });

  test('findings come many at a time, the page has its turns meanwhile, and no more come than are wanted', async () => {
    const said = await checked(DIRTY, OWN);
    expect(said.findings.length).toBeGreaterThan(200);
    expect(said.batches).toBeLessThan(said.findings.length / 10);
    expect(said.turns).toBeGreaterThan(3);
    const few = await checked(DIRTY, { ...OWN, maxFindings: 10 });
    expect(few.findings).toEqual(said.findings.slice(0, 10));
    expect((few.outcome as Checked).withheld).toBe(said.findings.length - 10);
    expect((few.outcome as Checked).verdict).toEqual((said.outcome as Checked).verdict);
  });

  test('the version is reported from the file, and findings come in words where a language is chosen', async () => {
    const text = DIRTY.replace('{', `{"version":"2.1",`);
    const { outcome, findings } = await checked(text, { lang: 'fr', maxFindings: 1 });
    expect(outcome).toMatchObject({ readable: true, version: GOLDEN, detection: { version: GOLDEN } });
    expect(findings[0]?.words?.text).toMatch(/[.»]/);
  });

  test('what cannot be read is reported as data, as is a version that does not exist', async () => {
    expect((await checked('', OWN)).outcome).toMatchObject({ readable: false, finding: { code: 'syntax.empty' } });
    expect((await checked(CLEAN, { version: '9.9.9', lang: 'en' })).outcome).toMatchObject({
      readable: false,
      finding: { code: 'input.unknown-version', words: { text: expect.stringContaining('9.9.9') as string } },
    });
    const damaged = await checked(gzipSync(DIRTY).subarray(0, -3000), OWN);
    expect(damaged.findings.at(-1)?.code).toBe('input.bad-gzip');
  });

  test('a worker that never answers again is ended, its check rejects, and the next one is checked', async () => {
    site.plant.set('/stuck.js', bytesOf("addEventListener('message', () => { for (;;); });"));
    const page = await CheckPage.open(browser, site.origin);
    try {
      await page.page.clock.install();
      await page.choose(join(folder, 'fichier.json'));
      const outcomes = page.input.evaluate(async ({ files: [file] }) => {
        const addresses = ['/stuck.js', '/dist/browser/worker.js'];
        const checker = openChecker({ worker: () => new Worker(addresses.shift() as string, { type: 'module' }) as CheckWorker });
        const reported = await checker.check(file as Blob).catch(String);
        return [reported, await checker.check(file as Blob)];
      });
      await page.page.clock.runFor(110_000);
      expect(await outcomes).toEqual([
        expect.stringMatching(/^NoProgress: check : le worker ne répond plus depuis 90 s/),
        expect.objectContaining({ readable: true }),
      ]);
    } finally {
      await page.page.close();
      site.plant.delete('/stuck.js');
    }
  });

  test('an asset that is not there rejects, and says which', async () => {
    await expect(checked(CLEAN, OWN, { assets: '/nowhere/' })).rejects.toThrow(
      /check : « .*\/nowhere\/versions\/index\.json » n'a pas pu être chargé \(HTTP 404\)/,
    );
  });
});
