/** Ajv on the schema of a version, apart from the compiled validators of the program: it judges what these say. */
import { Ajv, type ErrorObject } from 'ajv';
import { child } from '../../packages/base/src/pointer.ts';
import { toDraft07 } from '../../src/generate/json-schema.ts';
import { RECORD_KINDS, type RecordKind } from '../../src/model/kinds.ts';
import type { Model } from '../../src/model/types.ts';

/** The places of a record that a version refuses: of what is missing or has no right to be there, with its name. None where it accepts the record. */
export type IndependentJudge = Record<RecordKind, (record: unknown) => string[]>;

export function independentJudge({ schema, unicodePatterns }: Model): IndependentJudge {
  const ajv = new Ajv({
    ...{ strict: false, allErrors: true, validateFormats: false, logger: false, unicodeRegExp: unicodePatterns },
    code: { optimize: false },
  });
  ajv.addSchema({ ...toDraft07(schema), $id: 'decp' });
  const judges = RECORD_KINDS.map((kind) => {
    const validate = ajv.getSchema(`decp#/definitions/${kind}`);
    if (!validate) throw new Error(`the schema has no ${kind}`);
    const judge = (record: unknown): string[] => (validate(record) === true ? [] : (validate.errors ?? []).map(placeOf));
    return [kind, judge] as const;
  });
  return Object.fromEntries(judges) as IndependentJudge;
}

function placeOf({ instancePath, keyword, params }: ErrorObject): string {
  const { missingProperty, additionalProperty, i, j } = params as Params;
  // A finding names the second of two equal items.
  if (keyword === 'uniqueItems') return child(instancePath, Math.max(i, j));
  const name = keyword === 'required' ? missingProperty : keyword === 'additionalProperties' ? additionalProperty : undefined;
  return name === undefined ? instancePath : child(instancePath, name);
}

type Params = { missingProperty?: string; additionalProperty?: string; i: number; j: number };
