/** The keywords of our dialect by name: one entry here and one function beside it make a keyword. */
import { enumeration, type } from './any-value.ts';
import { items, minItems, prefixItems, uniqueItems } from './array.ts';
import type { Applicator, Assertion } from './keyword.ts';
import { maximum, minimum } from './number.ts';
import { additionalProperties, properties, required } from './object.ts';
import { maxLength, minLength, pattern } from './string.ts';

export const ASSERTIONS: ReadonlyMap<string, Assertion> = new Map(
  Object.entries({
    type,
    enum: enumeration,
    minimum,
    maximum,
    minLength,
    maxLength,
    pattern,
    minItems,
    uniqueItems,
    required,
    additionalProperties,
  }),
);

export const APPLICATORS: ReadonlyMap<string, Applicator> = new Map(Object.entries({ properties, prefixItems, items }));
