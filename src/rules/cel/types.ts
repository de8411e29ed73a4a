/** The types of CEL expressions, and how they follow from the schema. */
import type { Model, Schema } from '../../model/types.ts';
import { resolve } from '../../model/tree.ts';
import { CelFault, type Facts, type Span, UnknownField } from './tree.ts';
import { SAY } from './sentences.ts';
import { RULES_CHECK } from '../../messages/compiled/rules-check.ts';
import { textsOf } from '../../../packages/base/src/texts.ts';

/**
 * `path` is that of the field from its record (`titulaires[].titulaire.id`), undefined for a computed value. A `date` is a string whose field
 * has `format: date`; `codes` are the values of its `enum`.
 */
export type CelType =
  | { kind: 'bool' | 'int' | 'double' | 'date'; path?: string }
  | { kind: 'string'; path?: string; codes?: readonly string[] }
  | { kind: 'list'; of: CelType; path?: string }
  | { kind: 'object'; schema: Schema; path: string };

const SCALARS: Record<string, 'bool' | 'int' | 'double' | 'string'> = {
  boolean: 'bool',
  integer: 'int',
  number: 'double',
  string: 'string',
};

/** The type of the field that a node of the schema describes. Throws a CelFault for a field of several types, or of none. */
export function typeOfSchema(model: Model, node: Schema, path: string): CelType {
  const schema = resolve(model.schema, node);
  if (schema.format === 'date') return { kind: 'date', path };
  if (schema.enum) return { kind: 'string', path, codes: schema.enum.map(String) };
  if (schema.type === 'object') return { kind: 'object', schema, path };
  if (schema.type === 'array' && schema.items) return { kind: 'list', of: typeOfSchema(model, schema.items, `${path}[]`), path };
  const scalar = SCALARS[String(schema.type)];
  if (!scalar) throw untyped(path);
  return { kind: scalar, path };
}

const untyped = (path: string): CelFault =>
  new CelFault(
    { start: 0, end: 0 },
    textsOf(RULES_CHECK, (say) => say['field.no-type']({ path })),
  );

/** The CEL name of a type. */
export const nameOfType = (type: CelType): string => (type.kind === 'list' ? `list(${nameOfType(type.of)})` : type.kind);

/** A date is a string except for `jour` and `moisEntre`. */
export const isText = ({ kind }: CelType): boolean => kind === 'string' || kind === 'date';

// The functions that rules may call besides those of CEL, implemented in `src/rules/functions`.

type Simple = 'bool' | 'int' | 'double' | 'string' | 'date';
export type Argument = Simple | 'texts' | 'nomenclature';
type Signature = { args: readonly Argument[]; result: Simple };

export const SIGNATURES: Readonly<Record<string, Signature>> = {
  siretValide: { args: ['string'], result: 'bool' },
  sirenValide: { args: ['string'], result: 'bool' },
  luhnValide: { args: ['string'], result: 'bool' },
  tvaValide: { args: ['string'], result: 'bool' },
  cpvExiste: { args: ['string'], result: 'bool' },
  cpvCle: { args: ['string'], result: 'string' },
  nomenclature: { args: ['nomenclature', 'string'], result: 'bool' },
  jour: { args: ['date'], result: 'int' },
  moisEntre: { args: ['date', 'date'], result: 'int' },
  aujourdhui: { args: [], result: 'date' },
  premier: { args: ['texts'], result: 'string' },
  partieEntiere: { args: ['double'], result: 'double' },
  chiffreRepete: { args: ['double'], result: 'int' },
  commencePar: { args: ['double', 'string'], result: 'bool' },
  decimales: { args: ['double'], result: 'int' },
};

/** The scope of an expression: its variables, the optional fields known to be present, and the number of lists that are iterated around it. */
export type Scope = { variables: Readonly<Record<string, CelType>>; facts: Facts; depth: number };

/** The type of a member of an object, and whether it is required. Throws a CelFault where there is none. */
export function childOf(model: Model, owner: CelType, name: string, span: Span): { type: CelType; required: boolean } {
  if (owner.kind !== 'object') throw new CelFault(span, SAY.noFields(nameOfType(owner), name));
  const { properties = {}, required = [] } = owner.schema;
  const property = Object.hasOwn(properties, name) ? properties[name] : undefined;
  const path = owner.path === '' ? name : `${owner.path}.${name}`;
  if (!property) throw new UnknownField(span, SAY.unknownField(name, owner.path, Object.keys(properties)), path);
  const type = typeOfSchema(model, property, path);
  return { type, required: required.includes(name) };
}
