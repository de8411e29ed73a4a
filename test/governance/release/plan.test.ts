import { describe, expect, test } from 'vitest';
import type { Change } from '../../../packages/schema-diff/src/types.ts';
import { decide } from '../../../src/governance/errata/decide.ts';
import { movedTags, planRelease } from '../../../src/governance/release/plan-next.node.ts';
import { candidateOf, isRelease } from '../../../src/governance/release/claims.ts';
import type { Erratum } from '../../../src/model/errata.ts';
import { planJson, planText } from '../../../src/governance/release/report/plan.ts';
import { styleFor } from '../../../packages/base/src/layout.ts';
import { DATE, ERRATUM, OPTIONAL, reportOf, RULE, TEXT } from '../../report/diff-fixture.ts';

type Asked = { changes: Change[]; commits?: string[]; errata?: Erratum[]; expected?: string };

/** What is planned after 2.0.3, and the diff that it rests on. */
function planned({ changes, commits = [], errata = [], expected = '2.1.0' }: Asked) {
  const relation = changes.some(({ direction }) => direction === 'narrowed')
    ? 'narrowed'
    : changes.some(({ direction }) => direction === 'widened')
      ? 'widened'
      : 'equivalent';
  const { diff } = reportOf(relation, changes);
  const decision = decide(diff, errata, { previous: '2.0.3', next: expected });
  const reported = commits.map((message, i) => ({ hash: `${i}`.repeat(40), message }));
  const plan = planRelease({ previous: '2.0.3', expected, diff, decision, commits: reported });
  return { plan, report: { diff, decision } };
}

const numbers = (asked: Asked) => {
  const { bump, version, refusals } = planned(asked).plan;
  return [bump, version, refusals.length];
};

describe('the number is that of the diff', () => {
  test.each<[what: string, asked: Asked, expected: unknown[]]>([
    ['nothing', { changes: [] }, ['none', '2.0.3', 0]],
    ['a text', { changes: [TEXT] }, ['patch', '2.0.4', 0]],
    ['a field that may be absent', { changes: [OPTIONAL, TEXT] }, ['minor', '2.1.0', 0]],
    ['a break with its erratum', { changes: [DATE], errata: [ERRATUM] }, ['minor', '2.1.0', 0]],
    ['a break that the draft announces', { changes: [DATE], expected: '3.0.0' }, ['major', '3.0.0', 0]],
    ['a break that nobody announced', { changes: [DATE] }, ['major', '3.0.0', 1]],
    ['an erratum of no break', { changes: [TEXT], errata: [ERRATUM] }, ['patch', '2.0.4', 1]],
  ])('%s', (_, asked, expected) => {
    expect(numbers(asked)).toEqual(expected);
  });
});

describe('commits of schema/next may only claim more', () => {
  test.each<[what: string, asked: Asked, expected: unknown[]]>([
    ['a text and a feature', { changes: [TEXT], commits: ['feat(schema): x'] }, ['minor', '2.1.0', 0]],
    ['a fix that leaves nothing', { changes: [], commits: ['fix: x', 'revert: x'] }, ['none', '2.0.3', 0]],
    ['a feature and a fix', { changes: [OPTIONAL], commits: ['fix(schema): x'] }, ['minor', '2.1.0', 1]],
    ['a feature among fixes', { changes: [OPTIONAL], commits: ['fix: x', 'feat: x', 'docs: x'] }, ['minor', '2.1.0', 0]],
    [
      'a break that is claimed and announced',
      { changes: [TEXT], commits: ['feat!: x'], expected: '3.0.0' },
      ['major', '3.0.0', 0],
    ],
    ['a break that is claimed only', { changes: [TEXT], commits: ['fix: x\n\nBREAKING CHANGE: y'] }, ['major', '3.0.0', 1]],
    [
      'an announced break that no commit claims',
      { changes: [DATE], commits: ['feat: x'], expected: '3.0.0' },
      ['major', '3.0.0', 1],
    ],
    ['no commit of the format', { changes: [OPTIONAL] }, ['minor', '2.1.0', 0]],
  ])('%s', (_, asked, expected) => {
    expect(numbers(asked)).toEqual(expected);
  });
});

describe('what is refused says what to do, and shows the witness', () => {
  test.each<[asked: Asked, fr: RegExp, en: RegExp]>([
    [
      { changes: [DATE] },
      /^Rupture non déclarée : écrivez « 3\.0\.0 » dans « expectedVersion »/,
      /^Undeclared break: write “3\.0\.0”/,
    ],
    [
      { changes: [OPTIONAL], commits: ['fix: x'] },
      /annoncent une version corrective et .* mineure : .* « feat\(schema\): »/,
      /claim a patch version/,
    ],
    [
      { changes: [TEXT], commits: ['feat!: la fin'] },
      /^Le commit « feat!: la fin » demande 3\.0\.0 .* le brouillon annonce 2\.1\.0/,
      /^The commit “feat!: la fin” asks/,
    ],
  ])('%#', (asked, fr, en) => {
    const [refusal] = planned(asked).plan.refusals;
    expect(refusal?.texts.fr).toMatch(fr);
    expect(refusal?.texts.en).toMatch(en);
  });

  test('as a person reads it', () => {
    const { plan, report } = planned({ changes: [DATE], commits: ['feat: une date'] });
    const reported = { tool: { name: 'decp', version: '0' }, plan, report };
    const text = planText(reported, { lang: 'fr', style: styleFor(false) });
    expect(text).toContain('La version 3.0.0 ne peut pas être publiée : 1 chose à corriger.');
    expect(text).toContain('Exemple : "dateNotification": "2026-02-31"');
    expect(text).not.toContain('npx decp release prepare');
    expect(JSON.parse(planJson(reported))).toMatchObject({ version: '3.0.0', changes: { broken: 1 } });
  });

  test('what may be released says how', () => {
    const { plan, report } = planned({ changes: [OPTIONAL] });
    const text = planText({ tool: { name: 'decp', version: '0' }, plan, report }, { lang: 'en', style: styleFor(false) });
    expect(text).toContain('The next version is 2.1.0 (minor), after 2.0.3.');
    expect(text).toContain('npx decp release prepare 2.1.0');
  });
});

test.each<[asked: Asked, fr: string]>([
  [{ changes: [DATE], expected: '3.0.0' }, 'ne le sont plus'],
  [{ changes: [DATE], errata: [ERRATUM] }, 'sauf celles qui portaient une faute'],
  [{ changes: [OPTIONAL] }, 'Toutes les données conformes à la version 2.0.3 le restent'],
  [{ changes: [RULE] }, 'seuls changent des contrôles'],
  [{ changes: [TEXT] }, 'seuls des textes changent'],
  [{ changes: [] }, "Rien n'a changé"],
])('a number promises what was proved (%#)', (asked, fr) => {
  const changes = asked.changes.map((change) => (change === RULE ? { ...RULE, direction: 'none' as const } : change));
  expect(planned({ ...asked, changes }).plan.promise.fr).toContain(fr);
});

test('a release is three numbers, a candidate names the one that it prepares', () => {
  expect(['2.1.0', 'v2.1.0', '2.1', '2.1.0-rc.1', 'outils-2.1.0', '02.1.0'].filter(isRelease)).toEqual(['2.1.0']);
  expect(candidateOf('2.1.0-rc.1')).toBe('2.1.0');
  expect(['2.1.0', '2.1.0-rc.0', '2.1.0-beta.1'].map(candidateOf)).toEqual([undefined, undefined, undefined]);
});

test('a tag that left the commit of its release is reported with the way back', () => {
  const places = [
    { version: '2.1.0', tag: 'a'.repeat(40), release: 'b'.repeat(40) },
    { version: '2.2.0', tag: 'a'.repeat(40), release: 'a'.repeat(40) },
    { version: '2.3.0', tag: 'a'.repeat(40) },
    { version: '2.4.0', release: 'a'.repeat(40) },
  ];
  expect(movedTags(places).map(({ texts }) => texts.fr)).toEqual([
    "L'étiquette 2.1.0 a été déplacée : elle est sur aaaaaaaaaaaa, et cette version a été publiée par bbbbbbbbbbbb. Remettez-la : git tag -f 2.1.0 bbbbbbbbbbbb.",
  ]);
});
