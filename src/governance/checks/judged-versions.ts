/** Says which entries of a rule judge fewer published versions than the newest release has them judge: that of a rule that reads another field now is seldom meant. */
import { CHECKS } from '../../messages/compiled/checks.ts';
import { textsOf } from '../../../packages/base/src/texts.ts';
import { readSource } from '../../model/source-text.ts';
import type { RuleEntry } from '../../model/rules.ts';
import type { Model } from '../../model/types.ts';
import type { CheckedRule } from '../../rules/checked-rule.ts';
import { appliesTo } from '../../rules/roster.ts';
import { judgingEntries } from '../../rules/versions/translate.ts';
import { rulesOf, type VersionRules } from '../../rules/versions/book.ts';
import type { Problem, SchemaFiles } from '../problem.ts';

/** `before`: the rules of the newest release, checked against its Model `home`; `books`: the rules of the draft by the older version that they judge; `now`: those of the draft. */
type Rules = {
  before: readonly CheckedRule[];
  home: Model;
  books: ReadonlyMap<Model, VersionRules>;
  now: readonly CheckedRule[];
};

/** One warning for each entry, at its place in the file of the rule. */
export function unjudgedVersions({ before: published, home, books, now }: Rules, files: SchemaFiles): Problem[] {
  const known = new Map(published.map(({ rule }) => [rule.id, rule]));
  const lost = new Map<string, { id: string; index: number; versions: string[] }>();
  for (const [version, { rules }] of books) {
    const judging = new Map(rules.map((one) => [one.rule.id, one]));
    const ended = rules.flatMap(({ rule }) => (rule.until !== undefined && !known.has(rule.id) ? rule.on : []));
    for (const { rule } of rulesOf(version, published, home).rules) {
      const draft = now.find((one) => one.rule.id === rule.id);
      // A rule that goes, or has other bounds, is meant to.
      if (!draft || !appliesTo(draft.rule, version.version)) continue;
      const here = judging.get(rule.id);
      const judges = here ? judgingEntries(here.rule) : [];
      for (const before of judgingEntries(rule)) {
        const index = sameEntry(known.get(rule.id)?.on ?? [], before, draft.rule.on);
        if (index < 0 || judges.includes(index)) continue;
        // A new rule that ends judges this version in its place.
        if (ended.some((one) => kindOf(one) === kindOf(draft.rule.on[index]))) continue;
        const place = `${rule.id} ${index}`;
        lost.set(place, { id: rule.id, index, versions: [...(lost.get(place)?.versions ?? []), version.version] });
      }
    }
  }
  return [...lost.values()].map(({ id, index, versions }) => {
    const path = `next/rules/${id}.yaml`;
    const at = `/on/${index}`;
    return {
      file: `schema/${path}`,
      place: readSource(files.get(path) ?? '').place(at),
      ...textsOf(CHECKS, (say) => say['rule.versions-lost']({ at, versions })),
    };
  });
}

/** Where an entry is after a change: the one of the same rank among those of the same kind, for others may have come before it. */
function sameEntry(before: readonly RuleEntry[], index: number, after: readonly RuleEntry[]): number {
  const kind = kindOf(before[index]);
  const rank = before.slice(0, index).filter((one) => kindOf(one) === kind).length;
  return after.flatMap((one, i) => (kindOf(one) === kind ? [i] : []))[rank] ?? -1;
}

const kindOf = (entry: RuleEntry | undefined): string =>
  entry?.scope === 'fichier' ? `fichier ${entry.kind}` : `${entry?.scope} ${entry?.each ?? ''}`;
