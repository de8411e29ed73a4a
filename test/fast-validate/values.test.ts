import fc from 'fast-check';
import { expect, test } from 'vitest';
import { plainValue } from '../../packages/fast-validate/src/values.ts';

const SEED = 22;

/** The plain value of a JSON text that stands among other bytes, as it does in a file. */
function plainOf(text: string): unknown {
  const bytes = new TextEncoder().encode(`,"a":${text},"b":1}`);
  const from = 5;
  return plainValue(bytes, from, bytes.length - ',"b":1}'.length);
}

const digits = fc.stringMatching(/^\d{1,17}$/);
const number = fc.oneof(
  digits,
  fc.tuple(digits, digits).map(([whole, part]) => `${whole}.${part}`),
  fc.stringMatching(/^-?\d{0,3}\.?\d{0,3}([eE][+-]?\d{1,2})?$/),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => JSON.stringify(value)),
);
const text = fc.oneof(
  fc.string({ maxLength: 45 }).map((value) => JSON.stringify(value)),
  fc.stringMatching(/^"[ -~é\\"u0]{0,12}"$/),
  fc.constantFrom('"', '""', '"a', '"a"b"', '"\u0000"', '"é"', '"__proto__"'),
);
const word = fc.constantFrom('"id"', '"id"', '"a b"', '"__proto__"', '"29661770723449"');
const object = fc
  .tuple(
    fc.oneof(fc.constant('"id"'), word, text),
    fc.constantFrom(':', ':', ' :', ': ', ''),
    fc.oneof(word, text, number),
    fc.constantFrom('}', '}', ' }', ',}', '', '}}'),
  )
  .map((parts) => `{${parts.join('')}`);

function parsed(json: string): { is: unknown } | undefined {
  try {
    return { is: JSON.parse(json) as unknown };
  } catch {
    return undefined;
  }
}

/** The shares of texts whose value is read are known, so that this cannot come to hold of nothing. */
test('a value that is read from its bytes is the one that JSON.parse gives', () => {
  const read = { string: 0, number: 0, object: 0 };
  const property = fc.property(fc.oneof(number, text, object), (json) => {
    const value = plainOf(json);
    if (value === undefined) return;
    expect(parsed(json)).toEqual({ is: value });
    expect(Object.keys(Object(value) as object)).toEqual(Object.keys(Object(parsed(json)?.is) as object));
    read[typeof value as keyof typeof read]++;
  });
  fc.assert(property, { seed: SEED, numRuns: 8000 });
  for (const count of Object.values(read)) expect(count).toBeGreaterThan(50);
});

test.each([
  ['"2024-09-13"', '2024-09-13'],
  ['""', ''],
  ['7335', 7335],
  ['0', 0],
  ['0.05', 0.05],
  ['123456789012.75', 123456789012.75],
  ['{"id":"29661770723449"}', { id: '29661770723449' }],
])('%s is read', (json, value) => {
  expect(plainOf(json)).toEqual(value);
});

test.each(['01', '1.', '.5', '-1', '1e3', '1234567890123456', '"é"', '"a\\u0062"', 'true', '{"a":1}', '{"a":"b","c":"d"}', '[]'])(
  '%s is left to JSON.parse',
  (json) => {
    expect(plainOf(json)).toBeUndefined();
  },
);
