import { escape, valueAt } from '../../packages/base/src/pointer.ts';
import type { KnownKinds } from '../model/record-shapes.ts';
import type { LocalFinding, SchemaError, Validator, MemberChecks } from './types.ts';
import { RECORD_KINDS, type RecordKind } from '../model/kinds.ts';

type Params = Record<string, unknown>;
type Translate = (error: SchemaError, value: unknown) => Omit<LocalFinding, 'code'>;

const at = (path: string, params: Params) => ({ path, params });
const limitOf = ({ params }: SchemaError) => params['limit'];

/** Length as JSON Schema counts it: characters (code points), not UTF-16 units. */
function lengthOf(value: unknown): number | undefined {
  if (typeof value !== 'string') return undefined;
  let count = 0;
  for (let index = 0; index < value.length; index++, count++) if ((value.codePointAt(index) ?? 0) > 0xffff) index++;
  return count;
}

/** One list for each single type: findings share it, so that reports can recognise equal params by identity. */
const singleTypes = new Map<string, readonly string[]>();

function typesOf(type: unknown): unknown {
  if (typeof type !== 'string') return type;
  let list = singleTypes.get(type);
  if (!list) singleTypes.set(type, (list = [type]));
  return list;
}

const bound: Translate = (error, value) => at(error.instancePath, { limit: limitOf(error), value });
const length: Translate = (error, value) => at(error.instancePath, { limit: limitOf(error), length: lengthOf(value), value });

/** How the error of each keyword becomes a path and the params of its message. A keyword without entry keeps the params of Ajv. */
const TRANSLATE: Record<string, Translate> = {
  required: ({ instancePath, params }) => at(instancePath, { property: params['missingProperty'] }),
  additionalProperties: ({ instancePath, params }) => {
    const property = String(params['additionalProperty']);
    return at(`${instancePath}/${escape(property)}`, { property });
  },
  type: ({ instancePath, params }, value) => at(instancePath, { expected: typesOf(params['type']), value }),
  enum: ({ instancePath, params }, value) => at(instancePath, { allowed: params['allowedValues'], value }),
  pattern: ({ instancePath, params }, value) => at(instancePath, { pattern: params['pattern'], value }),
  minimum: bound,
  maximum: bound,
  minLength: length,
  maxLength: length,
  minItems: (error, value) => at(error.instancePath, { limit: limitOf(error), count: (value as unknown[]).length, value }),
  // Ajv gives the equal items as i and j, i being the later one: the finding is about that item and names the first.
  uniqueItems: ({ instancePath, params }, value) => {
    const [first, later] = [Number(params['j']), Number(params['i'])];
    return at(`${instancePath}/${later}`, { first: `${instancePath}/${first}`, value: (value as unknown[])[later] });
  },
};

/** The JSON Pointer of the field that a finding of the schema is about, also where it is absent. */
export const faultPath = ({ code, path, params }: LocalFinding): string =>
  code === 'schema.required' ? `${path}/${String(params['property'])}` : path;

/**
 * The errors of a schema as findings. Every code `schema.*` is made here from the keyword of the error: `schema.enum`, `schema.required`…
 * Errors inside a branch of `anyOf` are left out, since the `anyOf` itself is reported.
 */
export function toFindings(errors: readonly SchemaError[], value: unknown): LocalFinding[] {
  const findings: LocalFinding[] = [];
  for (const error of errors) {
    if (error.schemaPath.includes('/anyOf/')) continue;
    const found = valueAt(value, error.instancePath);
    const { path, params } = TRANSLATE[error.keyword]?.(error, found) ?? at(error.instancePath, error.params);
    findings.push({ code: `schema.${error.keyword}`, path, params });
  }
  return findings;
}

/** The members of the records that the fast path can judge; `exported` is the name of the validator in `members.js`. */
export const memberNames = (known: KnownKinds): { kind: RecordKind; name: string; exported: string }[] =>
  RECORD_KINDS.flatMap((kind) =>
    (known[kind]?.members ?? []).map((name, rank) => ({ kind, name, exported: `${kind.replace(/\W/g, '_')}$${rank}` })),
  );

/** The validators exported by `members.js`, by kind and member. */
export function memberChecks(known: KnownKinds, module: Record<string, Validator>): MemberChecks {
  const checks: MemberChecks = { marche: {}, 'contrat-concession': {} };
  for (const { kind, name, exported } of memberNames(known)) {
    const check = module[exported];
    if (check) checks[kind][name] = check;
  }
  return checks;
}
