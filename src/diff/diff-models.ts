import { canonical } from '../model/canonical.ts';
import type { Model } from '../model/types.ts';
import { modelTexts } from './changes/model-texts.ts';
import { recordsOf } from './changes/records.ts';
import { asking } from './changes/questions.ts';
import { schemaChanges } from './changes/schema-changes.ts';
import type { Walk } from './changes/walk.ts';
import { openPair, relationOf } from './contain/contain.ts';
import { orUntold, summedUp } from './diff-schemas.ts';
import { mayNarrow, mayWiden } from './rules/change.ts';
import { compareRules, type RuleOptions, SOME_DAY } from './rules/compare.ts';
import type { Answer, Change, Containment, Diff, DiffOptions, Witness } from './types.ts';
import { containmentUnderRules, underRules } from './version-judges.ts';

type ModelOptions = DiffOptions &
  Partial<Omit<RuleOptions, 'examples'>> & {
    /** Whole files that are valid under previous or next, of which witnesses are made. */
    examples?: readonly unknown[];
    /** Whole files on which rules are tried beside. */
    samples?: readonly unknown[];
  };

/**
 * What changed from one version of the standard to the next: schemas, codelists, texts of fields, and rules. A version accepts what its
 * schema accepts and no rule that bears the version refuses (DESIGN §7): the relation and the number count both.
 */
export function diffModels(
  previous: Model,
  next: Model,
  { examples = [], samples = [], nomenclatures, today = SOME_DAY, ...options }: ModelOptions = {},
): Diff {
  const bySize = [...examples].sort((a, b) => canonical(a).length - canonical(b).length);
  const { whole, changes } = orUntold([previous.schema, next.schema], () => {
    const pair = openPair(previous.schema, next.schema, options);
    const versions = underRules(pair, previous, next, { nomenclatures: nomenclatures ?? {}, today });
    const whole = containmentUnderRules(pair, versions);
    const opened = asking(versions, options);
    const records = (walk: Walk) => recordsOf(previous, next, opened, walk);
    return { whole, changes: [...schemaChanges(opened, whole, bySize, records), ...modelTexts(previous, next, opened.next)] };
  });
  const rules = compareRules(previous, next, {
    examples: [...bySize, ...samples],
    ...(nomenclatures && { nomenclatures }),
    today,
  });
  const [verdicts, texts] = [changes.filter(isVerdict), changes.filter((change) => !isVerdict(change))];
  return summedUp(withRules(whole, rules), [...verdicts, ...rules, ...texts]);
}

const isVerdict = ({ direction }: Change): boolean => direction !== 'none';

/** What the rules that bear the version take from the answer of the schemas: a rule that refuses more breaks what the schemas promise. */
function withRules(whole: Containment, rules: readonly Change[]): Containment {
  const backward = lessRules(whole.backward, 'previous', rules.filter(mayNarrow));
  const forward = lessRules(whole.forward, 'next', rules.filter(mayWiden));
  return { ...whole, backward, forward, relation: relationOf(backward, forward) };
}

function lessRules(answer: Answer, accepted: Witness['accepted'], rules: readonly Change[]): Answer {
  if (answer.verdict !== 'yes') return answer;
  const shown = rules.flatMap(({ witnesses }) => witnesses).find((witness) => witness.accepted === accepted);
  if (shown) return { verdict: 'no', witness: shown.instance };
  const [doubt] = rules.filter(({ direction }) => direction !== 'none');
  return doubt ? { verdict: 'unknown', reason: doubt.reason ?? NOT_SHOWN } : answer;
}

const NOT_SHOWN = {
  fr: 'une règle a changé, et aucune donnée essayée ne montre si cela change un verdict',
  en: 'a rule changed, and no data that was tried shows whether that changes a verdict',
};
