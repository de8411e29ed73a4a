import { parse } from 'csv-parse/sync';
import { expect, test } from 'vitest';
import { Kept } from '../../../docs-site/src/check/kept.ts';
import { certificateHtml, certificateJson } from '../../../docs-site/src/check/report/certificate.ts';
import { csvPieces, jsonPieces } from '../../../docs-site/src/check/report/data.ts';
import { htmlPieces } from '../../../docs-site/src/check/report/page.ts';
import { summaryOf } from '../../../docs-site/src/check/summary.ts';
import type { Checked } from '../../../src/library/page/types.ts';
import { createTally } from '../../../src/report/summary.ts';
import { allRules } from '../../../src/validate/rule-book.ts';

const HOSTILE = '<script>alert(1)</script>"&\'';

const REASON = { by: 'flat', label: '', others: undefined, version: '', inForce: false, unknown: undefined };

const checked = (errors: number, toReview = 0): Checked => ({
  readable: true,
  form: 'json',
  version: '2.0.3',
  detection: { version: '2.0.3', candidates: ['2.0.3'], reason: REASON },
  verdict: {
    parsed: true,
    schemaVerdict: errors === 0,
    records: { marche: 1, 'contrat-concession': 0, valid: 1, invalid: 0, conforming: errors === 0 ? 1 : 0 },
    counts: { error: errors, warning: toReview, info: 0 },
    toReview,
    rules: {
      notEvaluated: 0,
      forecast: {
        ...{ schema: '2.0.3', publish: 0, reserve: 0, drop: 1, unknown: 0 },
        reasons: { drop: { schema: 1, 'date-future': 1 }, reserve: {}, unknown: {} },
      },
    },
  },
  withheld: 0,
  groups: [],
});

const asked = {
  file: `${HOSTILE}.json`,
  chosen: false,
  rules: allRules('2026-01-31'),
  rulesVersion: 'next-1',
  inForce: '2.0.3',
  proposed: '2.1.0',
};
const tool = { name: 'decp-referentiel', version: '0.1.0' };

function reported(findings = 1) {
  const kept = new Kept({ findings, characters: Infinity });
  const text = `=HYPERLINK("x") ${HOSTILE}`;
  const words = { title: HOSTILE, field: HOSTILE, found: text, expected: 'e', remedy: 'r', text };
  const base = { code: 'schema.enum', severity: 'error', path: `/marches/marche/0/${HOSTILE}` } as const;
  const finding = {
    ...base,
    record: { kind: 'marche', index: 0, id: `=1+1${HOSTILE}` } as const,
    params: { value: HOSTILE },
    words,
  };
  kept.add([finding, finding]);
  const tally = createTally({ places: 0 });
  for (let times = 0; times < 2; times++) tally.add(finding, () => words);
  const summary = summaryOf(checked(2), asked, null);
  return {
    lang: 'fr' as const,
    tool,
    summary,
    findings: kept.findings,
    left: kept.left,
    groups: tally.groups(),
    titleOf: String,
  };
}

test('the report to read holds no tag and no script of the data, and may not run any', () => {
  const page = [...htmlPieces(reported())].join('');
  expect(page).not.toMatch(/<script/i);
  expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;&quot;&amp;&#39;');
  expect(page).toContain("default-src 'none'");
  expect(page).not.toMatch(/(src|href)=/);
});

test('the report to read has the counts of all findings, and the places of those that were kept', () => {
  const page = [...htmlPieces(reported())].join('');
  expect(page).toMatch(/<td class="number">2<\/td>/);
  expect(page.match(/<li>marché n° 1/g)).toHaveLength(1);
  expect(page).toContain('1 constat n&#39;est pas montré ci-dessus ; pour tous les voir : decp validate --format csv');
  expect([...htmlPieces(reported(2))].join('')).not.toContain('montré ci-dessus');
});

test('the report for spreadsheets has no formula, and is what a French Excel opens in columns and with accents', () => {
  const text = [...csvPieces(reported(2))].join('');
  expect(text).toMatch(/^\uFEFFfichier;ligne;/);
  const rows = parse(text, { bom: true, delimiter: ';' });
  expect(rows).toHaveLength(3);
  expect(rows.flat().filter((cell) => /^[=+\-@]/.test(cell))).toEqual([]);
});

test('the report for programs is that of the command line, and says where it does not have them all', () => {
  type Report = { tool: unknown; rulesVersion: string; files: Record<string, unknown>[] };
  const { files, ...head } = JSON.parse([...jsonPieces(reported())].join('')) as Report;
  expect(head).toEqual({ tool, rulesVersion: 'next-1' });
  expect(files).toHaveLength(1);
  expect(files[0]).toMatchObject({ version: '2.0.3', verdict: 'not-conforming', truncated: true, sha256: null });
  expect(files[0]?.['findings']).toHaveLength(1);
  const whole = JSON.parse([...jsonPieces(reported(2))].join('')) as Report;
  expect(whole.files[0]).toMatchObject({ truncated: false });
});

test('a certificate says « conforme » only where there is no error, and that it proves nothing of the data', () => {
  for (const [errors, points, verdict, conforming, title] of [
    [0, 0, 'conforming', true, 'Certificat de conformité'],
    [0, 2, 'to-review', true, 'Conforme, à vérifier avant de publier : aucune erreur n&#39;a été trouvée, et 2 points'],
    [1, 2, 'not-conforming', false, 'Non conforme'],
  ] as const) {
    const summary = { ...summaryOf(checked(errors, points), asked, 'ab'.repeat(32)), sha256: 'ab'.repeat(32) };
    const certified = { lang: 'fr' as const, tool, summary, bytes: 12, made: new Date('2026-01-31T10:00:00Z') };
    const said = JSON.parse(certificateJson(certified)) as Record<string, unknown>;
    expect(said).toMatchObject({
      conforming,
      verdict,
      toReview: points,
      file: { bytes: 12, sha256: summary.sha256 },
      schema: { version: '2.0.3' },
    });
    const page = String(certificateHtml(certified));
    expect(/>(Conforme|Certificat de conformité)/.test(page)).toBe(conforming);
    expect(page).toContain(title);
    expect(page.includes('Certificat de conformité')).toBe(verdict === 'conforming');
    expect(page).toContain('ne prouve rien');
    expect(page).not.toMatch(/<script/i);
  }
});
