import { describe, expect, test } from 'vitest';
import { releasesOf } from '../../src/ocds/releases.ts';
import { loadModelOf } from '../../src/validate/registry.node.ts';
import { contextOf, examples, parsed, thereAndBack } from './export.ts';
import { emitted, knownPaths, profileJudge } from './profile.ts';
import { errorsOf, hasStandard, releaseJudge, WITHOUT_STANDARD } from './standard.ts';

type Fields = Record<string, unknown>;
test('a valid example loses nothing, and comes back as it was', async () => {
  expect(examples.length).toBeGreaterThan(100);
  for (const { version, name, kind, record } of examples) {
    const context = contextOf(await loadModelOf(version));
    const { back, lost, kind: found } = thereAndBack(kind, record, context);
    expect({ lost: lost.filter(({ severity }) => severity === undefined), kind: found, back }, `${version} ${name}`).toEqual({
      lost: [],
      kind,
      back: record,
    });
  }
});

describe('the profile of what we emit', () => {
  const judge = profileJudge();

  test.each([true, false])('is kept to by the releases of every valid example, with the extension: %s', async (extension) => {
    for (const { version, name, kind, record } of examples) {
      const context = contextOf(await loadModelOf(version), extension);
      for (const release of parsed(releasesOf(kind, record, context)))
        expect(judge(release) ? [] : judge.errors, `${version} ${name}`).toEqual([]);
    }
  });

  test('has only paths of OCDS and of its extensions', () => {
    const known = knownPaths();
    expect(emitted().filter((path) => !known.has(path))).toEqual([]);
  });

  test.each([
    ['a foreign key', (release: Fields) => ({ ...release, datePublication: '2024' })],
    ['an empty list', (release: Fields) => ({ ...release, parties: [] })],
    ['a date without a time', (release: Fields) => ({ ...release, date: '2024-01-31' })],
    [
      'an amount that is a text',
      (release: Fields) => ({ ...release, awards: [{ id: '1', value: { amount: '12', currency: 'EUR' } }] }),
    ],
    [
      'a field of DECP that no version has',
      (release: Fields) => ({ ...release, contracts: [{ id: '1', awardID: '1', decp: { values: { couleur: 1 } } }] }),
    ],
  ])('notices %s', async (_, planted) => {
    const { version, kind, record } = examples.at(-1)!;
    const [release] = parsed(releasesOf(kind, record, contextOf(await loadModelOf(version))));
    expect(judge(release)).toBe(true);
    expect(judge(planted(release as Fields))).toBe(false);
  });
});

describe.skipIf(!hasStandard)(`OCDS 1.1.5${hasStandard ? '' : ` (skipped: ${WITHOUT_STANDARD})`}`, () => {
  test.each([true, false])('the releases of every valid example conform, with the extension: %s', async (extension) => {
    const { open, closed } = releaseJudge(extension);
    for (const { version, name, kind, record } of examples) {
      const context = contextOf(await loadModelOf(version), extension);
      for (const release of parsed(releasesOf(kind, record, context)))
        expect([...errorsOf(open, release), ...errorsOf(closed, release)], `${version} ${name}`).toEqual([]);
    }
  });
});
