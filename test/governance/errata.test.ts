import { describe, expect, test } from 'vitest';
import { greatest } from '../../packages/schema-diff/src/types.ts';
import type { Bump, Change, Diff, Direction, Relation } from '../../packages/schema-diff/src/types.ts';
import { checkErrata, staleProblems } from '../../src/governance/checks/errata.ts';
import { decide, declaredBump, following } from '../../src/governance/errata/decide.ts';
import { whereOf, type Problem } from '../../src/governance/problem.ts';
import type { Erratum } from '../../src/model/errata.ts';
import { readTree } from '../../src/host/tree.node.ts';
import { ROOT } from '../support/engine.ts';
import { change as changeOf, ERRATUM } from '../report/diff-fixture.ts';

const DIRECTED: Record<string, [Direction, Bump]> = {
  lost: ['narrowed', 'major'],
  swapped: ['both', 'major'],
  unknown: ['unknown', 'major'],
  won: ['widened', 'minor'],
  apart: ['narrowed', 'minor'],
  warned: ['narrowed', 'patch'],
  reported: ['none', 'patch'],
};
const FINGERPRINTS = Object.fromEntries(Object.keys(DIRECTED).map((name, i) => [name, `000000000000000${i}`]));
const change = (name: string): Change => {
  const [direction, bump] = DIRECTED[name]!;
  return changeOf(name, { direction, bump, fingerprint: FINGERPRINTS[name]! });
};
const diffOf = (names: string[], rest: Partial<Diff> = {}): Diff => {
  const changes = names.map(change);
  return {
    relation: 'equivalent' satisfies Relation,
    backward: { verdict: 'yes' },
    forward: { verdict: 'yes' },
    notes: [],
    bump: greatest(changes.map(({ bump }) => bump)),
    changes,
    ...rest,
  };
};
const approvedAs = (name: string): Erratum['change'] => {
  const direction = DIRECTED[name]![0];
  return { kind: name, path: '', direction: direction === 'both' || direction === 'unknown' ? direction : 'narrowed' };
};
const narrowing = (name: string, hit = 0): Erratum => ({
  ...(ERRATUM as Extract<Erratum, { kind: 'narrowing' }>),
  fingerprint: FINGERPRINTS[name]!,
  change: approvedAs(name),
  share: { hit, of: 1000, measured: '2026-11-24', command: 'npx decp impact' },
});
const examined = (name: string): Erratum => ({
  fingerprint: FINGERPRINTS[name]!,
  kind: 'examined',
  change: approvedAs(name),
  title: { fr: name, en: name },
  examination: { fr: 'Lu.', en: 'Read.' },
  approved: { who: 'équipe', when: '2026-11-24' },
});

describe('the number that a diff asks for after 2.0.3', () => {
  test.each<[changes: string[], errata: Erratum[], required: Bump, version: string]>([
    [[], [], 'none', '2.0.3'],
    [['reported'], [], 'patch', '2.0.4'],
    [['warned'], [], 'patch', '2.0.4'],
    [['won', 'reported'], [], 'minor', '2.1.0'],
    [['apart'], [], 'minor', '2.1.0'],
    [['lost', 'won'], [], 'major', '3.0.0'],
    [['lost'], [narrowing('lost')], 'minor', '2.1.0'],
    [['lost'], [narrowing('lost', 10)], 'minor', '2.1.0'],
    [['lost'], [narrowing('lost', 11)], 'major', '3.0.0'],
    [['swapped'], [narrowing('swapped')], 'minor', '2.1.0'],
    [['lost', 'swapped'], [narrowing('lost')], 'major', '3.0.0'],
    [['unknown'], [], 'major', '3.0.0'],
    [['unknown'], [examined('unknown')], 'minor', '2.1.0'],
    [['unknown'], [narrowing('unknown')], 'major', '3.0.0'],
    [['lost'], [examined('lost')], 'major', '3.0.0'],
    [['reported'], [narrowing('lost')], 'patch', '2.0.4'],
  ])('%j with %j: %s, %s', (names, errata, required, version) => {
    const decision = decide(diffOf(names), errata, { previous: '2.0.3' });
    expect([decision.required, decision.version]).toEqual([required, version]);
  });

  test('an erratum that does not count says why, one of no break is stale', () => {
    const { errata, stale } = decide(
      diffOf(['lost', 'swapped', 'unknown', 'won']),
      [narrowing('lost', 11), examined('swapped'), examined('unknown'), narrowing('won'), narrowing('reported')],
      {},
    );
    expect(errata.map(({ change, refused }) => [change.kind, refused])).toEqual([
      ['lost', 'share'],
      ['swapped', 'kind'],
      ['unknown', undefined],
    ]);
    expect(stale.map(({ fingerprint }) => fingerprint)).toEqual([FINGERPRINTS['won'], FINGERPRINTS['reported']]);
  });
});

describe('what is not declared', () => {
  test.each<[previous: string | undefined, next: string | undefined, changes: string[], errata: Erratum[], undeclared: string[]]>(
    [
      ['2.0.3', '3.0.0', ['lost', 'unknown', 'won'], [], []],
      ['2.0.3', '2.1.0', ['lost', 'unknown', 'won', 'reported'], [], ['lost', 'unknown']],
      ['2.0.3', '2.1.0', ['lost', 'unknown', 'won'], [narrowing('lost'), examined('unknown')], []],
      ['2.0.3', '2.0.4', ['lost', 'won', 'reported'], [narrowing('lost')], ['lost', 'won']],
      ['2.0.3', '2.0.4', ['reported', 'warned'], [], []],
      ['2.0.3', '2.0.3', ['reported', 'warned'], [], []],
      ['2.0.3', '2.0.3', ['won'], [], ['won']],
      ['2.0.3', '2.0.3', [], [], []],
      [undefined, undefined, ['lost', 'won', 'reported'], [], ['lost']],
      [undefined, undefined, ['lost', 'won', 'reported'], [narrowing('lost')], []],
      ['2.0.3', undefined, ['unknown', 'won'], [], ['unknown']],
      ['2.1.0', '2.0.3', ['won', 'reported'], [], []],
      ['2.1.0', '2.0.3', ['lost'], [], ['lost']],
    ],
  )('%s to %s, %j with %j', (previous, next, names, errata, undeclared) => {
    const numbers = { ...(previous !== undefined && { previous }), ...(next !== undefined && { next }) };
    expect(decide(diffOf(names), errata, numbers).undeclared.map(({ kind }) => kind)).toEqual(undeclared);
  });

  test('a loss that no change explains asks for a major number whatever the errata', () => {
    const diff = diffOf(['won'], { bump: 'major', backward: { verdict: 'unknown', reason: { fr: 'x', en: 'x' } } });
    expect(decide(diff, [narrowing('won')], { previous: '2.0.3', next: '2.1.0' })).toMatchObject({
      required: 'major',
      version: '3.0.0',
      unexplained: true,
      undeclared: [],
    });
    expect(decide(diff, [], { previous: '2.0.3', next: '3.0.0' }).unexplained).toBe(false);
  });
});

describe('arithmetic of numbers', () => {
  test.each<[string, Bump, string]>([
    ['2.0.3', 'none', '2.0.3'],
    ['2.0.3', 'patch', '2.0.4'],
    ['2.0.9', 'patch', '2.0.10'],
    ['2.0.3', 'minor', '2.1.0'],
    ['1.5.0', 'major', '2.0.0'],
  ])('after %s, %s is %s, and the step to it declares as much', (version, bump, next) => {
    expect(following(version, bump)).toBe(next);
    expect(declaredBump({ previous: version, next })).toBe(bump);
  });

  test('a step back, or one from nowhere, declares nothing', () => {
    expect(declaredBump({ previous: '2.1.0', next: '2.0.3' })).toBeUndefined();
    expect(declaredBump({ previous: '2.0.10', next: '2.0.9' })).toBeUndefined();
    expect(declaredBump({ next: '2.0.3' })).toBeUndefined();
  });
});

describe('errata.yaml', async () => {
  const files = await readTree(`${ROOT}schema`, (path) => !path.startsWith('nomenclatures/'));
  const entry = (change: (erratum: Record<string, unknown>) => void, times = 1): Problem[] => {
    const erratum = structuredClone(ERRATUM) as unknown as Record<string, unknown>;
    change(erratum);
    // JSON is YAML.
    const text = `${JSON.stringify(Array<unknown>(times).fill(erratum), null, 2)}\n`;
    return checkErrata(new Map(files).set('next/errata.yaml', text));
  };

  test('the sources as they stand have no problem, and neither has the entry of these tests', () => {
    expect(checkErrata(files)).toEqual([]);
    expect(entry(() => undefined)).toEqual([]);
  });

  /** What somebody may slip in. */
  const PLANTED: Record<string, () => Problem[]> = {
    'an erratum without share': () => entry((erratum) => delete erratum['share']),
    'an erratum that nobody approved': () => entry((erratum) => (erratum['approved'] = { who: ' ', when: '2026-11-24' })),
    'an erratum of another kind': () => entry((erratum) => (erratum['kind'] = 'forgiven')),
    'a fingerprint cut short': () => entry((erratum) => (erratum['fingerprint'] = '0123')),
    'a misspelt key of an erratum': () => entry((erratum) => (erratum['raison'] = 'legal-text')),
    'an erratum that stands twice': () => entry(() => undefined, 2),
    'a legal text of an erratum that is not listed': () =>
      entry((erratum) => Object.assign(erratum, { reason: 'legal-text', source: { text: 'arrete-2030-01-01, annexe I' } })),
    'an erratum that no text supports': () => entry((erratum) => Object.assign(erratum, { source: { text: 'referentiel' } })),
    'more contracts hit than measured': () => entry((erratum) => Object.assign(erratum['share'] as object, { hit: 5, of: 3 })),
    'a day that is not in the calendar': () => entry((erratum) => (erratum['approved'] = { who: 'essai', when: '2026-02-31' })),
    'HTML in the title of an erratum': () => entry((erratum) => (erratum['title'] = { fr: '<b>x</b>', en: 'x' })),
    'an examination without its text': () =>
      entry((erratum) => {
        for (const key of ['reason', 'source', 'witness', 'share']) Reflect.deleteProperty(erratum, key);
        erratum['kind'] = 'examined';
      }),
    'an erratum of no break': () => staleProblems([ERRATUM], `- fingerprint: x\n- fingerprint: '${ERRATUM.fingerprint}'\n`),
  };

  test.each(Object.entries(PLANTED))('%s is refused with one sentence that says what to do', async (name, plant) => {
    const reported = plant().map((problem) => `${whereOf(problem)}\n  ${problem.fr}\n  ${problem.en}`);
    expect(reported).toHaveLength(1);
    await expect(`${reported.join('\n')}\n`).toMatchFileSnapshot(`../golden/checks/errata/${name.replaceAll(' ', '-')}.txt`);
  });
});
