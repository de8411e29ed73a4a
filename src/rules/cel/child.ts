import type { Model } from '../../model/types.ts';
import { CelFault } from './fault.ts';
import { SAY } from './sentences.ts';
import type { Span } from './tree.ts';
import { type CelType, nameOfType, typeOfSchema } from './types.ts';

/** A child of an object, with what the schema says of its presence. Throws a CelFault where there is none. */
export function childOf(model: Model, owner: CelType, name: string, span: Span): { type: CelType; required: boolean } {
  if (owner.kind !== 'object') throw new CelFault(span, SAY.noFields(nameOfType(owner), name));
  const { properties = {}, required = [] } = owner.schema;
  const property = Object.hasOwn(properties, name) ? properties[name] : undefined;
  if (!property) throw new CelFault(span, SAY.unknownField(name, owner.path, Object.keys(properties)));
  const type = typeOfSchema(model, property, owner.path === '' ? name : `${owner.path}.${name}`);
  return { type, required: required.includes(name) };
}
