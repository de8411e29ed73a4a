import { describe, expect, test } from 'vitest';
import { isObject } from '../../packages/base/src/json.ts';
import { releasesOf } from '../../src/ocds/releases.ts';
import { loadModelOf } from '../../src/validate/registry.node.ts';
import type { Mergeable } from '../../src/ocds/merge.ts';
import { Random } from '../fidelity/random.ts';
import { correctionOf, countOf, drawingOf, followed, removalOf } from './corrections.ts';
import { contextOf, examples, parsed, thereAndBack } from './export.ts';
import { emitted, knownPaths, profileJudge } from './profile.ts';
import { errorsOf, hasStandard, releaseJudge, WITHOUT_STANDARD } from './standard.ts';

type Fields = Record<string, unknown>;

type Published = { about: string; release: Mergeable };

/** What is published of two corrections of each valid example, drawn: some are of the identifier, so that the contract is another one. Made once. */
function corrections(extension: boolean): Promise<Published[]> {
  const all = made.get(extension) ?? madeCorrections(extension);
  made.set(extension, all);
  return all;
}

const made = new Map<boolean, Promise<Published[]>>();

async function madeCorrections(extension: boolean): Promise<Published[]> {
  const all = [];
  const drawings = new Map<string, ReturnType<typeof drawingOf>>();
  for (const [number, { version, name, kind, record }] of examples.entries()) {
    const context = contextOf(await loadModelOf(version), extension);
    const key = `${version} ${kind}`;
    const drawn = drawings.get(key) ?? drawingOf(version, kind);
    drawings.set(key, drawn);
    const drawing = { ...drawn, random: new Random('corrections', number) };
    const before = parsed(releasesOf(kind, record, context)) as Mergeable[];
    const place = number % 10 === 0 ? 0 : drawing.random.below(countOf(record, drawing.tree));
    const ways = [correctionOf(record, drawing, place), removalOf(record, drawing)!];
    for (const { path, record: corrected } of ways)
      for (const release of followed(kind, before, corrected, context).add)
        all.push({ about: `${version} ${name} ${path}`, release });
  }
  return all;
}

/** A copy without the objects that are empty. */
function prunedOf(value: unknown): unknown {
  if (Array.isArray(value)) {
    const items = value.map(prunedOf).filter((item) => item !== undefined);
    return items.length > 0 ? items : undefined;
  }
  if (!isObject(value)) return value;
  const members = Object.entries(value).map(([name, inner]) => [name, prunedOf(inner)] as const);
  const kept = members.filter(([, inner]) => inner !== undefined);
  return kept.length > 0 ? Object.fromEntries(kept) : undefined;
}

/** A copy without what a correction removes. */
const withoutNulls = (value: unknown): unknown => JSON.parse(JSON.stringify(value, (_, inner: unknown) => inner ?? undefined));

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

  test('is kept to by corrections, but for what they remove', async () => {
    const all = await corrections(true);
    expect(all.length).toBeGreaterThan(examples.length);
    for (const { about, release } of all) {
      const { decp: _, ...said } = withoutNulls(release) as Fields;
      expect(judge(prunedOf(said)) ? [] : judge.errors, about).toEqual([]);
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
    for (const { about, release } of await corrections(extension))
      expect([...errorsOf(open, release), ...errorsOf(closed, release)], about).toEqual([]);
  });
});
