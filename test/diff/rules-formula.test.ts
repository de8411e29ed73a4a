import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formulaOf } from '../../src/diff/rules/reading.ts';
import { implies } from '../../src/diff/rules/relate.ts';
import { parseCel } from '../../src/rules/cel/parse.ts';
import { interpret } from '../../src/rules/interpret/expression.ts';
import { library } from '../../src/rules/library.ts';

const said = (text: string) => formulaOf(parseCel(text));
const FUNCTIONS = library({}, '2026-01-01');

describe('two writings of one condition are one formula', () => {
  test.each([
    ['a && b', '( b )   &&\n a'],
    ['a || b || c', 'c || (b || a)'],
    ['a && a', 'a'],
    ['x < 3.0', '3.0 > x'],
    ['x <= 3.0', '!(3.0 < x)'],
    ['!!a', 'a'],
    ['!(a && b)', '!b || !a'],
    ['s == "v"', '"v" == s'],
    ['!(s == "v")', 's != "v"'],
    ['s in ["v", "w"]', 's in ["w", "v", "w"]'],
    ['l.all(i, i > 3)', 'l.all(autre, autre > 3)'],
    ['!l.all(i, i > 3)', 'l.exists(j, j <= 3)'],
    ['l.exists_one(i, i == 3)', 'l.exists_one(k, 3 == k)'],
    ['a || true', 'true'],
    ['a && true', 'a'],
  ])('%s is %s', (one, other) => {
    expect(said(other).key).toBe(said(one).key);
  });

  test.each([
    ['x < 3.0', 'x <= 3.0'],
    ['x < 3.0', 'x < 3'],
    ['a && b', 'a || b'],
    ['a', '!a'],
    ['s.matches("v")', 's.matches("w")'],
    ['l.all(i, l.exists(j, i < j))', 'l.all(i, l.exists(j, j < i))'],
    ['l.all(i, i > 3)', 'l.exists(i, i > 3)'],
    ['l.map(i, i)', 'l.filter(i, i > 3)'],
    ['s in ["v"]', '!(s in ["v"])'],
    ['x - 1.0 < 3.0', '1.0 - x < 3.0'],
    ['has(m.a)', 'has(m.b)'],
  ])('%s is not %s', (one, other) => {
    expect(said(other).key).not.toBe(said(one).key);
  });
});

describe('what implies what by its form', () => {
  test.each([
    ['a && b', 'a'],
    ['a', 'a || b'],
    ['x < 3.0', 'x < 4.0'],
    ['x < 3.0', 'x <= 3.0'],
    ['x > 3.0', 'x > 2.0'],
    ['x == 3.0', 'x <= 3.0'],
    ['x < 3.0', 'x != 3.0'],
    ['s == "v"', 's in ["v", "w"]'],
    ['s in ["v"]', 's in ["v", "w"]'],
    ['!(s in ["v", "w"])', 's != "v"'],
    ['l.exists(i, i > 3 && a)', 'l.exists(j, j > 2)'],
    ['(a && b) || (a && c)', 'a'],
  ])('%s makes %s true, and not the reverse', (one, other) => {
    expect([implies(said(one), said(other)), implies(said(other), said(one))]).toEqual([true, false]);
  });
});

/** Conditions over a few names, every operator of the language that a formula looks into. */
const number = fc.constantFrom('x', 'y', '1.0', '2.0', '3.0');
const text = fc.constantFrom('s', 't', '"v"', '"w"');
const { condition } = fc.letrec<{ condition: string }>((tie) => ({
  condition: fc.oneof(
    { maxDepth: 4, depthSize: 'medium' },
    fc.constantFrom('a', 'b', 'true', 'false', 's in ["v", "w"]', 't in ["w"]', 'l.exists(i, i > 2.0)', 'l.all(i, i != x)', 'has(m.a)'), // oxfmt-ignore
    fc.tuple(number, fc.constantFrom('<', '<=', '>', '>=', '==', '!='), number).map(([p, op, q]) => `${p} ${op} ${q}`),
    fc.tuple(text, fc.constantFrom('==', '!='), text).map(([p, op, q]) => `${p} ${op} ${q}`),
    fc.tuple(fc.constantFrom('all', 'exists'), tie('condition')).map(([macro, body]) => `l.${macro}(k, k < y && (${body}))`),
    tie('condition').map((inside) => `!(${inside})`),
    fc.tuple(tie('condition'), fc.constantFrom('&&', '||'), tie('condition')).map(([p, op, q]) => `(${p}) ${op} (${q})`),
  ),
}));

/** Every combination of a few values of each name. */
const worlds = (): Record<string, unknown>[] =>
  [true, false].flatMap((a) =>
    [true, false].flatMap((b) =>
      [1, 2, 2.5].flatMap((x) =>
        [0, 2, 3].flatMap((y) =>
          ['v', 'w', 'z'].flatMap((s) =>
            ['v', 'w'].flatMap((t) => [[], [1, 3], [2]].flatMap((l) => [{}, { a: 1 }].map((m) => ({ a, b, x, y, s, t, l, m })))),
          ),
        ),
      ),
    ),
  );

/** `k` would be shadowed where a list is gone through for each item of a list, which rules may not do: each gets a name of its own. */
const distinct = (source: string): string => {
  let count = 0;
  return source.replace(/l\.(all|exists)\(k, k/g, (found) => found.replaceAll(/\bk\b/g, `k${String(count++)}`));
};

test('the form never lies: equal formulas agree everywhere, and what implies by its form implies in fact', () => {
  const places = worlds();
  const truth = (source: string): boolean[] => {
    const compute = interpret(parseCel(source), new Map(), FUNCTIONS);
    return places.map((names) => compute(names) === true);
  };
  let [equal, implied] = [0, 0];
  fc.assert(
    fc.property(condition, condition, (one, other) => {
      const [p, q] = [distinct(one), distinct(other)];
      const [f, g] = [said(p), said(q)];
      const variants: [string, string, boolean, boolean][] = [
        [p, q, f.key === g.key, implies(f, g)],
        [p, `(${p}) || (${q})`, false, true],
        [`(${p}) && (${q})`, q, false, true],
      ];
      for (const [left, right, same, claimed] of variants) {
        if (claimed) expect(implies(said(left), said(right))).toBe(true);
        if (!same && !claimed) continue;
        const [here, there] = [truth(left), truth(right)];
        if (same) equal++;
        if (same) expect(there).toEqual(here);
        if (claimed) implied++;
        if (claimed) expect(here.every((value, i) => !value || there[i])).toBe(true);
      }
      expect(truth(`!(${p})`)).toEqual(truth(p).map((value) => !value));
      expect(formulaOf(parseCel(p), true).key).toBe(said(`!(${p})`).key);
    }),
    { numRuns: 400, seed: 20260101 },
  );
  expect(equal + implied).toBeGreaterThan(400);
});
