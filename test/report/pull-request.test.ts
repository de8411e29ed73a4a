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
  kinds: { marche: records, 'contrat-concession': { ...records, judged: 0 } },
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
  judging: [],
  propositions: [],
  score: { percent: 100 },
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
  judging: [{ id: 'montant-rond', versions: ['2.0.2', '2.0.3'] }],
  propositions: [{ file: 'propositions/0002-a`b.md', state: '<b>ouverte' }],
  score: { percent: 99.9 },
};
const TEXTS: PullRequest = { ...QUIET, change: reportOf('equivalent', [TEXT, { ...TEXT, fingerprint: 'b' }]) };

describe.each(['fr', 'en'] as const)('the page on a pull request in %s', (lang) => {
  test.each(Object.entries({ quiet: QUIET, loud: LOUD }))('%s reads as in its golden file', async (name, it) => {
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

test('the first line says whether it can be accepted, and what changes', () => {
  const verdict = (it: PullRequest) =>
    french(it)
      .split('\n')
      .find((line) => line.startsWith('**'));
  expect(verdict(TEXTS)).toBe(
    "**Rien n'arrête cette proposition.** Seuls des textes changent (2) : aucune donnée n'est jugée autrement.",
  );
  expect(verdict(QUIET)).toBe("**Rien n'arrête cette proposition.** Le format ne change pas depuis `origin/main`.");
  expect(verdict(LOUD)).toMatch(/^\*\*Une chose arrête cette proposition\.\*\* `next` refuse des données/);
  expect(french({ ...QUIET, change: reportOf('widened', [WIDER, TEXT]) })).not.toContain('Seuls des textes');
});

test('a break that no number and no erratum declares is marked where it is reported, with its fingerprint and its instance', () => {
  const change = reportOf('narrowed', [DATE]);
  const undeclared = french({ ...QUIET, change, gate: reportOf('narrowed', [DATE]) });
  expect(undeclared).toContain("**Ce que promet ce numéro n'est pas tenu : 1 changement non déclaré.**");
  expect(undeclared).toMatch(
    /- \*\*Non déclaré\.\*\* Date de notification .*empreinte `0123456789abcdef`\)\n {2}- .* : `"dateNotification": "2026-02-31"`/,
  );
  const declared = french({ ...QUIET, change });
  expect(declared).toContain('Ce que promet ce numéro est tenu.');
  expect(declared).not.toContain('Non déclaré');
});

test('where the changes of others ask for more, the number says what the proposal alone asks for', () => {
  const number = (it: PullRequest): string => /^- \*\*Numéro\*\* : .*$/m.exec(french(it))?.[0] ?? '';
  const all = reportOf('widened', [WIDER, { ...TEXT, bump: 'patch' }]);
  const alone = (changes: (typeof TEXT)[]): string => number({ ...QUIET, change: reportOf('equivalent', changes), gate: all });
  expect(alone([])).toContain("par tous les changements de `next` (cette proposition seule n'en demande pas), 2.1.0 annoncé");
  expect(alone([{ ...TEXT, bump: 'patch' }])).toContain('de `next` (cette proposition seule : 2.0.4), 2.1.0 annoncé');
  expect(number({ ...QUIET, change: all, gate: all })).toContain('de `next`, 2.1.0 annoncé');
});

test('the changes since the base ask for nothing: only what is new since a release does', () => {
  const page = french({ ...QUIET, change: reportOf('narrowed', [DATE, CLOSED]) });
  expect(page).toContain(CLOSED.fingerprint);
  expect(page).not.toContain('Non déclaré');
});

test('nothing that a proposal holds becomes markup', () => {
  const html = new MarkdownIt({ html: true }).render(french(LOUD));
  expect(html).not.toMatch(/<script|<a |<em>/);
  expect(html).toContain('<b>ouverte'.replace('<', '&lt;').replace('>', '&gt;'));
});

test('the French page holds no English word but names', () => {
  const data = /`[^`]*`|<[^>]*>|```[\s\S]*?```|\{[^}]*\}/g;
  const page = french({ ...LOUD, base: 'origin/main' }).replace(/<details>[\s\S]*?<\/details>/g, '');
  expect(foreignWords(page.replace(data, '')).filter((word) => word !== 'null')).toEqual([]);
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
  for (const list of page.split(/^(?:###|<details>)/m)) expect(list.split('\n- ').length).toBeLessThan(18);
  expect(page.match(/et 385 autres/g)).toHaveLength(3);
});
