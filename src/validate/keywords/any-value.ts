/** Keywords that judge a value of any type. */
import { equal } from '../../../packages/base/src/json.ts';
import { isObject } from '../../../packages/base/src/json.ts';
import { type Assertion, HOLDS } from './keyword.ts';

const IS: Record<string, (value: unknown) => boolean> = {
  object: isObject,
  array: Array.isArray,
  string: (value) => typeof value === 'string',
  number: (value) => typeof value === 'number',
  // An integral number is an integer however it is written: 12.0 and 1e3 count.
  // A number too great for a double (1e400) is Infinity once parsed; Ajv and the published validators take it for an integer.
  integer: (value) => Number.isInteger(value) || value === Infinity || value === -Infinity,
  boolean: (value) => typeof value === 'boolean',
  null: (value) => value === null,
};

export const type: Assertion = ({ type: wanted = [] }, value) => {
  const types = typeof wanted === 'string' ? [wanted] : wanted;
  return types.some((name) => IS[name]?.(value)) ? HOLDS : [{ type: wanted }];
};

export const enumeration: Assertion = ({ enum: allowed = [] }, value) =>
  allowed.some((code) => equal(code, value)) ? HOLDS : [{ allowedValues: allowed }];
