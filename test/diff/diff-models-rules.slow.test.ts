/** What versions accept is what their schemas accept and their rules that bear on them do not refuse: both are in the relation. */
import { expect, test } from 'vitest';
import { judgesOf } from '../../packages/schema-diff/src/judge.ts';
import { diffModels } from '../../src/diff/diff-models.ts';
import { reason } from '../../packages/schema-diff/src/automata/unknown.ts';
import type { Diff, Witness } from '../../packages/schema-diff/src/types.ts';
import type { Rule } from '../../src/model/rules.ts';
import type { Model } from '../../src/model/types.ts';
import { type Bench, compiledJudge, EXAMPLES, openBench } from './rules-kit.ts';

const bench: Bench = await openBench();

/** A rule that bears on the version and refuses contracts of one or two months. */
const refusing: Rule = {
  ...bench.rules.find(({ family, severity }) => family === 'reglementaire' && severity === 'error')!,
  id: 'duree-trop-courte',
  on: [{ scope: 'marche', assert: 'marche.dureeMois > 2', at: '/dureeMois' }],
};
const warning: Rule = { ...refusing, severity: 'warning' };

/** `next` whose contracts last so many months at least by the schema, with these rules and no other. */
function lasting(minimum: number, rules: Rule[]): Model {
  const schema = structuredClone(bench.model.schema);
  const months = schema.$defs?.['marche']?.properties?.['dureeMois'];
  if (!months) throw new Error('next has no marche.dureeMois');
  months.minimum = minimum;
  return { ...bench.model, schema, rules };
}

/** A few are enough to begin a search from. */
const FEW = EXAMPLES.slice(0, 8);

const compared = (previous: Model, next: Model): Diff =>
  diffModels(previous, next, { examples: FEW, nomenclatures: bench.nomenclatures });

const REASON = reason('refused-by-rule');
const NOT_SHOWN = { verdict: 'unknown', reason: REASON };
const witnesses = ({ changes }: Diff): Witness[] => changes.flatMap((change) => change.witnesses);

test('the schema takes over what a rule refused already: nothing shows a loss, so none is claimed', () => {
  const diff = compared(lasting(1, [refusing]), lasting(3, [refusing]));
  expect(diff).toMatchObject({ relation: 'unknown', backward: NOT_SHOWN, forward: { verdict: 'yes' }, bump: 'major' });
  expect(diff.changes).toMatchObject([
    { path: 'marches.marche[].dureeMois', direction: 'unknown', reason: REASON, witnesses: [] },
  ]);
});

test('the mirror: what the schema no longer refuses and a rule still does is no gain that is shown', () => {
  const diff = compared(lasting(3, [refusing]), lasting(1, [refusing]));
  expect(diff).toMatchObject({ relation: 'unknown', backward: { verdict: 'yes' }, forward: NOT_SHOWN });
  expect(witnesses(diff)).toEqual([]);
});

test('a rule that moves into the schema: neither narrowed nor incomparable by the schema alone', () => {
  const diff = compared(lasting(1, [refusing]), lasting(3, []));
  expect(diff).toMatchObject({ relation: 'unknown', backward: NOT_SHOWN, forward: { verdict: 'unknown' }, bump: 'major' });
  expect(witnesses(diff)).toEqual([]);
});

test('where the schema refuses more than the rule did, the witness is one that the rule lets pass', async () => {
  const [previous, next] = [lasting(1, [refusing]), lasting(6, [refusing])];
  const diff = compared(previous, next);
  expect([diff.relation, diff.backward.verdict, diff.forward.verdict, diff.bump]).toEqual(['narrowed', 'no', 'yes', 'major']);
  const shown = [...witnesses(diff).map(({ instance }) => instance), diff.backward.verdict === 'no' && diff.backward.witness];
  const [judges, found] = [judgesOf(previous.schema, next.schema), await compiledJudge(bench, [refusing])];
  expect(shown).toHaveLength(2);
  for (const instance of shown)
    expect([judges.previous(instance), found(instance).found, judges.next(instance)]).toEqual([true, [], false]);
});

test.each([
  ['only warns', [warning]],
  ['is not there', []],
])('a rule that %s leaves the answer of the schemas as it is', (_, rules) => {
  // oxfmt-ignore
  const diff = compared(lasting(1, rules), lasting(3, rules));
  expect([diff.relation, diff.backward.verdict, diff.forward.verdict]).toEqual(['narrowed', 'no', 'yes']);
  expect(witnesses(diff)).toMatchObject([{ accepted: 'previous', fragment: expect.any(Number) as number }]);
});
