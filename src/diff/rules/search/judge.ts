import type { RecordKind } from '../../../model/kinds.ts';
import { canonical } from '../../../../packages/base/src/json.ts';
import { valueAt } from '../../../../packages/base/src/pointer.ts';
import { type RecordScope, SCOPES } from '../../../model/rules.ts';

import type { Model } from '../../../model/types.ts';
import { kindOf } from '../../../read/record.ts';
import type { CheckedRule } from '../../../rules/checked-rule.ts';
import { interpretRules } from '../../../rules/interpret/rules.ts';
import type { LibraryFunctions } from '../../../rules/library.ts';
import { RecordRules } from '../../../rules/run.ts';

/** A record of a file, where it stands. */
export type Placed = { list: string; index: number; kind: RecordKind; scope: RecordScope; record: unknown };

/** The records of a file, in the lists that a version keeps them in. */
export function recordsOf(file: unknown, { lists }: Model): Placed[] {
  return lists.flatMap(({ path, kinds }) => {
    const list = valueAt(file, path);
    if (!Array.isArray(list)) return [];
    return list.map((record: unknown, index) => {
      const kind = kinds.length > 1 ? kindOf(record) : (kinds[0] ?? 'marche');
      return { list: path, index, kind, scope: SCOPES[kind], record };
    });
  });
}

/** Some rules of one version, ready to judge a record or a whole file. What they cannot be evaluated on is no finding. */
export class RuleJudge {
  readonly #model: Model;
  readonly #rules: RecordRules;

  constructor(rules: readonly CheckedRule[], model: Model, functions: LibraryFunctions, today: string) {
    this.#model = model;
    const data = rules.map(({ rule }) => rule);
    this.#rules = new RecordRules(interpretRules(rules, model, functions), data, today);
  }

  /** The pointer in a record of the first finding, undefined where there is none. */
  inRecord(scope: RecordScope, record: unknown): string | undefined {
    return this.#rules.judge(scope, record, []).hits[0]?.pointer;
  }

  /** The pointer in a file of the first finding. */
  inFile(file: unknown): string | undefined {
    const seen = new Set<string>();
    for (const { scope, record, list, index } of recordsOf(file, this.#model)) {
      const { hits, keys } = this.#rules.judge(scope, record, []);
      const [hit] = hits;
      if (hit) return `${list}/${index}${hit.pointer}`;
      for (const { place, values } of keys) {
        const key = canonical([scope, place, values ?? record]);
        if (seen.has(key)) return `${list}/${index}`;
        seen.add(key);
      }
    }
    return undefined;
  }
}
