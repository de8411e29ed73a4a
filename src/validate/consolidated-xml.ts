/** What the program of the national consolidation, which is replayed, does with a record of XML before any rule is asked. */
import { isObject } from '../../packages/base/src/json.ts';
import type { RecordKind } from '../model/kinds.ts';
import type { WrittenRecord } from '../read/record.ts';
import type { JudgeXml, RulesToRun } from './file-rules.ts';
import { keptOf } from '../consolidation/harm.ts';
import { isTest, withoutPlatform } from '../consolidation/platform.ts';
import { PythonError } from '../consolidation/python.ts';
import { withNumbers } from '../consolidation/schema.ts';
import { LISTED, normalised } from '../consolidation/xml.ts';
import type { SchemaError, Validator } from './types.ts';

/**
 * What becomes of a record before any rule is asked. `convert_nc` is a setting of its source, which a file does not show: an empty number is then 0, and only 0
 * and 1 are answers. The sources of XML that are known to be validated (AIFE, PPSMJ, Modula) do without it, so that what is accepted without it is published; PES,
 * which has it, is not validated. What is accepted only with it depends on the source.
 */
const judge: JudgeXml = (record, kind, check) => {
  const plain = read(record, kind, check, false);
  return plain.outcome === 'refused' && read(record, kind, check, true).outcome === 'accepted' ? { outcome: 'depends' } : plain;
};

/** The rules for a file of XML: their forecast is of what the consolidation reads in it. */
export const rulesOnXml = (run: RulesToRun | undefined): RulesToRun | undefined =>
  run?.published ? { ...run, published: { ...run.published, xml: { lists: LISTED, judge } } } : run;

/** The same for a source of which the setting is known. */
export function read(
  { name, value: written }: WrittenRecord,
  kind: RecordKind,
  check: Validator,
  convertsNc: boolean,
): ReturnType<JudgeXml> {
  // An element whose name has a prefix is not seen.
  if (name !== kind) return { outcome: 'refused' };
  const value = caught(() => normalised(written, kind, convertsNc));
  if (value instanceof PythonError) return { outcome: 'unread' };
  const judged = withoutPlatform(value);
  if (!isObject(judged) || isTest(value)) return { outcome: 'refused' };
  if (!check(withNumbers(judged))) return { outcome: 'refused', member: memberOf(check.errors?.[0]) };
  const kept = keptOf(kind, judged, convertsNc);
  return kept.extent ? { outcome: 'harms', extent: kept.extent } : { outcome: 'accepted', value: kept.value };
}

/** What a step of the program gives, or the exception that it ends with. */
function caught<T>(step: () => T): T | PythonError {
  try {
    return step();
  } catch (error) {
    if (error instanceof PythonError) return error;
    throw error;
  }
}

/** The member of the record that an error is about. */
const memberOf = (error: SchemaError | undefined): string | undefined => {
  const { instancePath = '', params = {} } = error ?? {};
  const named = instancePath.split('/')[1] ?? params['missingProperty'] ?? params['additionalProperty'];
  return typeof named === 'string' ? named : undefined;
};
