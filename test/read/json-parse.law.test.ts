/** `parseJson` gives what `JSON.parse` would, on every engine: its answers are compared with values that are known without parsing. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseJson } from '../../src/read/json/parse.ts';
import { draws } from '../support/tier.ts';

/** A value, and a text of it in which any character may be escaped in any way. */
type Written = { value: unknown; text: string };

const SHORT: Record<string, string> = { '"': '"', '\\': '\\', '/': '/', '\b': 'b', '\f': 'f', '\n': 'n', '\r': 'r', '\t': 't' };
const hex = (unit: string): string => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** The ways in which JSON may write one UTF-16 unit. */
function waysToWrite(unit: string): string[] {
  const plain = unit >= ' ' && unit !== '"' && unit !== '\\' ? [unit] : [];
  return [...plain, ...(unit in SHORT ? [`\\${SHORT[unit]}`] : []), hex(unit)];
}

/** Few characters, so that keys often begin alike: what an engine expects as the next key is then near the one that comes. */
const UNITS = ['\\', '\\', '"', '\n', '\t', '/', 'n', 'u', '0', 'a', 'é', '漢', '\u2028', '\ud83c'];
const string = fc
  .array(
    fc.constantFrom(...UNITS).chain((unit) => fc.constantFrom(...waysToWrite(unit)).map((text) => ({ unit, text }))),
    { maxLength: 4 },
  )
  .map((units) => ({ value: units.map(({ unit }) => unit).join(''), text: `"${units.map(({ text }) => text).join('')}"` }));
const key = fc.oneof({ weight: 6, arbitrary: string }, fc.constantFrom('__proto__', 'constructor', '10', '2').map(quoted));

function quoted(value: string): { value: string; text: string } {
  return { value, text: JSON.stringify(value) };
}

const blank = fc.constantFrom('', '', ' ', '\n\t', '\r ');
const scalar: fc.Arbitrary<Written> = fc.oneof(
  string,
  fc.constantFrom<unknown>(null, true, false, 0, -1.5, 1e21, 'x').map((value) => ({ value, text: JSON.stringify(value) })),
);

function objectOf(members: readonly [{ value: string; text: string }, Written, string][]): Written {
  const value: Record<string, unknown> = {};
  for (const [name, member] of members)
    Object.defineProperty(value, name.value, { value: member.value, enumerable: true, writable: true, configurable: true });
  return { value, text: `{${members.map(([name, { text }, gap]) => `${gap}${name.text}${gap}:${gap}${text}${gap}`).join(',')}}` };
}

const { written } = fc.letrec<{ written: Written }>((tie) => ({
  written: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    scalar,
    fc.array(tie('written'), { maxLength: 3 }).map((items) => ({
      value: items.map(({ value }) => value),
      text: `[${items.map(({ text }) => text).join(' , ')}]`,
    })),
    fc.array(fc.tuple(key, tie('written'), blank), { maxLength: 4 }).map(objectOf),
  ),
}));

/** The same, with the order of the members and whose property they are: `toEqual` does not look at that. */
const spelt = (value: unknown): string =>
  JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.keys(inner).map((name) => [name, (inner as Record<string, unknown>)[name]])
      : inner,
  );

const outcome = (parse: (text: string) => unknown, text: string): string => {
  try {
    return spelt(parse(text));
  } catch (error) {
    return error instanceof SyntaxError ? 'refused' : String(error);
  }
};

const RUNS = { numRuns: draws(3_000, 15_000) };

/** Two texts of which V8 13.6 and later give the second one the key of the first; whether this engine does. */
const FIRST = '{"key of no other test":1,"\\\\":2}';
const SECOND = '{"key of no other test":1,"\\n":2}';
const [, BY_ENGINE] = [FIRST, SECOND].map((text) => Object.keys(JSON.parse(text) as object)[1]);
const IS_WRONG = BY_ENGINE !== '\n';
const SAID = IS_WRONG ? 'gives a backslash' : 'gives it too: this engine has no fault to make up for';

describe('escaped keys', () => {
  test(`after {"\\\\":2} the key of {"\\n":2} is a line feed (JSON.parse of Node ${process.versions.node} ${SAID})`, () => {
    expect(Object.keys(parseJson(FIRST) as object)[1]).toBe('\\');
    expect(Object.keys(parseJson(SECOND) as object)[1]).toBe('\n');
    expect(BY_ENGINE).toBe(IS_WRONG ? '\\' : '\n');
  });

  test.each([
    ['{"\\"":1}', { '"': 1 }],
    ['{"a\\/b":1}', { 'a/b': 1 }],
    ['{"\\u0061":1,"a":2}', { a: 2 }],
    ['{ "a" : "\\"" , "\\u00e9" : [ { "\\t" : { } } , [ ] ] }', { a: '"', é: [{ '\t': {} }, []] }],
    ['{"a":"\\\\","b":":"}', { a: '\\', b: ':' }],
  ])('%s is read as it is written', (text, value) => {
    expect(spelt(parseJson(text))).toBe(spelt(value));
  });

  test('a key `\\u005f_proto__` is a property like any other', () => {
    const value = parseJson('{"\\u005f_proto__":{"x":1}}') as object;
    expect(Object.keys(value)).toEqual(['__proto__']);
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
  });

  test('nesting as deep as a file may hold takes no stack', () => {
    const deep = 70_000;
    expect(() => parseJson(`${'{"\\n":'.repeat(deep)}1${'}'.repeat(deep)}`)).not.toThrow();
    expect(() => parseJson('{"\\n":'.repeat(deep))).toThrow(SyntaxError);
  });
});

/** What `parse` gets wrong among many texts of many values; undefined when it reads all of them as they are written. */
const misread = (parse: (text: string) => unknown): string | undefined => {
  const law = fc.property(written, ({ value, text }) => {
    expect(outcome(parse, text)).toBe(spelt(value));
    // The key that an engine expects is the one that came last in such a place: so a key of one backslash comes before.
    expect(outcome(parse, `[{"k":1,"\\\\":2},{"k":1,"\\n":${text}}]`)).toBe(
      spelt([
        { k: 1, '\\': 2 },
        { k: 1, '\n': value },
      ]),
    );
  });
  const { failed, counterexample } = fc.check(law, RUNS);
  return failed ? counterexample?.[0].text : undefined;
};

test('any value comes back from any text of it', () => {
  expect(misread(parseJson)).toBeUndefined();
});

test('a parser that gives an escaped key the name of another is noticed', () => {
  // As V8 does: the key as it is written is taken for the key that came last, where it begins with that.
  const wrong = (text: string): unknown => JSON.parse(text.replaceAll(/"\\[^\\"](?="\s*:)/g, '"\\\\'));
  expect(misread(wrong)).toBeDefined();
});

test('a damaged text is refused where JSON.parse refuses it, and read where it reads it', () => {
  const damage = fc.tuple(
    fc.nat(),
    fc.nat(2),
    fc.constantFrom('', '"', '\\', ':', ',', '{', '}', '[', ']', '0', '\n', 'é', '\u00a0'),
  );
  fc.assert(
    fc.property(written, damage, ({ text }, [at, cut, put]) => {
      const from = at % (text.length + 1);
      const damaged = text.slice(0, from) + put + text.slice(from + cut);
      const expected = outcome(JSON.parse, damaged);
      const found = outcome(parseJson, damaged);
      // An engine with the fault still knows what is JSON, and is asked for no more.
      if (IS_WRONG) expect(found === 'refused').toBe(expected === 'refused');
      else expect(found).toBe(expected);
    }),
    RUNS,
  );
});
