import MarkdownIt from 'markdown-it';
import { describe, expect, test } from 'vitest';
import type { Cause, VerdictCounts, VerdictFile } from '../../src/model/impact.ts';
import { MARKER, pullRequestPage, unreadPage } from '../../src/governance/pull-request/page.ts';
import type { PullRequest } from '../../src/governance/pull-request/types.ts';
import { foreignWords } from '../messages/french.ts';
import { change, CLOSED, DATE, ERRATUM, report, reportOf, TEXT, WIDER } from './diff-fixture.ts';

const counts = (rest: Partial<VerdictCounts> = {}): VerdictCounts => ({
  judged: 412,
  acceptedByBoth: 412,
  refusedByBoth: 0,
  newlyRefused: 0,
  newlyAccepted: 0,
  ...rest,
});
const cause: Cause = {
  effect: 'new',
  code: 'schema.pattern',
  kind: 'marche',
  path: 'dateNotification',
  files: 1,
  records: 3,
  changing: 2,
  alone: 2,
  share: 0.005,
  places: [],
  changes: [],
};

const measuredOf = (name: string, records: VerdictCounts): VerdictFile => ({
  ...{ name, sha256: null, parsed: true, shape: 'both', outside: 0, records },
  verdict: { from: false, to: false },
});

const QUIET: PullRequest = {
  base: 'origin/main',
  refusals: [],
  change: reportOf('equivalent', []),
  gate: reportOf('incomparable', [DATE, WIDER], [ERRATUM]),
  sources: [],
  examples: { count: 642, changed: [] },
  sample: { files: 180, records: counts(), wholeFiles: counts(), causes: [] },
  score: { percent: 100, noticed: 1658, total: 1662, equivalent: 4, survivors: [] },
  rules: { added: [], removed: [], changed: [] },
};
const LOUD: PullRequest = {
  ...QUIET,
  base: 'a`b|<script>',
  refusals: [
    {
      where: 'schema/next/codelists/type-prix.csv:6:1',
      fr: "le code « @mainteneurs <img> » n'est dans aucun exemple ; ajoutez un fichier",
      en: 'code “@mainteneurs <img>” is in no example; add a file',
    },
  ],
  change: report(),
  gate: report(),
  examples: {
    count: 642,
    changed: [
      { file: 'examples/next/valid/marche-simple.json', before: 'accepted', after: 'refused' },
      { file: 'examples/next/invalid/encoding.utf16--x.json', before: 'unreadable', after: 'accepted' },
    ],
  },
  sample: {
    ...QUIET.sample,
    records: counts({ newlyRefused: 2, newlyAccepted: 1 }),
    causes: [
      cause,
      { ...cause, effect: 'gone', code: 'schema.required', path: '', changing: 1 },
      { ...cause, path: 'objet', changing: 0 },
    ],
  },
  federation: {
    from: '2.1.0',
    measured: '2026-11-20',
    federation: {
      snapshot: '2026`|<b>',
      contracts: 3_300_000,
      old: 12,
      sampled: 20_000,
      recipe: { size: 20_000, least: 1, seed: '' },
    },
    records: counts({ judged: 19_990, newlyRefused: 7, newlyAccepted: 1 }),
    files: [
      measuredOf('pes', counts({ judged: 9_000, newlyRefused: 1 })),
      measuredOf('at|exo', counts({ judged: 10_000, newlyRefused: 6, newlyAccepted: 1 })),
      measuredOf('calme', counts({ judged: 990 })),
    ],
    causes: [cause],
  },
  score: { percent: 99.9, noticed: 1657, total: 1662, equivalent: 4, survivors: ['drop-type@/$defs/marche'] },
  rules: {
    added: [
      {
        id: 'montant-rond',
        severity: 'info',
        family: 'qualite',
        title: { fr: 'montant *rond*', en: '*round* amount' },
        judges: ['2.0.2', '2.0.3'],
      },
    ],
    removed: [
      { id: 'objet-html', severity: 'warning', family: 'qualite', title: { fr: 'objet en HTML', en: 'HTML in the subject' } },
    ],
    changed: [
      { id: 'acte-inconnu', severity: 'error', family: 'reglementaire', title: { fr: 'acte inconnu', en: 'unknown act' } },
    ],
  },
};
const TEXTS: PullRequest = { ...QUIET, change: reportOf('equivalent', [TEXT, { ...TEXT, fingerprint: 'b' }]) };

describe.each(['fr', 'en'] as const)('the page on a pull request in %s', (lang) => {
  test.each(Object.entries({ quiet: QUIET, loud: LOUD, texts: TEXTS }))('%s reads as in its golden file', async (name, it) => {
    await expect(pullRequestPage(it, { lang })).toMatchFileSnapshot(`../golden/report/pull-request-${name}.${lang}.md`);
  });

  test('begins with the marker, once, so that a comment can be found and replaced', () => {
    for (const it of [QUIET, LOUD, TEXTS]) {
      expect(pullRequestPage(it, { lang }).split('\n')[0]).toBe(MARKER);
      expect(pullRequestPage(it, { lang }).split(MARKER)).toHaveLength(2);
    }
  });
});

test('where the format cannot be read, what stops the proposal is reported all the same', () => {
  const page = unreadPage(LOUD, { lang: 'fr' });
  expect(page).toContain('### Ce qui arrête cette proposition (1)\n\n- `schema/next/codelists/type-prix.csv:6:1` : le code');
  expect(page).toContain('ne se lit pas');
  expect(page.split('\n')[0]).toBe(MARKER);
});

const french = (it: PullRequest) => pullRequestPage(it, { lang: 'fr' });

test('what only texts change is reported in one line', () => {
  expect(french(TEXTS).split('\n')).toContain("**Seuls des textes changent (2) : aucune donnée n'est jugée autrement.**");
  expect(french(QUIET).split('\n')).toContain('**Le format ne change pas depuis `origin/main`.**');
  expect(french({ ...QUIET, change: reportOf('widened', [WIDER, TEXT]) })).not.toContain('Seuls des textes');
});

test('a break that is declared needs nothing; one that is not is reported with its instance and the way out', () => {
  expect(french(QUIET)).toContain('Ce que promet ce numéro est tenu.');
  expect(french(QUIET)).not.toContain('À déclarer');
  const undeclared = french({ ...QUIET, gate: reportOf('narrowed', [DATE]) });
  expect(undeclared).toContain('### À déclarer (1 changement)');
  expect(undeclared).toContain('"dateNotification": "2026-02-31"');
  expect(undeclared).toContain('Déclarer un erratum');
});

test('the changes since the base ask for nothing: only what is new since a release does', () => {
  const page = french({ ...QUIET, change: reportOf('narrowed', [DATE, CLOSED]) });
  expect(page).toContain(CLOSED.fingerprint);
  expect(page).not.toContain('Non déclaré');
});

test('nothing that a proposal holds becomes markup', () => {
  const html = new MarkdownIt({ html: true }).render(french(LOUD));
  expect(html).not.toMatch(/<script|<a |<em>/);
  expect(html).toContain('montant *rond*');
});

test('the French page holds no English word but names', () => {
  const data = /`[^`]*`|<[^>]*>|```[\s\S]*?```|\{[^}]*\}/g;
  const page = french({ ...LOUD, base: 'origin/main' }).replace(/<details>[\s\S]*?<\/details>/g, '');
  expect(foreignWords(page.replace(data, '')).filter((word) => word !== 'null' && word !== 'error')).toEqual([]);
});

test('a proposal that changes everything still fits in a comment', () => {
  const many = Array.from({ length: 400 }, (_, i) => ({ ...DATE, fingerprint: String(i).padStart(16, '0') }));
  const won = Array.from({ length: 400 }, (_, i) => change('x-widened', { ...WIDER, fingerprint: `w${i}` }));
  const all = reportOf('incomparable', [...many, ...won]);
  const files = Array.from(
    { length: 400 },
    (_, i) => ({ file: `examples/next/valid/${i}.json`, before: 'accepted', after: 'refused' }) as const,
  );
  const page = french({ ...LOUD, change: all, gate: all, examples: { count: 642, changed: files } });
  expect(page.length).toBeLessThan(65_536);
  expect(page).toContain('et 370 autres');
});
