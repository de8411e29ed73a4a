/** What a program may give beside two schemas, and what it need not: the official dialects by every address, their meta-schemas without a network. */
import dns from 'node:dns';
import { Socket } from 'node:net';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { type CallOptions, compareSchemas, DIALECTS, diffSchemas } from '../../packages/schema-diff/src/index.ts';
import { dialectOf } from '../../packages/schema-diff/src/dialect.ts';
import { OFFICIAL } from '../../packages/schema-diff/src/meta-schemas.ts';
import type { Dialect, JsonSchema } from '../../packages/schema-diff/src/types.ts';

const CALLS = { compareSchemas, diffSchemas };

/** The address that the specification of each dialect gives for `$schema`. */
const ADDRESSES: Record<Dialect, string> = {
  'draft-04': 'http://json-schema.org/draft-04/schema#',
  'draft-06': 'http://json-schema.org/draft-06/schema#',
  'draft-07': 'http://json-schema.org/draft-07/schema#',
  '2019-09': 'https://json-schema.org/draft/2019-09/schema',
  '2020-12': 'https://json-schema.org/draft/2020-12/schema',
};

/** How people write it: with and without the empty fragment, with either scheme. */
const spellings = (address: string): string[] =>
  ['http', 'https'].flatMap((scheme) =>
    ['', '#'].map((fragment) => address.replace(/^https?/, scheme).replace(/#$/, '') + fragment),
  );

/** Schemas that tell the dialects apart: `exclusiveMinimum`, `const`, `if`, `minContains`, `prefixItems`. */
const TELLING: readonly JsonSchema[] = [
  { minimum: 1, exclusiveMinimum: true },
  { const: 1 },
  { if: {}, then: { type: 'string' } },
  { contains: {}, minContains: 0 },
  { prefixItems: [{ type: 'string' }] },
];

/** What is read of these schemas; a keyword that a dialect does not know says nothing, and a value that it does not allow is no schema. */
const readings = (dialect: string): string[] =>
  TELLING.map((schema) => {
    try {
      return compareSchemas({}, schema, { dialect }).relation;
    } catch {
      return 'no schema';
    }
  });

describe.each(DIALECTS)('the dialect %s', (dialect) => {
  test.each(spellings(ADDRESSES[dialect]))('is that of the option %s, as of $schema', (address) => {
    expect(dialectOf({ $schema: address })).toBe(dialect);
    expect(readings(address)).toEqual(readings(dialect));
  });
});

test('no two dialects read the same', () => {
  expect(new Set(DIALECTS.map((dialect) => readings(dialect).join())).size).toBe(DIALECTS.length);
});

describe.each(Object.entries(CALLS))('%s refuses', (_, call) => {
  test.each<[string, unknown, typeof TypeError | typeof RangeError]>([
    ['an option that is not known', { dialects: '2020-12' }, TypeError],
    ['a dialect that is no text', { dialect: 7 }, TypeError],
    ['a dialect from before draft-04', { dialect: 'http://json-schema.org/draft-03/schema#' }, RangeError],
    ['an address that only looks like one', { dialect: 'https://example.org/draft-07/schema#' }, RangeError],
    ['a name of Object.prototype', { dialect: 'toString' }, RangeError],
    ['a formatAssertion that is neither true nor false', { formatAssertion: 1 }, TypeError],
    ['a budget of nothing', { budget: 0 }, RangeError],
    ['a budget that is no number', { budget: NaN }, RangeError],
    ['resources that are no Map', { resources: {} }, TypeError],
    ['a resource that is no schema', { resources: new Map([['https://example.org/a', 'string']]) }, TypeError],
    ['a language that it does not speak', { lang: 'de' }, RangeError],
    ['options that are none', null, TypeError],
  ])('%s', (_name, options, sort) => {
    let thrown: unknown;
    try {
      call({}, {}, options as CallOptions);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(sort);
    expect((thrown as Error).message).toMatch(/^(compareSchemas|diffSchemas)/);
  });
});

describe('without a network', () => {
  afterEach(() => {
    vi.restoreAllMocks();
    vi.unstubAllGlobals();
  });

  test.each([...OFFICIAL.keys()])('the meta-schema %s is known', (address) => {
    const refused = vi.fn(() => {
      throw new Error('the network was asked');
    });
    vi.stubGlobal('fetch', refused);
    vi.spyOn(Socket.prototype, 'connect').mockImplementation(refused);
    vi.spyOn(dns, 'lookup').mockImplementation(refused);
    const { relation } = compareSchemas(
      { $ref: address },
      { allOf: [{ $ref: address }] },
      { dialect: dialectOf(OFFICIAL.get(address) ?? {}) },
    );
    expect(relation).toBe('equivalent');
    expect(refused).not.toHaveBeenCalled();
  });

  test('what is not official is not fetched: the call says what is missing', () => {
    expect(() => compareSchemas({ $ref: 'https://example.org/a' }, true)).toThrow(
      expect.objectContaining({ code: expect.stringMatching(/^input\./) as string }) as Error,
    );
  });
});

test('the meta-schema of each dialect is among those that are known, by the address of the dialect', () => {
  for (const address of Object.values(ADDRESSES)) expect(OFFICIAL.has(address.replace(/#$/, ''))).toBe(true);
});
