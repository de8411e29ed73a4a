/** Values near every bound of a version, as JSON text, made from its model: so that they follow the schema wherever it goes. */
import fc from 'fast-check';
import type { RecordKind } from '../../src/model/kinds.ts';
import { type Branch, type Leaf, type LeafType, type List, type Node, treesOf } from '../../src/model/tree.ts';
import type { Model, Schema } from '../../src/model/types.ts';

/** The path of a value in a record: names, and 0 for the first item of a list. */
export type Path = readonly (string | number)[];

/** A place of a record and the texts to try there, right ones and wrong ones; `broken` are no JSON. */
export type Probes = { kind: RecordKind; path: Path; texts: readonly string[]; broken: readonly string[] };

/** The probes of every leaf and list of both kinds of record. */
export function probesOf(model: Model): Probes[] {
  const { marche, 'contrat-concession': concession } = treesOf(model);
  return [...ofBranch(marche, 'marche', []), ...ofBranch(concession, 'contrat-concession', [])];
}

function* ofBranch({ members }: Branch, kind: RecordKind, path: Path): Generator<Probes> {
  for (const { name, node } of members) yield* ofNode(node, kind, [...path, name]);
}

function* ofNode(node: Node, kind: RecordKind, path: Path): Generator<Probes> {
  if (node.kind === 'object') yield* ofBranch(node, kind, path);
  else if (node.kind === 'leaf')
    yield { kind, path, texts: [...new Set([...ofLeaf(node), ...ANYWHERE])], broken: BROKEN[node.type] };
  else {
    yield { kind, path, texts: [...ofList(node), ...ANYWHERE], broken: ['[', '[,]', '[1,]', '[1}'] };
    yield* ofNode(node.item, kind, [...path, 0, ...(node.envelope === undefined ? [] : [node.envelope])]);
  }
}

const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);

/** Texts of nothing but blanks, which some versions refuse, and what is none. */
const BLANK = ['" "', '"\\n"', '"\\t \\r"', '"\\u0020\\u000a"', '"\\u00a0"', '"\\b"', '"\\f"', '"\\/"'];

const NO_NUMBERS = ['01', '-01', '00.5', '012.5', '1.', '-1.', '.5', '1.e1', '1e', '1.5.5', '+1', '1-', '-'];

/** What JSON refuses, or nearly, by what is due. Each stands alone in its record, so that nothing else sends it to the slow path. */
const BROKEN: Record<LeafType, readonly string[]> = {
  string: [
    '"\\q"',
    '"a\\u12"',
    '"\\u00g0"',
    '"\u0001"',
    '"a\tb"',
    '"abcdefgh\u001f"',
    '"\\"',
    '"\\ud800"',
    '"\\ud800\\u0041"',
    '"a',
  ],
  number: NO_NUMBERS,
  integer: NO_NUMBERS,
  boolean: ['truE', 'tru', 'falses', 'falsX', 'True'],
};

/** Of every type, so that each place meets those that it does not want. */
const ANYWHERE = [
  'null',
  'true',
  'false',
  '0',
  '-0',
  '1',
  '1.5',
  '""',
  '"1"',
  '[]',
  '{}',
  '[null]',
  nested(30),
  nested(61),
  nested(62),
];

function ofLeaf({ type, schema }: Leaf): string[] {
  if (schema.enum) return schema.enum.flatMap(ofCode);
  if (type === 'boolean') return ['true', 'false', '"true"'];
  if (type === 'string')
    return [...BLANK, ...ofLengths(schema), ...(schema.pattern === undefined ? [] : ofPattern(schema.pattern))];
  return [schema.minimum, schema.maximum].flatMap((bound) => (bound === undefined ? [] : ofBound(bound)));
}

const json = (value: unknown): string => JSON.stringify(value);

/** A text with one of its units as an escape. */
const escapedAt = (text: string, at: number): string => {
  const unit = text.charCodeAt(at);
  const [before, after] = [text.slice(0, at), text.slice(at + 1)].map((part) => json(part).slice(1, -1));
  return `"${before}\\u${unit.toString(16).padStart(4, '0')}${after}"`;
};

/** A code, and what differs from it by as little as can be. */
function ofCode(code: unknown): string[] {
  if (typeof code !== 'string') return [json(code)];
  const middle = Math.floor(code.length / 2);
  const changed = (at: number, by: number): string =>
    code.slice(0, at) + String.fromCharCode(code.charCodeAt(at) ^ by) + code.slice(at + 1);
  const others = [
    ...[0, middle, code.length - 1].flatMap((at) => [changed(at, 1), changed(at, 0x20)]),
    ...[code.slice(0, -1), code.slice(1), `${code}s`, `${code} `, ` ${code}`, `${code}\u0000`, code + code],
    ...[code.normalize('NFD'), code.toUpperCase(), code.replace("'", '’'), code.replace(' ', '\u00a0')],
  ];
  return [json(code), escapedAt(code, 0), escapedAt(code, code.length - 1), ...others.map(json), json([code])];
}

/** Numbers on a bound and next to it, in several writings. */
function ofBound(bound: number): string[] {
  const step = nextUp(bound) - bound;
  const close = [bound, bound - step / 2, bound - step, bound + step, bound + 2 * step, bound - 1, bound + 1, -bound];
  const written = close.flatMap((value) => [String(value), value.toFixed(20), value.toExponential(20)]);
  const digits = [`${bound}.0`, `${bound}.${'0'.repeat(30)}`, `${bound}.${'0'.repeat(15)}1`, `${bound}.${'0'.repeat(40)}1`];
  const exponents = [
    `${bound}e0`,
    `${bound}0e-1`,
    `${bound}E+00`,
    `0.${'0'.repeat(9)}${bound}e10`,
    `${bound}e400`,
    `${bound}e-400`,
  ];
  const under = [
    `${bound - 1}.${'9'.repeat(15)}`,
    `${bound - 1}.${'9'.repeat(16)}`,
    `${bound - 1}.${'9'.repeat(17)}`,
    `${bound - 1}.${'9'.repeat(40)}`,
  ];
  return [...written, ...digits, ...exponents, ...under.filter((text) => !text.startsWith('-1'))];
}

/** The next double. */
function nextUp(value: number): number {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, Math.abs(value));
  view.setBigUint64(0, view.getBigUint64(0) + 1n);
  return view.getFloat64(0);
}

/** Characters of one, two, three and four bytes, written as they are and as escapes: one code point each. */
const CHARACTERS = ['a', 'é', '€', '😀', '\\u0061', '\\u00e9', '\\ud83d\\ude00', '\\ud83d', '\\ud83d\\u0061', '\\n', '\\"'];

/** Strings of about the lengths that are limited, in code points. */
function ofLengths({ minLength, maxLength }: Schema): string[] {
  const lengths = [minLength, maxLength].flatMap((limit) => (limit === undefined ? [] : [limit - 1, limit, limit + 1]));
  return lengths
    .filter((length) => length >= 0)
    .flatMap((length) => [
      ...CHARACTERS.map((character) => `"${character.repeat(length)}"`),
      ...(length === 0 ? [] : CHARACTERS.map((character) => `"${'a'.repeat(length - 1)}${character}"`)),
    ]);
}

const SAMPLES = 8;
const STRANGERS = ['\n', ' ', '\u0000', 'é', '😀', '０', '/', ':', '.', '-', 'Z'];

/** Strings that a pattern takes, and what one stranger makes of them. */
function ofPattern(pattern: string): string[] {
  const taken = fc.sample(fc.stringMatching(new RegExp(pattern, 'u')), { numRuns: SAMPLES, seed: 1 });
  return taken.flatMap((text, i) => {
    const stranger = STRANGERS[i % STRANGERS.length]!;
    const at = (i * 3) % Math.max(1, text.length);
    const others = [
      text.slice(0, -1),
      text.slice(1),
      text + stranger,
      stranger + text,
      text.slice(0, at) + stranger + text.slice(at + 1),
      `${text}\n`,
      text + text,
    ];
    return [...[text, ...others].map(json), ...(text.length > 0 ? [escapedAt(text, at)] : [])];
  });
}

/** Lists of codes: none, all, twins, twins by an escape. */
function ofList({ item }: List): string[] {
  if (item.kind !== 'leaf' || !item.schema.enum) return [];
  const codes = item.schema.enum.map(json);
  const [first = '""'] = codes;
  const last = codes.at(-1)!;
  const twin = escapedAt(JSON.parse(last) as string, 0);
  const lists = [
    [first],
    codes,
    [first, last],
    [...codes, first],
    [last, ...codes.slice(0, -1)],
    [first, first],
    [last, twin],
    [...codes, 'null'],
    [first, '"autre"'],
  ];
  return lists.map((items) => `[${items.join()}]`);
}
