/** Keywords that judge objects and lead to their properties. */
import { isObject } from '../../../packages/base/src/json.ts';
import { type Applicator, type Assertion, HOLDS } from './keyword.ts';

export const required: Assertion = ({ required: names = [] }, value) =>
  isObject(value) ? names.filter((name) => !Object.hasOwn(value, name)).map((name) => ({ missingProperty: name })) : HOLDS;

export const additionalProperties: Assertion = ({ additionalProperties: open, properties = {} }, value) => {
  if (open !== false || !isObject(value)) return HOLDS;
  const extra = Object.keys(value).filter((name) => !Object.hasOwn(properties, name));
  return extra.map((name) => ({ additionalProperty: name }));
};

export const properties: Applicator = function* ({ properties: schemas = {} }, value) {
  if (!isObject(value)) return;
  for (const [name, schema] of Object.entries(schemas)) {
    if (Object.hasOwn(value, name)) yield { schema, schemaTokens: ['properties', name], value: value[name], instanceToken: name };
  }
};
