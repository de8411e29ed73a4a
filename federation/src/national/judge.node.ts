import { isObject } from '../../../packages/base/src/json.ts';
import type { RecordKind } from '../../../src/model/kinds.ts';
import { inForceOf } from '../../../src/model/releases.ts';
import { SCOPES } from '../../../src/model/rules.ts';
import type { WrittenRecord } from '../../../src/read/record.ts';
import { consolidatedValue, fateOf } from '../../../src/validate/consolidated-xml.ts';
import { withoutPlatform } from '../../../src/validate/platform.ts';
import { allRules, rulesFor } from '../../../src/validate/load-rules.node.ts';
import { loadVersion, versionIndex } from '../../../src/validate/registry.node.ts';
import type { Validators } from '../../../src/validate/types.ts';
import type { Facts } from './facts.ts';
import { type Judged, RULES } from './rules.ts';

/** The rule on dates in the future is about the day of each file, which `rules.ts` compares: no date is after this one. */
const LAST_DAY = '9999-12-31';

type Judge = (kind: RecordKind, value: unknown) => Judged;

/** A record of XML, as the State reads it before it judges it: `convertsNc` is a setting of its process. */
export type XmlJudge = (kind: RecordKind, record: WrittenRecord, convertsNc: boolean) => { facts: Facts; judged: Judged };

/** Judges records as the State does: the schema of the version in force, and the rules by which its cleaning leaves records out. */
export const nationalJudge = async (): Promise<Judge> => (await judges()).json;

/** The same for those of XML, of which the State makes other values than we do. */
export const nationalXmlJudge = async (): Promise<XmlJudge> => (await judges()).xml;

async function judges(): Promise<{ json: Judge; xml: XmlJudge }> {
  const version = inForceOf(await versionIndex());
  const { validators } = await loadVersion(version);
  const rules = await rulesFor(version, allRules(LAST_DAY));
  const json: Judge = (kind, value) => {
    const record = withoutPlatform(value);
    const validator = validators[kind];
    const errors = validator(record) ? [] : (validator.errors ?? []);
    const [first] = errors;
    const places = errors.map(({ instancePath }) => instancePath);
    const found = rules?.records.judge(SCOPES[kind], record, places).national ?? [];
    return {
      refusal: first ? `schema.${first.keyword} ${first.instancePath}` : null,
      exclusions: found.filter(({ consolidation }) => consolidation === 'drop').map(({ id }) => id),
    };
  };
  return { json, xml: (...of) => judgedXml(of, json, validators) };
}

/** What `decp validate` foretells of the record, whose decision is the one taken here. */
function judgedXml(
  [kind, record, convertsNc]: Parameters<XmlJudge>,
  json: Judge,
  validators: Pick<Validators, RecordKind>,
): ReturnType<XmlJudge> {
  const value = consolidatedValue(record, kind, convertsNc);
  const { outcome, member } = fateOf(value, kind, validators[kind]);
  const facts = RULES.facts(kind, value);
  const { refusal, exclusions } = isObject(value) ? json(kind, value) : { refusal: null, exclusions: [] };
  return {
    facts: outcome.startsWith('ends') ? { ...facts, key: null, fault: facts.fault ?? 'unlike' } : facts,
    judged: { refusal: outcome === 'refused' ? (refusal ?? `xml ${member ?? ''}`) : null, exclusions },
  };
}
