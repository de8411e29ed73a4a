import { describe, expect, test } from 'vitest';
import { replaced, DEFINITION_OPERATORS, PLACE_OPERATORS, partsOf } from '../../src/governance/mutation/enumerate.ts';
import type { Schema } from '../../src/model/types.ts';

const OPERATORS = [...PLACE_OPERATORS, ...DEFINITION_OPERATORS];

/** What each operator makes of a node: every variant, in order. */
const CASES: Record<string, [node: Schema, variants: Schema[]]> = {
  'drop-required': [{ required: ['a', 'b'] }, [{ required: ['b'] }, { required: ['a'] }]],
  'add-required': [
    { type: 'object', required: ['a'], properties: { a: {}, b: {} } },
    [{ type: 'object', required: ['a', 'b'], properties: { a: {}, b: {} } }],
  ],
  'drop-property': [
    { additionalProperties: false, properties: { a: {}, b: {} } },
    [
      { additionalProperties: false, properties: { b: {} } },
      { additionalProperties: false, properties: { a: {} } },
    ],
  ],
  'open-object': [{ additionalProperties: false, properties: { a: {} } }, [{ properties: { a: {} } }]],
  'drop-type': [{ type: 'string', maxLength: 3 }, [{ maxLength: 3 }]],
  'change-type': [{ type: 'integer', minimum: 1 }, [{ type: 'number', minimum: 1 }]],
  'drop-code': [{ enum: ['A', 'B'] }, [{ enum: ['B'] }, { enum: ['A'] }]],
  'add-code': [{ enum: ['Procédure adaptée'] }, [{ enum: ['Procédure adaptée', 'procédure adaptée'] }]],
  'drop-enum': [{ enum: ['A'] }, [{}]],
  'drop-minimum': [{ type: 'number', minimum: 1 }, [{ type: 'number' }]],
  'lower-minimum': [{ type: 'number', minimum: 1 }, [{ type: 'number', minimum: 0.99 }]],
  'raise-minimum': [{ type: 'integer', minimum: 1 }, [{ type: 'integer', minimum: 2 }]],
  'drop-maximum': [{ type: 'number', maximum: 1 }, [{ type: 'number' }]],
  'lower-maximum': [{ type: 'number', maximum: 1 }, [{ type: 'number', maximum: 0.99 }]],
  'raise-maximum': [{ type: 'number', maximum: 1 }, [{ type: 'number', maximum: 1.01 }]],
  'drop-minLength': [{ minLength: 2 }, [{}]],
  'lower-minLength': [{ minLength: 2 }, [{ minLength: 1 }]],
  'raise-minLength': [{ minLength: 2 }, [{ minLength: 3 }]],
  'drop-maxLength': [{ maxLength: 16 }, [{}]],
  'lower-maxLength': [{ maxLength: 16 }, [{ maxLength: 15 }]],
  'raise-maxLength': [{ maxLength: 16 }, [{ maxLength: 17 }]],
  'drop-minItems': [{ type: 'array', minItems: 1 }, [{ type: 'array' }]],
  'lower-minItems': [{ minItems: 2 }, [{ minItems: 1 }]],
  'raise-minItems': [{ minItems: 1 }, [{ minItems: 2 }]],
  'add-minItems': [{ type: 'array' }, [{ type: 'array', minItems: 1 }]],
  'drop-uniqueItems': [{ type: 'array', uniqueItems: true }, [{ type: 'array' }]],
  'drop-pattern': [{ type: 'string', pattern: '^a$' }, [{ type: 'string' }]],
  'drop-any-of': [{ type: 'object', anyOf: [{ required: ['a'] }, { required: ['b'] }] }, [{ type: 'object' }]],
  'drop-any-of-branch': [
    { anyOf: [{ required: ['a'] }, { required: ['b'] }] },
    [{ anyOf: [{ required: ['b'] }] }, { anyOf: [{ required: ['a'] }] }],
  ],
  'open-pattern': [{ pattern: '^a$' }, [{ pattern: 'a$' }, { pattern: '^a' }]],
  'drop-alternative': [
    { pattern: '^(ab|c(d|e))$' },
    [{ pattern: '^(ab|c(e))$' }, { pattern: '^(ab|c(d))$' }, { pattern: '^(c(d|e))$' }, { pattern: '^(ab)$' }],
  ],
  'widen-digits': [{ pattern: '^[0-9][12]$' }, [{ pattern: '^[0-9][0-9]$' }]],
  'let-in': [{ pattern: '[^ \\t]' }, [{ pattern: '[^\\t]' }, { pattern: '[^ ]' }]],
  'stretch-repeat': [{ pattern: '^[0-9]{14}$' }, [{ pattern: '^[0-9]{13,14}$' }, { pattern: '^[0-9]{14,15}$' }]],
  'fix-optional': [{ pattern: '^a(-b)?c$' }, [{ pattern: '^a(-b)c$' }, { pattern: '^ac$' }]],
};

test('each operator has its case here', () => {
  expect(Object.keys(CASES).sort()).toEqual(OPERATORS.map(({ name }) => name).sort());
});

describe.each(OPERATORS)('$name', ({ name, variants }) => {
  test('changes a node as its name says', () => {
    const [node, expected] = CASES[name]!;
    expect([...variants(node)].map((variant) => variant.node)).toEqual(expected);
  });

  test('has nothing to say of a node without what it breaks, and leaves the node as it is', () => {
    expect([...variants({ title: 'a text' })]).toEqual([]);
    const node = structuredClone(CASES[name]![0]);
    Array.from(variants(node));
    expect(node).toEqual(CASES[name]![0]);
  });
});

test('every type that next uses can be taken for another', () => {
  const change = OPERATORS.find(({ name }) => name === 'change-type')!;
  const taken = ['integer', 'number', 'string', 'boolean', 'object', 'array'].map(
    (type) => [...change.variants({ type })][0]?.node.type,
  );
  expect(taken).toEqual(['number', 'integer', 'number', 'string', 'array', 'object']);
});

test('a mutant changes its own node and shares the rest of the schema', () => {
  const schema: Schema = {
    properties: { a: { type: 'string' }, b: { type: 'number' } },
    anyOf: [{ required: ['a'] }, { required: ['b'] }],
  };
  const wrong = replaced(schema, ['anyOf', '1'], {});
  expect(wrong).toEqual({ ...schema, anyOf: [{ required: ['a'] }, {}] });
  expect(wrong.properties).toBe(schema.properties);
  expect(schema.anyOf).toHaveLength(2);
  expect(replaced(schema, [], {})).toEqual({});
});

test('the parts of a pattern are found whatever is nested, escaped or put in a class', () => {
  const source = '^\\((a|[|)]{2}|b\\|c)*[^\\]]+$';
  const { choices, classes, repeats } = partsOf(source);
  const text = ({ start, end }: { start: number; end: number }) => source.slice(start, end);
  expect(choices.map((choice) => choice.map(text))).toEqual([['a', '[|)]{2}', 'b\\|c']]);
  expect(classes.map(text)).toEqual(['[|)]', '[^\\]]']);
  expect(repeats.map(({ atom, quantifier }) => `${text(atom)} ${text(quantifier)}`)).toEqual([
    '[|)] {2}',
    '(a|[|)]{2}|b\\|c) *',
    '[^\\]] +',
  ]);
});
