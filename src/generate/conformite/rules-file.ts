import type { CheckedRule } from '../../rules/checked-rule.ts';
import { LONG } from '../../rules/limits.ts';
import { functionsTable } from './functions.ts';
import { SCHEMA } from './print.ts';
import { readsOf } from './reads.ts';
import type { ConformiteInput } from './types.ts';

/** `rules.json`: the rules as they are written, each entry with the fields that it reads, and the functions that they call. */
export function rulesFile({ version, rules, model }: ConformiteInput): string {
  const data = {
    $schema: `${SCHEMA}#/$defs/rules`,
    version,
    schemaVersion: model.version,
    longestList: LONG,
    functions: functionsTable(),
    rules: rules.map((checked) => ruleData(checked, model)),
  };
  return `${JSON.stringify(data, null, 1)}\n`;
}

function ruleData({ rule, entries, fileEntries }: CheckedRule, model: ConformiteInput['model']) {
  const on = rule.on.map((entry, index) => {
    const checked = entries.find((it) => it.index === index);
    if (checked) return { ...entry, reads: readsOf(checked, checked.scope, model), quadratic: checked.quadratic };
    const key = fileEntries.find((it) => it.index === index);
    // The shape of all entries is the same; two records are compared, and no list of one with another.
    return { ...entry, reads: key ? readsOf(key, key.kind, model) : [], quadratic: false };
  });
  return { ...rule, on };
}
