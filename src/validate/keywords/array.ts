/** Keywords that judge lists and lead to their items. */
import { twins } from '../../../packages/base/src/json.ts';
import { type Applicator, type Assertion, HOLDS } from './keyword.ts';

export const minItems: Assertion = ({ minItems: limit = 0 }, value) =>
  Array.isArray(value) && value.length < limit ? [{ limit }] : HOLDS;

/** One failure a list, for the last item that has a twin before it (`i` the later, `j` the earlier). */
export const uniqueItems: Assertion = ({ uniqueItems: wanted }, value) => {
  const found = wanted === true && Array.isArray(value) ? twins(value) : undefined;
  return found ? [found] : HOLDS;
};

export const prefixItems: Applicator = function* ({ prefixItems: schemas = [] }, value) {
  if (!Array.isArray(value)) return;
  for (const [i, schema] of schemas.slice(0, value.length).entries()) {
    yield { schema, schemaTokens: ['prefixItems', String(i)], value: value[i], instanceToken: String(i) };
  }
};

export const items: Applicator = function* ({ items: schema, prefixItems: { length } = [] }, value) {
  if (!schema || !Array.isArray(value)) return;
  for (let i = length; i < value.length; i++)
    yield { schema, schemaTokens: ['items'], value: value[i], instanceToken: String(i) };
};
