/** Keys that the schema does not have, with values of every kind, sound or not. */
import type { Random } from '../../fidelity/random.ts';

/** Puts keys that nobody knows, or that are there already, into objects of a record, given as tokens. */
export function putStrays(tokens: string[], random: Random): void {
  const many = random.chance(0.03) ? random.pick([16, 17, 40]) : random.pick([1, 1, 1, 2, 3]);
  for (let count = 0; count < many; count++) {
    putMember(tokens, random, many > 3 ? `"x${count}"` : anyKey(tokens, random), anyValue(random));
  }
}

/** More often into the record itself than into an object in it. */
function putMember(tokens: string[], random: Random, key: string, value: string): void {
  const [outer, inner]: [number[], number[]] = [[], []];
  let depth = 0;
  for (const [at, token] of tokens.entries()) {
    if (token === '{' || token === '[') depth++;
    if (token === '}' || (tokens[at + 1] === ':' && token.startsWith('"'))) (depth === 1 ? outer : inner).push(at);
    if (token === '}' || token === ']') depth--;
  }
  const places = inner.length > 0 && random.chance(0.3) ? inner : outer;
  if (places.length === 0) return;
  const at = random.pick(places);
  const blank = random.pick(['', '', ' ', '\n\t']);
  const member = [key, blank, ':', blank, value];
  if (tokens[at] !== '}') tokens.splice(at, 0, ...member, ',');
  else tokens.splice(at, 0, ...(tokens[at - 1] === '{' ? member : [',', ...member]));
}

const KEYS = [
  ...[
    'x',
    'uid',
    '_type',
    'commentaire',
    'source',
    'é',
    '\\u00e9',
    'a/b',
    'a\\/b',
    'c~d',
    '😀',
    '\\ud83d\\ude00',
    '\\ud800',
    '\\udc00x',
  ],
  ...['', ' ', '0', '12', '__proto__', 'constructor', 'toString', 'length', '\\u0000', '\\"', '\\\\', '\\n', 'x\\u0078'],
  ...['Id', 'ID', 'id ', ' id', 'idd', 'id\\u0000', 'montant\\u0000', 'Montant', 'montants', 'titulaire', 'code', 'typeCode'],
  ...[
    'datePublicationDonnee',
    'modification',
    'autoriteConcedante',
    'valeurGlobale',
    'k'.repeat(300),
    'k'.repeat(16),
    'clé de 16 octet',
  ],
];

const REFUSED_KEYS = ['\\y', '\\u12', 'a\u0001', 'a\nb', '\\'];

function anyKey(tokens: readonly string[], random: Random): string {
  if (random.chance(0.06)) return `"${random.pick(REFUSED_KEYS)}"`;
  if (random.chance(0.7)) return `"${random.pick(KEYS)}"`;
  const known = tokens.filter((token, at) => tokens[at + 1] === ':' && /^"\w+"$/.test(token));
  const name = (known.length > 0 ? random.pick(known) : '"id"').slice(1, -1);
  // The key of a member that is there: as it is, or with an escape that decodes to it.
  const at = random.below(name.length);
  const escape = `\\u${name.charCodeAt(at).toString(16).padStart(4, '0')}`;
  return random.chance(0.3) ? `"${name}"` : `"${name.slice(0, at)}${escape}${name.slice(at + 1)}"`;
}

const TEXTS = [
  ...[
    '',
    'x',
    'é',
    '\\u00e9',
    '\\u00E9',
    '\\ud83d\\ude00',
    '😀',
    '\\ud800',
    '\\udc00',
    '\\udc00\\ud800',
    '\\"',
    '\\\\',
    '\\/',
    '\\n',
    '\\u0000',
  ],
  ...['}', ']', '{"a":', '\\u007d', '\u007f', '\u2028', 'x'.repeat(15), 'x'.repeat(16), 'é'.repeat(8), 'long '.repeat(400)],
].map((text) => `"${text}"`);

const SCALARS = [
  ...[
    'null',
    'true',
    'false',
    '0',
    '-0',
    '1',
    '-1',
    '1.5',
    '1e2',
    '1E-2',
    '1e400',
    '-1e400',
    '12345678901234567890',
    '0.1234567890123456789',
  ],
  ...TEXTS,
];

/** What is no JSON, with as many brackets and quotes open as closed. */
const UNSOUND = [
  ...[
    'abc',
    'tr',
    'nul',
    'nullx',
    'truefalse',
    'True',
    'NaN',
    'undefined',
    '-',
    '+1',
    '01',
    '-01',
    '1.',
    '.5',
    '1e',
    '1e+',
    '1.e1',
    '0x1',
  ],
  ...[
    '"\\u1"',
    '"\\u00g0"',
    '"\\x"',
    '"\\q"',
    '"a\u0001"',
    '"a\tb"',
    '"a\nb"',
    '"\u0000"',
    "'a'",
    '"a" "b"',
    '1 2',
    '/*a*/1',
    '#',
  ],
  ...[
    '{"a" 1}',
    '{"a":1 "b":2}',
    '{"a":}',
    '{"a"}',
    '{a:1}',
    '{1:1}',
    '{"a":1,}',
    '{,}',
    '{:1}',
    '{"a"::1}',
    '{"\\y":1}',
    '{"a":1,,"b":2}',
  ],
  ...['[1,]', '[,]', '[,1]', '[1 2]', '[1,,2]', '[abc]', '[01]', '["\\ud800\\q"]', '[1:2]', '', ','],
];

/** What leaves brackets or quotes open, or closes too many. */
const UNBALANCED = ['[1}', '{"a":1]', '[', '{', '"a', '"a\\"', '}', ']', '1}', '[[]', '{"a":[}', '{"a":"b}'];

function anyValue(random: Random): string {
  if (random.chance(0.02)) return random.pick(UNBALANCED);
  if (random.chance(0.7)) return soundValue(random, 4);
  const unsound = random.pick(UNSOUND);
  return random.pick([
    unsound,
    unsound,
    `[${unsound}]`,
    `[${soundValue(random, 2)},${unsound}]`,
    `{"a":${unsound}}`,
    `{"a":${soundValue(random, 2)},"b":[{"c":${unsound}}]}`,
    nested(random.pick([3, 18, 19, 20, 21]), unsound),
  ]);
}

/** A value that is JSON, down to so many lists and objects within each other; sometimes far deeper. */
function soundValue(random: Random, depth: number): string {
  if (depth === 0 || random.chance(0.45)) return random.pick(SCALARS);
  if (random.chance(0.12)) return nested(random.pick(DEPTHS), random.pick(SCALARS));
  const inside = Array.from({ length: random.pick([0, 1, 2, 3, 3]) }, () => soundValue(random, depth - 1));
  const blank = random.pick(['', '', ' ', '\r\n']);
  if (random.chance(0.5)) return `[${blank}${inside.join(`${blank},`)}${blank}]`;
  // So few keys that they come twice in many objects.
  const members = inside.map((value) => `"${random.pick(['a', 'b', '\\u0061', '', 'id', 'é'])}"${blank}:${value}`);
  return `{${blank}${members.join(`,${blank}`)}${blank}}`;
}

/** About the depths at which the fast path and the reader stop. */
const DEPTHS = [5, 15, 16, 17, 18, 19, 20, 21, 22, 30, 55, 58, 59, 60, 61, 62, 63, 64, 65, 100];

function nested(depth: number, inside: string): string {
  const asList = depth % 2 === 0;
  return (asList ? '[' : '{"a":').repeat(depth) + inside + (asList ? ']' : '}').repeat(depth);
}
