import type { RecordKind } from '../../../src/model/kinds.ts';
import { inForceOf } from '../../../src/model/releases.ts';
import { SCOPES } from '../../../src/model/rules.ts';
import { allRules, rulesFor } from '../../../src/validate/load-rules.node.ts';
import { loadVersion, versionIndex } from '../../../src/validate/registry.node.ts';
import type { Judged } from './rules.ts';

/** The rule on dates in the future is about the day of each file, which `rules.ts` compares: no date is after this one. */
const LAST_DAY = '9999-12-31';

/** What the schema that the State applies (2.0.4) does not ask, and that of the version in force here does. */
const NOT_ASKED = 'uniqueItems';

/** Judges records as the State does: the schema of the version in force, and the rules by which its cleaning leaves records out. */
export async function nationalJudge(): Promise<(kind: RecordKind, value: unknown) => Judged> {
  const version = inForceOf(await versionIndex());
  const { validators } = await loadVersion(version);
  const rules = await rulesFor(version, allRules(LAST_DAY));
  return (kind, value) => {
    const record = withoutSource(value);
    const validator = validators[kind];
    const errors = validator(record) ? [] : (validator.errors ?? []).filter(({ keyword }) => keyword !== NOT_ASKED);
    const [first] = errors;
    const places = errors.map(({ instancePath }) => instancePath);
    const found = rules?.records.judge(SCOPES[kind], record, places).national ?? [];
    return {
      refusal: first ? `schema.${first.keyword} ${first.instancePath}` : null,
      exclusions: found.filter(({ consolidation }) => consolidation === 'drop').map(({ id }) => id),
    };
  };
}

/** The State takes the platform that a record names out of it before it applies the schema. */
function withoutSource(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, 'source')) return value;
  return Object.fromEntries(Object.entries(value).filter(([name]) => name !== 'source'));
}
