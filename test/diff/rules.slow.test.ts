import { beforeAll, describe, expect, test } from 'vitest';
import type { Change, Direction } from '../../packages/schema-diff/src/types.ts';
import type { RecordEntry, Rule } from '../../src/model/rules.ts';
import { readRules } from '../../src/model/load.ts';
import { type Bench, bearing, compiledJudge, EXAMPLES, openBench, recordEntries, withEntry, witnessFault } from './rules-kit.ts';
import { compareRules } from '../../src/diff/rules/compare.ts';
import { readingOf } from '../../src/diff/rules/reading.ts';
import { relate } from '../../src/diff/rules/relate.ts';
import { RuleJudge } from '../../src/diff/rules/search/ground.ts';
import type { Model } from '../../src/model/types.ts';
import { checkRule } from '../../src/rules/check-rule.ts';
import { library } from '../../src/rules/library.ts';
import { loadVersion } from '../../src/validate/registry.node.ts';
import { NIGHT } from '../support/tier.ts';

/** Every sixth entry in each run of the tests, all of them at night. */
const some = <T>(all: readonly T[]): T[] => all.filter((_, i) => NIGHT || i % 6 === 0);

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});

const facts = ({ kind, path, direction, bump }: Change) => [kind, path, direction, bump];
const rule = (id: string): Rule => bench.rules.find((one) => one.id === id)!;
const only = (previous: Rule, next: Rule): Change => {
  const changes = bench.compare([previous], [next]);
  expect(changes).toHaveLength(1);
  return changes[0]!;
};

const MIRROR: Record<string, string> = {
  'rule-added': 'rule-removed',
  'rule-narrowed': 'rule-widened',
  'rule-severity-raised': 'rule-severity-lowered',
};
const mirrorOf = (kind: string): string =>
  MIRROR[kind] ?? Object.entries(MIRROR).find(([, other]) => other === kind)?.[0] ?? kind;
const opposite = (direction: Direction): Direction =>
  direction === 'narrowed' ? 'widened' : direction === 'widened' ? 'narrowed' : direction;

/** The changes from one side to the other, checked: the way back mirrors them, and each witness is one. */
async function checked(previous: Rule[], next: Rule[]): Promise<Change[]> {
  const [there, back] = [bench.compare(previous, next), bench.compare(next, previous)];
  expect(back.map(({ kind, direction }) => [mirrorOf(kind), opposite(direction)])).toEqual(
    there.map(({ kind, direction }) => [kind, direction]),
  );
  for (const { witnesses } of there)
    for (const witness of witnesses) expect(await witnessFault(bench, witness, { previous, next })).toBe(undefined);
  return there;
}

test('every rule of next beside itself: no change', () => {
  expect(bench.rules.length).toBeGreaterThan(40);
  expect(bench.compare(bench.rules, bench.rules)).toEqual([]);
  expect(bench.compare(bench.rules.map(bearing), bench.rules.map(bearing))).toEqual([]);
});

test('every rule of next written otherwise (white space, parentheses, order, names of variables): no change', () => {
  const other = (text: string): string =>
    `( ${text.replaceAll('&&', '\n&&').replace(/\b(exists|all|exists_one)\((\w+), /g, '$1( $2 ,')} )`.replaceAll(
      /\bautre\b/g,
      'lui',
    );
  const again = bench.rules.map((one) => ({
    ...one,
    on: one.on.map((entry) =>
      entry.scope === 'fichier'
        ? { ...entry, unique: entry.unique === 'record' ? entry.unique : entry.unique.toReversed() }
        : { ...entry, assert: other(entry.assert), ...(entry.when !== undefined && { when: other(entry.when) }) },
    ),
  }));
  const renamed = (entry: RecordEntry): string => entry.assert.split('||').length === 2 ? entry.assert.split('||').toReversed().join('||') : entry.assert; // oxfmt-ignore
  expect(bench.compare(bench.rules, again).filter(({ kind }) => kind !== 'rule-consolidation-changed')).toEqual([]);
  const turned = recordEntries(bench.rules).filter(({ entry }) => /^[^&()]*\|\|[^&()]*$/.test(entry.assert));
  for (const { rule: one, index, entry } of turned)
    expect(bench.compare([one], [withEntry(one, index, { assert: renamed(entry) })])).toEqual([]);
});

describe('planted edits over all rules of next', () => {
  const planted = (entry: RecordEntry): string => `${entry.scope}.objet != 'planté'`;

  test('an && term more narrows, one less widens; each with a witness that the compiled rules confirm', async () => {
    let [edits, shown] = [0, 0];
    for (const { rule: one, index, entry } of some(recordEntries(bench.rules.map(bearing)))) {
      const tighter = withEntry(one, index, { assert: `(${entry.assert}) && ${planted(entry)}` });
      const [change, ...others] = await checked([one], [tighter]);
      expect([others, change && facts(change)]).toEqual([[], ['rule-narrowed', one.id, 'narrowed', 'major']]);
      edits++;
      shown += change!.witnesses.length;
      if (change!.witnesses.length === 0) expect(change!.reason).toBeDefined();
      const [back] = bench.compare([tighter], [one]);
      expect(facts(back!)).toEqual(['rule-widened', one.id, 'widened', 'minor']);
    }
    console.log(`rules: an && term added to ${String(edits)} entries, ${String(shown)} with a witness`);
    expect(shown / edits).toBeGreaterThan(0.9);
  });

  test('a when that is loosened narrows, one that is tightened widens', () => {
    let edits = 0;
    for (const { rule: one, index, entry } of some(recordEntries(bench.rules.map(bearing)))) {
      const looser =
        entry.when === undefined ? undefined : withEntry(one, index, { when: `(${entry.when}) || ${planted(entry)}` });
      const tighter = withEntry(one, index, {
        when: entry.when === undefined ? planted(entry) : `(${entry.when}) && ${planted(entry)}`,
      });
      if (looser && bench.isSound(looser))
        expect(facts(only(one, looser))).toEqual(['rule-narrowed', one.id, 'narrowed', 'major']);
      expect(facts(only(one, tighter))).toEqual(['rule-widened', one.id, 'widened', 'minor']);
      edits++;
    }
    expect(edits).toBeGreaterThanOrEqual(15);
  });

  test('an assertion that is negated is another rule: witnesses both ways, or it is not reported', async () => {
    let [edits, both] = [0, 0];
    for (const { rule: one, index, entry } of some(recordEntries(bench.rules.map(bearing)))) {
      const negated = withEntry(one, index, { assert: `!(${entry.assert})` });
      if (!bench.isSound(negated)) continue;
      const [change] = await checked([one], [negated]);
      expect(change).toMatchObject({ kind: 'rule-changed', path: one.id, bump: 'major' });
      expect(change!.direction).toBe(change!.witnesses.length === 2 ? 'both' : 'unknown');
      expect(change!.reason === undefined).toBe(change!.direction === 'both');
      edits++;
      if (change!.direction === 'both') both++;
    }
    console.log(`rules: ${String(edits)} assertions negated, ${String(both)} shown both ways`);
    expect(both / edits).toBeGreaterThan(0.8);
  });

  test('a number that is shifted is seen, in the direction that it has', async () => {
    const numbers = /(?<![\w.'[{-])\d+(\.\d+)?(?![\w'\]},])/g;
    let [edits, sure] = [0, 0];
    for (const { rule: one, index, entry } of recordEntries(bench.rules.map(bearing))) {
      if (entry.assert.includes("'")) continue;
      for (const { 0: literal, index: at } of entry.assert.matchAll(numbers)) {
        const shifted = literal.includes('.') ? `${String(Number(literal) + 1)}.0` : String(Number(literal) + 1);
        const assert = entry.assert.slice(0, at) + shifted + entry.assert.slice(at + literal.length);
        const next = withEntry(one, index, { assert });
        if (!bench.isSound(next)) continue;
        const [change] = await checked([one], [next]);
        expect(change?.kind).toMatch(/^rule-(narrowed|widened|changed)$/);
        edits++;
        if (change!.direction !== 'unknown') sure++;
      }
    }
    console.log(`rules: ${String(edits)} numbers shifted, ${String(sure)} reported for sure`);
    expect(edits).toBeGreaterThan(10);
  });

  test('no claim is false on the examples: what narrows loses nothing that it found, what widens finds nothing more', async () => {
    for (const { rule: one, index, entry } of some(recordEntries(bench.rules.map(bearing)))) {
      const next = withEntry(one, index, { assert: `(${entry.assert}) || ${entry.scope}.id.matches('2')` });
      if (!bench.isSound(next)) continue;
      expect(only(one, next).direction).toBe('widened');
      const [before, after] = [await compiledJudge(bench, [one]), await compiledJudge(bench, [next])];
      for (const file of some(EXAMPLES)) expect(after(file).found.length).toBeLessThanOrEqual(before(file).found.length);
    }
  });

  test('severity, family, texts, consolidation: distinguished from what the rule finds', () => {
    for (const one of bench.rules) {
      const texts: Rule = {
        ...one,
        title: { ...one.title, fr: 'Autre titre' },
        message: { ...one.message, en: `${one.message.en} Now.` },
      };
      expect(facts(only(one, texts))).toEqual(['rule-text-changed', one.id, 'none', 'patch']);
      expect(only(one, texts).params['parts']).toEqual(['title', 'message']);
      expect(facts(only(one, { ...one, consolidation: one.consolidation === 'drop' ? 'mark' : 'drop' }))).toEqual(['rule-consolidation-changed', one.id, 'none', 'patch']); // oxfmt-ignore
      const { review, ...plain } = one;
      expect(facts(only(one, review ? plain : { ...one, review: true }))).toEqual([
        'rule-review-changed',
        one.id,
        'none',
        'patch',
      ]);
      const info: Rule = { ...one, severity: 'info' };
      const warning: Rule = { ...one, severity: 'warning' };
      expect(facts(only(info, warning))).toEqual(['rule-severity-raised', one.id, 'none', 'patch']);
      expect(facts(only(warning, info))).toEqual(['rule-severity-lowered', one.id, 'none', 'patch']);
    }
  });

  test('from warning to error narrows, back widens: a break only for rules that bear on the version', async () => {
    for (const one of some(bench.rules)) {
      const [warning, error]: Rule[] = [
        { ...one, severity: 'warning' },
        { ...one, severity: 'error' },
      ] as [Rule, Rule];
      const bears = one.family === 'reglementaire';
      expect(facts(only(warning, error))).toEqual(['rule-severity-raised', one.id, 'narrowed', bears ? 'major' : 'minor']);
      const lowered = only(error, warning);
      expect(facts(lowered)).toEqual(['rule-severity-lowered', one.id, 'widened', 'minor']);
      for (const witness of lowered.witnesses)
        expect(await witnessFault(bench, witness, { previous: [error], next: [] })).toBe(undefined);
    }
  });
});

describe('rules that come and go', () => {
  test('2.0.3, which has none, to next: the five that bear on the version narrow it, each with its witness; back, they widen', async () => {
    const [before, after] = [(await loadVersion('2.0.3')).model, bench.model];
    const added = compareRules(before, after, { examples: EXAMPLES });
    expect(added.map(({ kind }) => kind)).toEqual(bench.rules.map(() => 'rule-added'));
    const bearers = added.filter(({ bump }) => bump === 'major');
    expect(bearers.map(({ path, direction }) => [path, direction])).toEqual(
      bench.rules
        .filter(({ family, severity }) => family === 'reglementaire' && severity === 'error')
        .map(({ id }) => [id, 'narrowed']),
    );
    for (const { path, witnesses } of bearers) {
      expect(witnesses).toHaveLength(1);
      expect(await witnessFault(bench, witnesses[0]!, { previous: [], next: [rule(path)] })).toBe(undefined);
    }
    const removed = compareRules(after, before, { examples: EXAMPLES });
    expect(removed.filter(({ direction }) => direction === 'widened').map(({ path }) => path)).toEqual(expect.arrayContaining(bearers.map(({ path }) => path))); // oxfmt-ignore
    expect(removed.every(({ kind, bump }) => kind === 'rule-removed' && bump !== 'major')).toBe(true);
  });

  test('without any example a new rule is not reported: unknown, with the reason, and a break', () => {
    const [change] = compareRules({ ...bench.model, rules: [] }, { ...bench.model, rules: [rule('taux-avance-sans-avance')] }, { examples: [] }); // oxfmt-ignore
    expect(change).toMatchObject({ kind: 'rule-added', direction: 'unknown', bump: 'major', witnesses: [] });
    expect(change?.reason?.fr).toMatch(/aucun/);
  });

  test('a rule that asks a list which is not given is not reported, and says so', () => {
    const one = bearing(rule('cpv-inconnu'));
    const [change] = compareRules({ ...bench.model, rules: [] }, { ...bench.model, rules: [one] }, { examples: EXAMPLES });
    expect(change).toMatchObject({ direction: 'unknown', reason: { en: expect.stringContaining('list') as string } });
  });

  test('a rule with an end is gone after it, as if it were removed', () => {
    const one = rule('origine-france-superieure-a-ue');
    expect(facts(only(one, { ...one, until: '2.0.3' }))).toEqual(['rule-removed', one.id, 'widened', 'minor']);
  });

  test('an entry that comes narrows, one that goes widens, whatever its place', () => {
    const one = bearing(rule('modification-identifiant-duplique'));
    const [first, second] = one.on;
    expect(facts(only({ ...one, on: [second!] }, one))).toEqual(['rule-narrowed', one.id, 'narrowed', 'major']);
    expect(facts(only(one, { ...one, on: [first!] }))).toEqual(['rule-widened', one.id, 'widened', 'minor']);
    expect(bench.compare([one], [{ ...one, on: [second!, first!] }]).filter(({ direction }) => direction !== 'none')).toEqual([]);
  });

  test('a rule on the whole file: fewer parts in its key narrow, more widen, each with two records that show it', async () => {
    const one = bearing(rule('cle-consolidation-dupliquee'));
    const shorter: Rule = {
      ...one,
      on: one.on.map((entry) =>
        entry.scope === 'fichier' && entry.unique !== 'record' ? { ...entry, unique: entry.unique.slice(0, 2) } : entry,
      ),
    };
    const [change] = await checked([one], [shorter]);
    expect(facts(change!)).toEqual(['rule-narrowed', one.id, 'narrowed', 'major']);
    expect(change!.witnesses).toHaveLength(1);
    const whole: Rule = {
      ...one,
      on: one.on.map((entry) => (entry.scope === 'fichier' ? { ...entry, unique: 'record' as const } : entry)),
    };
    expect(facts(only(one, whole))).toEqual(['rule-widened', one.id, 'widened', 'minor']);
  });

  test('a key that is not evaluated on a date that is no day does not find all that the whole record does', () => {
    const schema = structuredClone(bench.model.schema);
    const date = schema.$defs?.['common']?.$defs?.['date'];
    if (!date) throw new Error('next has no common date');
    date.pattern = '^[0-9]{4}-[0-9]{2}-[0-9]{2}$';
    const model: Model = { ...bench.model, schema };
    const one = bearing(rule('cle-consolidation-dupliquee'));
    const withKey = (unique: 'record' | string[]): Rule => ({ ...one, on: [{ scope: 'fichier', kind: 'marche', unique }] });
    const related = (unique: string[], of: Model) => {
      return relate(readingOf(withKey('record'), of), readingOf(withKey(unique), of));
    };
    const [id, day] = ['marche.id', 'jour(marche.dateNotification)'];
    // Every date that the schema of next accepts is a day; digits alone are not.
    expect([related([id], model), related([id, day], model), related([id, day], bench.model)]).toEqual(['narrowed', 'open', 'narrowed']); // oxfmt-ignore
    const twins = Array(2).fill({ id: '2024-1', dateNotification: '2024-13-45' });
    const found = ['record' as const, [id], [id, day]].map((unique) => {
      const checked = checkRule(withKey(unique), model);
      if (Array.isArray(checked)) throw new Error('the rule does not fit the schema');
      return new RuleJudge([checked], model, library({}, '2026-01-01'), '2026-01-01').inFile({ marches: { marche: twins } });
    });
    expect(found).toEqual(['/marches/marche/1', '/marches/marche/1', undefined]);
  });

  test('a family that makes a rule bear on the version narrows it', () => {
    const one = rule('duree-hors-bornes');
    const regulatory: Rule = { ...one, family: 'reglementaire' };
    expect(facts(only(one, regulatory))).toEqual(['rule-family-changed', one.id, 'narrowed', 'major']);
    expect(facts(only(regulatory, one))).toEqual(['rule-family-changed', one.id, 'widened', 'minor']);
    expect(facts(only(one, { ...one, family: 'qualite' }))).toEqual(['rule-family-changed', one.id, 'none', 'patch']);
  });

  test('another word for what obliges narrows nothing', () => {
    const one = bearing(rule('duree-hors-bornes'));
    for (const family of ['droit', 'documentation'] as const) {
      expect(facts(only(one, { ...one, family }))).toEqual(['rule-family-changed', one.id, 'none', 'patch']);
      expect(facts(only({ ...one, family }, { ...one, family: 'qualite' }))).toEqual([
        'rule-family-changed',
        one.id,
        'widened',
        'minor',
      ]);
    }
  });

  test('an expression that does not fit the schema is not reported', () => {
    const one = bearing(rule('taux-avance-sans-avance'));
    const wrong = withEntry(one, 0, { assert: 'marche.inventé == 1.0' });
    expect(only(one, wrong)).toMatchObject({ kind: 'rule-changed', direction: 'unknown' });
    const unreadable = withEntry(one, 0, { assert: 'marche.objet ==' });
    expect(only(one, unreadable)).toMatchObject({ kind: 'rule-changed', direction: 'unknown' });
  });
});

test('each change says itself in both languages, and keeps its fingerprint whatever else changes', () => {
  const one = rule('taux-avance-sans-avance');
  const changed = withEntry({ ...one, severity: 'warning' }, 0, {
    assert: `(${(one.on[0] as RecordEntry).assert}) && true == false`,
  });
  const both = bench.compare([one], [{ ...changed, description: { fr: 'x', en: 'y' } }]);
  for (const { sentence } of both) for (const text of [sentence.fr, sentence.en]) expect(text).not.toMatch(/[{}]|undefined|null/);
  const alone = bench.compare([one], [changed]);
  expect(both.find(({ kind }) => kind === 'rule-severity-lowered')?.fingerprint).toBe(alone.find(({ kind }) => kind === 'rule-severity-lowered')?.fingerprint); // oxfmt-ignore
  expect(new Set(both.map(({ fingerprint }) => fingerprint)).size).toBe(both.length);
  expect(readRules(new Map())).toEqual([]);
});

test.each<[string, Partial<Rule>]>([
  ['rule-severity-raised', { severity: 'warning' }],
  ['rule-family-changed', { family: 'qualite' }],
])('%s: an erratum of it does not excuse one that comes with more that is asked', (kind, before) => {
  const after = bearing(rule('taux-avance-sans-avance'));
  const { assert } = after.on[0] as RecordEntry;
  const from: Rule = { ...after, ...before };
  const printOf = (previous: Rule, next: Rule): string | undefined =>
    bench.compare([previous], [next]).find((change) => change.kind === kind)?.fingerprint;
  const stricter = withEntry(after, 0, { assert: `(${assert}) && marche.objet != 'planté'` });
  const spaced = withEntry(after, 0, { assert: `( ${assert} )` });
  const looser = withEntry(from, 0, { assert: `(${assert}) || marche.objet == 'planté'` });
  expect(printOf(from, after)).toMatch(/^[0-9a-f]{16}$/);
  expect(printOf(from, spaced)).toBe(printOf(from, after));
  expect(printOf(from, { ...after, title: { fr: 'Autre', en: 'Other' } })).toBe(printOf(from, after));
  expect(new Set([printOf(from, after), printOf(from, stricter), printOf(looser, after)]).size).toBe(3);
  // What the expression asks more is listed beside, as its own change.
  expect(bench.compare([from], [stricter]).map((change) => change.kind)).toEqual(['rule-narrowed', kind]);
});
