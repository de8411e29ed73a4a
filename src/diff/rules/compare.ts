/** Rules of two Models, compared by id: what comes, goes, finds more or fewer faults, gets more or less severe. */
import type { Rule, RuleEntry } from '../../model/rules.ts';
import type { Model } from '../../model/types.ts';
import type { Nomenclatures } from '../../rules/nomenclature-names.ts';
import { appliesTo } from '../../rules/select.ts';
import type { Change } from '../../../packages/schema-diff/src/index.ts';
import { bears, type Found, ruleChange } from './change.ts';
import { Evidence } from './evidence.ts';
import { entriesOf, type Reading, readingOf } from './reading.ts';
import { relate } from './relate.ts';
import { Ground } from './search/ground.ts';
import { placeChange, quietChanges } from './texts.ts';

/** `examples`: whole files that one version or the other accepts; `today`: the day on which rules that ask it are tried. */
export type RuleOptions = { examples: readonly unknown[]; nomenclatures?: Nomenclatures; today?: string };

/** A day on which all published versions are of the past, and that does not move: answers repeat. */
export const SOME_DAY = '2026-01-01';

/**
 * The changes of the rules that speak of each version. Only those of family `reglementaire` and severity error bear on what a version
 * accepts: others have the direction that they would have, and a number of at most minor. Every witness is a whole file that both
 * versions accept but for the rule.
 */
export function compareRules(previous: Model, next: Model, { examples, nomenclatures, today = SOME_DAY }: RuleOptions): Change[] {
  const [before, after] = [rulesOf(previous), rulesOf(next)];
  let ground: Ground | undefined;
  const evidence = new Evidence(
    () => (ground ??= new Ground(previous, next, examples, nomenclatures ?? {}, today)),
    nomenclatures !== undefined,
  );
  const ids = [...new Set([...before.keys(), ...after.keys()])].sort();
  return ids.flatMap((id) => {
    const [old, now] = [before.get(id), after.get(id)];
    if (old && now) return changesOf(readingOf(old, previous), readingOf(now, next), evidence);
    if (now) return [cameOrWent('rule-added', readingOf(now, next), evidence)];
    return old ? [cameOrWent('rule-removed', readingOf(old, previous), evidence)] : [];
  });
}

const rulesOf = ({ rules, version }: Model): Map<string, Rule> =>
  new Map(rules.filter((rule) => appliesTo(rule, version)).map((rule) => [rule.id, rule]));

function cameOrWent(kind: 'rule-added' | 'rule-removed', reading: Reading, evidence: Evidence): Change {
  const { rule } = reading;
  const own = { entries: rule.on.map(bare), family: rule.family, severity: rule.severity };
  if (rule.severity !== 'error') return ruleChange(kind, rule, false, own, { direction: 'none' });
  const found = kind === 'rule-added' ? evidence.alone(undefined, reading) : evidence.alone(reading, undefined);
  return ruleChange(kind, rule, bears(rule), own, found);
}

/** What an entry says, without its messages, where findings stand, and what the national consolidation does. */
const bare = (entry: RuleEntry): Record<string, unknown> =>
  entry.scope === 'fichier'
    ? { scope: entry.scope, kind: entry.kind, unique: entry.unique }
    : Object.fromEntries(
        (['scope', 'each', 'when', 'assert'] as const).filter((key) => entry[key] !== undefined).map((key) => [key, entry[key]]),
      );

function changesOf(previous: Reading, next: Reading, evidence: Evidence): Change[] {
  const relation = relate(previous, next);
  return [
    ...(relation === 'same' ? placeChange(previous.rule, next.rule) : [expressionChange(previous, next, relation, evidence)]),
    ...severityChange(previous, next, evidence),
    ...familyChange(previous, next, evidence),
    ...quietChanges(previous.rule, next.rule),
  ];
}

function expressionChange(
  previous: Reading,
  next: Reading,
  relation: 'narrowed' | 'widened' | 'open',
  evidence: Evidence,
): Change {
  const own = { before: previous.rule.on.map(bare), after: next.rule.on.map(bare) };
  // Where either side only warns, what it finds refuses nothing: the change of severity says what does.
  const refuses = previous.rule.severity === 'error' && next.rule.severity === 'error';
  const bearing = bears(previous.rule) && bears(next.rule);
  if (!refuses) return ruleChange(KIND_OF[relation], next.rule, false, own, { direction: 'none' });
  const { kind, ...found } = evidence.between(previous, next, relation);
  return ruleChange(kind, next.rule, bearing, own, found);
}

const KIND_OF = { narrowed: 'rule-narrowed', widened: 'rule-widened', open: 'rule-changed' } as const;

function severityChange(previous: Reading, next: Reading, evidence: Evidence): Change[] {
  const [before, after] = [previous.rule.severity, next.rule.severity];
  if (before === after) return [];
  const kind = GRAVITY[after] > GRAVITY[before] ? 'rule-severity-raised' : 'rule-severity-lowered';
  const own = { before, after };
  const told = (bearing: boolean, found: Found) => [ruleChange(kind, next.rule, bearing, own, found, askedBy(previous, next))];
  if (after === 'error') return told(bears(next.rule), evidence.alone(undefined, next, true));
  if (before === 'error') return told(bears(previous.rule), evidence.alone(previous, undefined, true));
  return told(false, { direction: 'none' });
}

/**
 * What the rule asks on each side, the same however it is written. A rule that becomes an error breaks what it now refuses: the
 * fingerprint is not that of a raise which would refuse something else.
 */
const askedBy = (previous: Reading, next: Reading): Record<string, unknown> => ({
  asked: [previous, next].map(({ rule, said }) => (said ? entriesOf(said).map(({ text }) => text).sort() : rule.on.map(bare))), // oxfmt-ignore
});

const GRAVITY = { info: 0, warning: 1, error: 2 };

/** A rule that comes to bear on the version, or does no more, without a change of severity. */
function familyChange(previous: Reading, next: Reading, evidence: Evidence): Change[] {
  const [before, after] = [previous.rule.family, next.rule.family];
  if (before === after) return [];
  const own = { before, after };
  const same = previous.rule.severity === next.rule.severity;
  const [bore, bearsNow] = [bears(previous.rule), bears(next.rule)];
  const told = (bearing: boolean, found: Found) => [
    ruleChange('rule-family-changed', next.rule, bearing, own, found, askedBy(previous, next)),
  ];
  if (same && bearsNow) return told(true, evidence.alone(undefined, next, true));
  if (same && bore) return told(true, evidence.alone(previous, undefined, true));
  return told(false, { direction: 'none' });
}
