import { canonical } from '../../packages/base/src/json.ts';
import { tokens } from '../../packages/base/src/pointer.ts';
import { type Counterparts, type Step, relationOf, compareSchemas, summedUp } from '../../packages/schema-diff/src/extension.ts';
import type { Answer, Change, Containment, Diff, DiffOptions, Witness } from '../../packages/schema-diff/src/index.ts';
import { RECORD_KINDS, type RecordKind } from '../model/kinds.ts';
import type { Model } from '../model/types.ts';
import { modelTexts } from './model-texts.ts';
import { mayNarrow, mayWiden } from './rules/change.ts';
import { compareRules, type RuleOptions, SOME_DAY } from './rules/compare.ts';
import { rulesAsConditions } from './version-judges.ts';

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
  const { whole, changes } = compareSchemas(previous.schema, next.schema, options, {
    examples: bySize,
    counterparts: recordLists(previous, next),
    ...rulesAsConditions(previous, next, { nomenclatures: nomenclatures ?? {}, today }),
  });
  const rules = compareRules(previous, next, {
    examples: [...bySize, ...samples],
    ...(nomenclatures && { nomenclatures }),
    today,
  });
  return summedUp(withRules(whole, rules), [...changes, ...rules, ...modelTexts(previous, next)]);
}

/** The records of both sides, kind by kind: they stand for each other wherever the lists of the file are. */
function recordLists(previous: Model, next: Model): Counterparts[] {
  return RECORD_KINDS.flatMap((kind) => {
    const [before, after] = [previous, next].map((model) => stepsTo(model, kind));
    return before && after ? [{ definition: `#/$defs/${kind}`, previous: before, next: after }] : [];
  });
}

function stepsTo(model: Model, kind: RecordKind): Step[] | undefined {
  const list = model.lists.find(({ kinds }) => kinds.includes(kind));
  return list && [...tokens(list.path).map((name): Step => ({ by: 'property', name })), { by: 'items', from: 0 }];
}

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
