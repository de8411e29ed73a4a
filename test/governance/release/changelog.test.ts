import { describe, expect, test } from 'vitest';
import type { Change } from '../../../packages/schema-diff/src/types.ts';
import type { Field, Model } from '../../../src/model/types.ts';
import { withRelease } from '../../../src/governance/release/files.node.ts';
import { releaseNotes } from '../../../src/governance/release/changelog/blocks.ts';
import { sharedStart } from '../../../src/governance/release/changelog/plain.ts';
import { readmeWith } from '../../../src/governance/release/changelog/readme.ts';
import type { ReleaseNotes } from '../../../src/governance/release/changelog/types.ts';
import { VERSION_STATUS } from '../../../src/messages/compiled/version-status.ts';
import type { Status } from '../../../src/model/releases.ts';
import { IN_FORCE, readText } from '../../support/engine.ts';
import {
  BOTH,
  change,
  CLOSED,
  DATE,
  ERRATUM,
  OPTIONAL,
  reportOf,
  RULE,
  TEXT,
  UNKNOWN,
  WIDER,
} from '../../report/diff-fixture.ts';

const field = (fr: string, en: string): Field => ({
  title: { fr, en },
  description: { fr, en },
  source: { fr, en },
  examples: [],
});

const MODEL: Model = {
  version: 'next',
  schema: {
    properties: {
      marches: {
        'x-field': 'marches',
        properties: {
          marche: {
            items: {
              properties: {
                dateNotification: { 'x-field': 'date' },
                objet: { 'x-field': 'objet' },
                origineUE: { 'x-field': 'origine' },
                ccag: { 'x-field': 'ccag' },
              },
            },
          },
        },
      },
    },
  },
  lists: [],
  fields: {
    date: field('Date de notification', 'Notification date'),
    objet: field('Objet du marché', 'Subject'),
    origine: field("Part d'origine européenne", 'European share'),
    ccag: field('CCAG', 'General terms'),
  },
  codelists: {},
  rules: [],
  unicodePatterns: true,
};

const CODE = change('codelist-code-added', {
  path: 'marches.marche[].ccag',
  direction: 'widened',
  bump: 'minor',
  params: { code: 'Fêtes', codelist: 'ccag' },
  fingerprint: '00000000000000c0',
  witnesses: [{ accepted: 'next', instance: 'Fêtes', at: '', fragment: 'Fêtes' }],
});
const DEPRECATED = change('codelist-code-deprecated', {
  path: 'marches.marche[].ccag',
  bump: 'patch',
  params: { code: 'Travaux', codelist: 'ccag', since: '2.1.0', replacedBy: 'Fêtes' },
  fingerprint: '00000000000000c2',
});
const BOUND = change('minimum-decreased', {
  path: 'marches.marche[].objet',
  direction: 'widened',
  bump: 'minor',
  params: { before: 1, after: 0 },
  fingerprint: '00000000000000c3',
  witnesses: [{ accepted: 'next', instance: { objet: 0 }, at: '/objet', fragment: 0 }],
});

const notes = (changes: Change[], rest: Partial<ReleaseNotes> = {}): ReleaseNotes => ({
  previous: '2.0.3',
  version: '2.1.0',
  date: '2026-12-01',
  promise: { fr: 'Promesse.', en: 'Promise.' },
  inForce: '2.0.3',
  report: reportOf('incomparable', changes, [ERRATUM]),
  models: { previous: MODEL, next: MODEL },
  legal: new Map([['documentation-format-2', { fr: 'Documentation publiée', en: 'Published documentation' }]]),
  legalTexts: ['documentation-format-2'],
  reported: new Map(),
  ...rest,
});

const ALL = notes([TEXT, WIDER, OPTIONAL, DATE, RULE, UNKNOWN, CLOSED, BOTH, CODE, DEPRECATED, BOUND]);

describe('what a release is reported by', () => {
  test('is a changelog that a person reads, by kind, with what to do, examples and sources', async () => {
    const text = withRelease('# Journal\n\n## Non publié\n', ALL);
    await expect(text).toMatchFileSnapshot('../../golden/release/changelog.md');
  });

  test.each(['fr', 'en'] as const)('is notes of their own (%s)', async (lang) => {
    await expect(releaseNotes(ALL, lang)).toMatchFileSnapshot(`../../golden/release/notes.${lang}.md`);
  });

  test('names every change once, whatever it is', () => {
    const text = releaseNotes(ALL, 'fr');
    for (const reported of [
      'Date de notification',
      'CCAG',
      "Part d'origine européenne",
      'Fêtes',
      'montant-rond',
      'Objet du marché',
    ])
      expect(text).toContain(reported);
  });

  test('tells reusers that a field may miss where the example lacks it, and not that its values are new', () => {
    const lacking = change('required-together-relaxed', {
      path: 'marches.marche[].objet',
      direction: 'widened',
      bump: 'minor',
      params: { name: 'objet' },
      fingerprint: '00000000000000c4',
      witnesses: [{ accepted: 'next', instance: { id: '1' }, at: '', fragment: { id: '1' } }],
    });
    const text = releaseNotes(notes([lacking, { ...lacking, fingerprint: '00000000000000c5' }]), 'fr');
    expect(text.match(/Objet du marché[^\n]* peut maintenant manquer\./g)).toHaveLength(1);
    expect(text).not.toContain('valeurs nouvelles');
  });

  test('asks nothing of anybody where only texts change', () => {
    const text = releaseNotes(notes([TEXT]), 'fr');
    expect(text.match(/Il n'y a rien à faire\./g)).toHaveLength(2);
    expect(text).not.toContain('Rompu');
  });

  test('lets no text of a schema be more than text', () => {
    const text = releaseNotes(ALL, 'fr');
    expect(text).not.toMatch(/<script>|\n::error|@mainteneurs\b(?!<)|\u202e/);
  });
});

describe('the changelog', () => {
  const written = `# Journal

## Non publié

### Le format : next par rapport à 2.0.3

#### Réparé

- Une date existe.

### Les outils

- Un outil.

## Versions publiées

- **2.0.3**, 2024-11-12 : arrêtés.
`;

  test('keeps what was written by hand of the format in the release, and of the tools where it was', () => {
    const text = withRelease(written, notes([DATE]));
    const order = [
      '## Non publié',
      '### Les outils',
      '- Un outil.',
      '## 2.1.0, 2026-12-01',
      '### En bref',
      '#### Réparé',
      '### Refusé désormais',
      '## Versions publiées',
    ];
    const places = order.map((part) => text.indexOf(part));
    expect(places.every((place) => place >= 0)).toBe(true);
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(text).not.toContain('### Le format');
  });

  test('of a second release stands over the first', () => {
    const text = withRelease(withRelease(written, notes([DATE])), notes([TEXT], { previous: '2.1.0', version: '2.1.1' }));
    expect([...text.matchAll(/^## (.*)$/gm)].map(([, heading]) => heading)).toEqual([
      'Non publié',
      '2.1.1, 2026-12-01',
      '2.1.0, 2026-12-01',
      'Versions publiées',
    ]);
  });

  test('without a place for what is not released is refused', () => {
    expect(() => withRelease('# Journal\n', notes([TEXT]))).toThrow('Non publié');
  });
});

test.each([
  [['une valeur vide : A', 'une valeur vide : B'], 'une valeur vide'],
  [["des noms que nul n'a définis, dans « a »", "des noms que nul n'a définis, à la racine"], "des noms que nul n'a définis"],
  [['un fichier sans contrat : une liste « a »', 'un fichier sans contrat : une liste « b »'], 'un fichier sans contrat'],
  [['une date', 'une heure'], undefined],
  [['seul'], 'seul'],
])('titles that begin alike are reported by what they share: %j', (titles, shared) => {
  expect(sharedStart(titles)).toBe(shared);
});

describe.each(['fr', 'en'] as const)('the README (%s)', (lang) => {
  const readme = readText(lang === 'fr' ? 'README.md' : 'README.en.md');
  const released = {
    notes: notes([TEXT], { previous: '9.8.0', version: '9.9.0' }),
    expected: '9.10.0',
    before: ['documentation-format-2'],
  };
  const text = readmeWith(readme, released, lang);

  test('says that the new version is a proposal, leaves what is in force, and says where the draft is going', () => {
    const rows = text.split('\n').filter((line) => /^\| \d+\.\d+\.\d+ /.test(line));
    const named = (status: Status) =>
      rows.filter((row) => row.includes(`| ${VERSION_STATUS[lang][status]()}`)).map((row) => row.split(' ')[1]);
    expect([named('en vigueur'), named('publiée ici')]).toEqual([[IN_FORCE], ['9.9.0']]);
    expect(rows.at(-1)).toMatch(/^\| 9\.9\.0 \| 2026-12-01 \| .*9\.8\.0/);
    expect(text).toMatch(/`next`.*9\.10\.0.*9\.9\.0/);
  });

  test('without its table is refused', () => {
    expect(() => readmeWith('# Référentiel', released, lang)).toThrow('is missing');
  });
});
