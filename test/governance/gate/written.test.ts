import { describe, expect, test } from 'vitest';
import { changelogRefusals, notesRefusals, releaseRefusals } from '../../../src/governance/gate/published.node.ts';
import { SOURCES } from '../../../src/governance/gate/verb.node.ts';

test('the notes of a published version are not changed, removed or added by hand; those of a new one come with it', () => {
  const changed = (['changed', 'removed', 'added'] as const).map((how, i) => ({ path: `releases/2.${i}.0.fr.md`, how }));
  const refusals = notesRefusals(changed, ['2.0.0', '2.1.0', '2.2.0']);
  expect(refusals.map(({ kind, file }) => [kind, file])).toEqual(changed.map(({ path }) => ['generated', path]));
  expect(refusals.map(({ fr }) => fr.replace(/.*; /, ''))).toEqual([
    'remettez-les (git restore)',
    'remettez-les (git restore)',
    'supprimez ce fichier',
  ]);
  expect(notesRefusals([{ path: 'releases/3.0.0.en.md', how: 'added' }], ['2.1.0'])).toEqual([]);
});

test('a list of versions that cannot be read is no list from which versions are gone; one that is gone itself is', () => {
  const before = JSON.stringify({ releases: [{ version: '2.0.3' }, { version: '2.1.0' }] }, null, 2);
  expect(releaseRefusals(before, before.replace('"2.0.3"', '"2.0.3'))).toEqual([]);
  expect(releaseRefusals(before, undefined).map(({ file }) => file)).toEqual(['schema/releases.json', 'schema/releases.json']);
});

const CHANGELOG = `# Journal

## Non publié

## 2.2.0, 2027-01-01

### En bref

Un code de plus.

## 2.1.0, 2026-11-27

\`\`\`json
## 2.0.0
\`\`\`

Premier.

## Versions publiées

Avant.
`;

describe('the section of a published version in the changelog', () => {
  const refused = (after: string | undefined) =>
    changelogRefusals(CHANGELOG, after).map(({ fr }) => /\d+\.\d+\.\d+/.exec(fr)?.[0]);

  test.each<[name: string, after: string | undefined, versions: string[]]>([
    ['is changed', CHANGELOG.replace('Un code', 'Deux codes'), ['2.2.0']],
    ['is changed in what is fenced', CHANGELOG.replace('## 2.0.0\n', '## 2.0.1\n'), ['2.1.0']],
    ['gets another day', CHANGELOG.replace('2026-11-27', '2026-11-28'), ['2.1.0']],
    ['is swallowed by the one before', CHANGELOG.replace('## 2.1.0', '### 2.1.0'), ['2.2.0', '2.1.0']],
    ['stands twice', CHANGELOG.replace('## Non publié', '## Non publié\n\n## 2.1.0, 2026-11-27\n\nAutre.'), ['2.1.0']],
    ['goes with the whole file', undefined, ['2.2.0', '2.1.0']],
  ])('that %s is reported', (_, after, versions) => {
    expect(refused(after)).toEqual(versions);
  });

  test.each<[name: string, after: string]>([
    ['what is not released', CHANGELOG.replace('## Non publié', '## Non publié\n\n### Les outils\n\n- Un mot.')],
    ['a new version', CHANGELOG.replace('## Non publié', '## Non publié\n\n## 2.3.0, 2027-02-01\n\nEncore.')],
    ['a section of no version', CHANGELOG.replace('Avant.', 'Avant cela.')],
    ['the ends of lines', CHANGELOG.replaceAll('\n', '\r\n')],
  ])('does not hang on %s', (_, after) => {
    expect(refused(after)).toEqual([]);
  });
});

test('the gate looks at what a release wrote, and at propositions', () => {
  for (const path of ['CHANGELOG.md', 'propositions/0004-lots.md', 'releases/2.1.0.fr.md', 'schema/releases.json'])
    expect(SOURCES.test(path)).toBe(true);
});
