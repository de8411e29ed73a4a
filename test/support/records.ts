/** Valid records of any version, made from its tree, with the texts and numbers that forms of files are likely to spoil. */
import fc from 'fast-check';
import type { RecordKind } from '../../src/model/kinds.ts';
import { treesOf, type Branch, type Leaf, type List, type Node } from '../../src/model/tree.ts';
import type { Model } from '../../src/model/types.ts';

/** Pieces of texts: what CSV, XML, spreadsheets and programs take for something else. */
const AWKWARD = [
  ...['"', '""', ',', ';', "'", '=', '+', '-', '@', '&', '<', '>', ']]>', '&amp;', '\\', '\\N', '/', '~', '%', '{', '#'],
  ...[' ', '  ', '\t', '\n', '\r', '\r\n', '\u00a0', '\u2028', '\ufeff', '\u200b', '\u0301', '\u0085'],
  ...['a', 'é', 'œ', '’', '€', '𝒳', '👩‍🚒', '中', 'ا', 'A1', '0', '00', '1e5', '12', 'true', 'null', 'NaN', '__proto__'],
];

const NUMBERS = [0, -0, 1, 1e5, 0.1, 0.30000000000000004, 1e21, 1.5e300, 1e-7, 5e-324, 123456789.125, 2 ** 53, Number.MAX_VALUE];

/** One valid record of a kind. `controls` adds characters that only JSON carries without a word. */
export function recordArbitrary(model: Model, kind: RecordKind, controls = false): fc.Arbitrary<Record<string, unknown>> {
  return branch(treesOf(model)[kind], controls ? [...AWKWARD, '\u0000', '\u0001', '\u001b', '\u007f', '\uffff'] : AWKWARD);
}

/** A valid file of 2.0.1 or later: one list or both, one of them perhaps empty. */
export function fileArbitrary(
  model: Model,
  size: { minLength?: number; maxLength: number },
  controls = false,
): fc.Arbitrary<object> {
  const list = (kind: RecordKind, minLength = 0) =>
    fc.array(recordArbitrary(model, kind, controls), { ...size, minLength, size: 'max' });
  const filled = Math.max(1, size.minLength ?? 1);
  const whole = { noNullPrototype: true };
  const marches = fc.oneof(
    fc.record({ marche: list('marche', filled) }, whole),
    fc.record({ marche: list('marche', filled), 'contrat-concession': list('contrat-concession') }, whole),
    fc.record({ marche: list('marche'), 'contrat-concession': list('contrat-concession', filled) }, whole),
    fc.record({ 'contrat-concession': list('contrat-concession', filled) }, whole),
  );
  return fc.record({ version: fc.constant('2.1'), marches }, { requiredKeys: ['marches'], noNullPrototype: true });
}

function node(of: Node, pieces: readonly string[]): fc.Arbitrary<unknown> {
  if (of.kind === 'leaf') return leaf(of, pieces);
  return of.kind === 'object' ? branch(of, pieces) : list(of, pieces);
}

function branch({ members }: Branch, pieces: readonly string[]): fc.Arbitrary<Record<string, unknown>> {
  const model = Object.fromEntries(members.map((member) => [member.name, node(member.node, pieces)]));
  const requiredKeys = members.filter(({ required }) => required).map(({ name }) => name);
  return fc.record(model, { requiredKeys, noNullPrototype: true });
}

function list({ item, envelope, schema }: List, pieces: readonly string[]): fc.Arbitrary<unknown[]> {
  const inside = node(item, pieces);
  const items = envelope === undefined ? inside : inside.map((value) => ({ [envelope]: value }));
  const codes = item.kind === 'leaf' ? (item.schema.enum?.length ?? 3) : 3;
  const bounds = { minLength: schema.minItems ?? 0, maxLength: Math.min(3, codes) };
  // -0 and 0 are one value for `uniqueItems`, and for JSON.stringify.
  return schema.uniqueItems === true ? fc.uniqueArray(items, { ...bounds, selector: sameAs }) : fc.array(items, bounds);
}

/** Equal for values that JSON Schema holds equal, whatever the order of their keys. */
const sameAs = (value: unknown): string =>
  JSON.stringify(value, (_, inside: unknown) =>
    typeof inside === 'object' && inside !== null && !Array.isArray(inside)
      ? Object.fromEntries(Object.entries(inside).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inside,
  );

function leaf({ nullable, ...of }: Leaf, pieces: readonly string[]): fc.Arbitrary<unknown> {
  return nullable && !of.schema.enum ? fc.oneof(fc.constant(null), value(of, pieces)) : value(of, pieces);
}

function value({ type, schema }: Pick<Leaf, 'type' | 'schema'>, pieces: readonly string[]): fc.Arbitrary<unknown> {
  if (schema.enum) return fc.constantFrom(...schema.enum);
  if (type === 'boolean') return fc.boolean();
  if (type !== 'string') return numbers(schema.minimum, schema.maximum, type === 'integer');
  const { pattern, minLength = 0, maxLength = 40 } = schema;
  if (pattern?.startsWith('^') === true) return matching(pattern);
  const texts = fc
    .array(fc.constantFrom(...pieces), { maxLength: 8 })
    .map((parts) => [...parts.join('')].slice(0, maxLength).join(''))
    .map((text) => text + 'a'.repeat(Math.max(0, minLength - [...text].length)));
  const other = (form: RegExp): string => ['A', ...PLAIN, ...PUBLISHED].find((text) => form.test(text)) ?? 'A';
  return pattern === undefined
    ? texts
    : texts.map((text) => (new RegExp(pattern, 'u').test(text) ? text : other(new RegExp(pattern, 'u'))));
}

/** Texts for the patterns that fast-check cannot make texts of (look-around, `\p`). */
const PLAIN = ['a', 'abc', 'éà', 'a b', 'Z'];
/** Texts for the patterns of the versions published elsewhere, some of which are not anchored. */
const PUBLISHED = ['2024-03-01', '12345678901234', '45233140-2'];

const drawn = new Map<string, readonly string[]>();

/** Texts of a pattern, drawn once: it takes long, and few patterns serve many fields. */
function matching(pattern: string): fc.Arbitrary<string> {
  let texts = drawn.get(pattern);
  if (!texts) {
    const form = new RegExp(pattern, 'u');
    try {
      texts = fc.sample(fc.stringMatching(form), { numRuns: 60, seed: 1 });
    } catch {
      texts = PLAIN.filter((text) => form.test(text));
    }
    drawn.set(pattern, texts);
  }
  return fc.constantFrom(...texts);
}

function numbers(minimum = -Infinity, maximum = Infinity, whole: boolean): fc.Arbitrary<number> {
  const fits = NUMBERS.filter((value) => value >= minimum && value <= maximum && (!whole || Number.isInteger(value)));
  const round = whole ? Math.ceil : (bound: number) => bound;
  const [low, high] = [round(Math.max(minimum, -1e9)), whole ? Math.floor(Math.min(maximum, 1e9)) : Math.min(maximum, 1e9)];
  // Bounds beyond these are met by themselves.
  if (low > high) return fc.constantFrom(...fits, ...[minimum, maximum].filter((bound) => Number.isSafeInteger(bound) || !whole));
  const other = whole ? fc.integer({ min: low, max: high }) : fc.double({ min: low, max: high, noNaN: true });
  return fits.length > 0 ? fc.oneof(fc.constantFrom(...fits), other) : other;
}
