/** Rules over records: where they could run, and where they hit. */
import type { Finding } from '../../finding.ts';
import type { RuleImpact } from '../../model/impact.ts';
import type { RecordScope, Rule } from '../../model/rules.ts';
import { compare } from './findings.ts';
import { HitCount, shareOf, type At } from './hits.ts';

type Tally = { rule: Rule; records: number; evaluated: number; hits: HitCount };

/** Records of one file by scope: all of them, and those that became a value. */
export type Seen = Record<RecordScope, { records: number; readable: number }>;

export class RuleTallies {
  readonly #tallies = new Map<string, Tally>();

  /** Rules that were run on a file, from now on. */
  open(rules: readonly Rule[]): void {
    for (const rule of rules)
      if (!this.#tallies.has(rule.id)) this.#tallies.set(rule.id, { rule, records: 0, evaluated: 0, hits: new HitCount() });
  }

  /** False where the finding is not one of a rule. */
  add(finding: Finding, at: At): boolean {
    const tally = this.#tallies.get(finding.code);
    tally?.hits.add(finding, at);
    return tally !== undefined;
  }

  /** The rules could not be evaluated on one record. */
  missed(rules: Iterable<Rule>): void {
    for (const { id } of rules) {
      const tally = this.#tallies.get(id);
      if (tally) tally.evaluated--;
    }
  }

  /** The rules were run on a whole file: what was not told to be missed was evaluated. */
  close(rules: readonly Rule[], seen: Seen): void {
    for (const rule of rules) {
      const tally = this.#tallies.get(rule.id);
      if (!tally) continue;
      for (const scope of scopesOf(rule)) {
        tally.records += seen[scope].records;
        tally.evaluated += seen[scope].readable;
      }
    }
  }

  counts(): RuleImpact[] {
    return [...this.#tallies.values()]
      .map(({ rule: { id, severity, family }, records, evaluated, hits }) => ({
        id,
        severity,
        family,
        records,
        evaluated,
        hit: hits.records,
        share: shareOf(hits.records, records),
        findings: hits.findings,
        places: hits.places,
      }))
      .sort((a, b) => compare(a.id, b.id));
  }
}

/** The kinds of record that a rule looks at. */
const scopesOf = ({ on }: Rule): Set<RecordScope> =>
  new Set(on.map((entry) => (entry.scope === 'fichier' ? entry.kind : entry.scope)));
