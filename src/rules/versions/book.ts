import type { Rule } from '../../model/rules.ts';
import type { Model, Schema } from '../../model/types.ts';
import { checkRule } from '../check-rule.ts';
import type { CheckedRule, RuleFault } from '../checked-rule.ts';
import { appliesTo } from '../roster.ts';
import { translate } from './translate.ts';
import { typesIn } from './types-in.ts';

/** The rules that judge data of a version, in its names, and the Model whose types they were checked against. */
export type VersionRules = { own: Model; rules: readonly CheckedRule[] };

/** What keeps a rule from judging data of a version. */
type Refused = { rule: Rule; faults: readonly RuleFault[] };

/**
 * Those of the rules of `home` that apply to `version`. Where all the fields that they read have the same places there, they are the rules themselves and
 * `own` is `home`. A rule that ends with an earlier version than `home` was checked against that one, whose names it has.
 */
export function rulesOf(version: Model, rules: readonly CheckedRule[], home: Model): VersionRules & { refused: Refused[] } {
  const applying = rules.filter(({ rule }) => appliesTo(rule, version.version));
  if (version.version === home.version) return { own: home, rules: applying, refused: [] };
  const others = applying.map(({ of }) => of).filter((of) => of.version !== home.version);
  const own = [home, ...new Set(others)].map((of) => typesIn(of, version)).reduce(joined);
  const refused: Refused[] = [];
  const found = applying.map((checked) => {
    const there = translate(checked, version, own);
    const result = there === checked && others.includes(checked.of) ? checkRule(checked.rule, own) : there;
    if (!Array.isArray(result)) return result;
    refused.push({ rule: checked.rule, faults: result });
    return undefined;
  });
  const isSame = found.every((rule, i) => rule === applying[i]);
  return { own: isSame ? home : own, rules: found.filter((rule) => rule !== undefined), refused };
}

/** A Model with the fields of another that it lacks. */
const joined = (model: Model, other: Model): Model => ({
  ...model,
  schema: { $defs: joinedAll(model.schema.$defs, other.schema.$defs) },
});

const joinedAll = (own: Record<string, Schema> = {}, others: Record<string, Schema> = {}): Record<string, Schema> => ({
  ...others,
  ...Object.fromEntries(Object.entries(own).map(([name, schema]) => [name, joinedSchema(schema, others[name])])),
});

function joinedSchema(own: Schema, other: Schema | undefined): Schema {
  if (other && own.items && other.items) return { ...own, items: joinedSchema(own.items, other.items) };
  if (!other?.properties || !own.properties) return own;
  const known = own.properties;
  const more = (other.required ?? []).filter((name) => !Object.hasOwn(known, name));
  return { ...own, properties: joinedAll(known, other.properties), required: [...(own.required ?? []), ...more] };
}
