/** What a version accepts: what its schema accepts and no rule that bears on the version refuses (DESIGN §7). */
import type { Model } from '../model/types.ts';
import { library } from '../rules/library.ts';
import type { Nomenclatures } from '../rules/nomenclature-names.ts';
import { containment, type Pair, relationOf } from './contain/contain.ts';
import type { Judge } from './judge.ts';
import { reason } from './reasons.ts';
import { bearingRules } from './rules/bearing.ts';
import { RuleJudge } from './rules/search/judge.ts';
import type { Answer, Containment } from './types.ts';

type Asked = { nomenclatures: Nomenclatures; today: string };

/** The pair with judges that ask the rules of each version beside its schema. A version without such a rule keeps its judge. */
export function underRules(pair: Pair, previous: Model, next: Model, asked: Asked): Pair {
  const { judges } = pair;
  return {
    ...pair,
    judges: { previous: withRules(judges.previous, previous, asked), next: withRules(judges.next, next, asked) },
  };
}

function withRules(judge: Judge, model: Model, { nomenclatures, today }: Asked): Judge {
  const rules = bearingRules(model);
  if (rules.length === 0) return judge;
  const bearing = new RuleJudge(rules, model, library(nomenclatures, today), today);
  return (instance) => judge(instance) && bearing.inFile(instance) === undefined;
}

/**
 * What the schemas say of each other, with witnesses that the rules of the accepting version let pass. Where they let none of those found
 * pass, the rules may refuse already what the other schema newly does: that something is lost is not shown.
 */
export function containmentUnderRules(schemas: Pair, versions: Pair): Containment {
  const bare = containment(schemas);
  const passes = (answer: Answer, judge: Judge): boolean => answer.verdict !== 'no' || judge(answer.witness);
  const [backward, forward] = [passes(bare.backward, versions.judges.previous), passes(bare.forward, versions.judges.next)];
  if (backward && forward) return bare;
  const judged = containment(versions);
  const whole = {
    backward: backward ? bare.backward : shown(judged.backward),
    forward: forward ? bare.forward : shown(judged.forward),
  };
  return { ...bare, ...whole, relation: relationOf(whole.backward, whole.forward) };
}

const shown = (answer: Answer): Answer =>
  answer.verdict === 'no' ? answer : { verdict: 'unknown', reason: reason('refused-by-rule') };
