import { describe as group, expect, test } from 'vitest';
import { findingOf } from '../../src/messages/finding-of.ts';
import { htmlReport } from '../../src/report/html.ts';
import { BARE, BROKEN, CONFORMING, OPTIONS, type Reported, TABLE, TO_REVIEW, UNREADABLE, WRONG, written } from './files.ts';

const NEXT: Reported = { ...WRONG, summary: { ...WRONG.summary, next: 'decp validate donnees/2024-08.json' } };
const CASES: Record<string, Reported[]> = {
  'not-conforming': [NEXT],
  table: [TABLE],
  'to-review': [TO_REVIEW],
  'several-files': [CONFORMING, BARE, BROKEN, UNREADABLE],
};
const LANGS = ['fr', 'en'] as const;

const page = (files: readonly Reported[], options: { lang?: 'fr' | 'en'; maxFindings?: number } = {}): string =>
  written(htmlReport({ ...OPTIONS, lang: 'fr', ...options }), files, options.lang ?? 'fr');

group.each(LANGS)('html in %s', (lang) => {
  test.each(Object.keys(CASES))('%s reads as in its golden file', async (name) => {
    await expect(page(CASES[name] ?? [], { lang })).toMatchFileSnapshot(`../golden/report/${name}.${lang}.html`);
  });
});

test('it needs no script, loads nothing and forbids both', () => {
  const text = page(Object.values(CASES).flat());
  expect(text).toMatch(/^<!doctype html>\n<html lang="fr">/);
  expect(text).toContain(`content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"`);
  expect(text).not.toMatch(/<script|\son\w+=|(src|href|action)=|url\(|@import|https?:/i);
});

test('the verdict, what to do first and the command to run stand before anything found', () => {
  const text = page([NEXT]);
  const order = [
    '<h1>',
    '>Non conforme : 381 contrats à corriger sur 383',
    'À faire : corrigez d&#39;abord « champ inconnu : _type »',
    '<code>decp validate donnees/2024-08.json</code>',
    '<dl>',
    '<table>',
    '<h4>1. Champ inconnu',
  ].map((part) => text.indexOf(part));
  expect(order).toEqual(order.toSorted((a, b) => a - b));
  expect(order[0]).toBeGreaterThan(0);
});

test('headings go down one level at a time, and each table has a caption and heads of columns', () => {
  for (const files of Object.values(CASES)) {
    const text = page(files);
    const levels = [...text.matchAll(/<h(\d)/g)].map(([, level]) => Number(level));
    expect(levels.filter((level) => level === 1)).toHaveLength(1);
    for (const [i, level] of levels.entries()) expect(level - (levels[i - 1] ?? 0)).toBeLessThanOrEqual(1);
    for (const [table] of text.matchAll(/<table>.*?<\/table>/gs)) {
      expect(table).toMatch(/<caption>[^<]+<\/caption>/);
      expect(table.match(/<th scope="col">/g)).toHaveLength(table.match(/<tr><td.*/)?.[0].match(/<td/g)?.length ?? 0);
    }
  }
});

const HOSTILE = '</p></td></title></style><script>alert(1)</script><img src=x onerror=alert(1)>"\'&\u202E\u0007';

test('nothing of a file is more than text: names, values, identifiers, sheets and codes', () => {
  const at = {
    record: { kind: 'marche' as const, index: 0, id: HOSTILE },
    position: { offset: 0, line: 1, column: 1, cell: { sheet: HOSTILE, row: 1, column: 'A', name: HOSTILE } },
  };
  const text = page([
    {
      findings: [
        findingOf('schema.enum', `/marches/marche/0/${HOSTILE}`, { allowed: [HOSTILE], value: HOSTILE }, at),
        { ...findingOf('schema.additionalProperties', `/${HOSTILE}`, { property: HOSTILE }), code: HOSTILE },
      ],
      summary: { ...WRONG.summary, file: HOSTILE, next: `decp validate ${HOSTILE}`, version: HOSTILE, versionDetected: null },
    },
  ]);
  expect(text).not.toMatch(/<(script|img)/);
  expect(text.match(/<\/(title|style|main)>/g)).toHaveLength(3);
  expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u202E]/u);
});

test('a list that is cut says how much is left out, and the counts stay complete', () => {
  const text = page([WRONG], { maxFindings: 2 });
  expect(text.match(/ligne \d+, colonne/g)).toHaveLength(2);
  expect(text).toContain('428 constats ne sont pas montrés ci-dessus ; pour tous les voir : --format csv');
  expect(text).toContain('429 erreurs et 1 information');
  expect(page([WRONG], { maxFindings: 0 })).not.toContain('<li>');
  expect(page([CONFORMING])).not.toContain('ne sont pas montrés');
});

test('more groups than a person reads are counted', () => {
  const findings = Array.from({ length: 150 }, (_, i) =>
    findingOf('schema.additionalProperties', `/marches/marche/0/champ${String(i)}`, { property: `champ${String(i)}` }),
  );
  const text = page([{ findings, summary: WRONG.summary }]);
  expect(text).toContain('s&#39;arrêtent aux 100 premières lignes ; 50 autres lignes ne sont pas montrées.');
  expect(text).toContain('50 constats ne sont pas montrés ci-dessus');
});
