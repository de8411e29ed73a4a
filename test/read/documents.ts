/** Arbitrary files of records, as values and as text with arbitrary blanks, escapes and order. */
import fc from 'fast-check';

const KEYS = [
  'id',
  'objet',
  'acheteur',
  'montant',
  'autoriteConcedante',
  'é',
  '~/',
  '__proto__',
  '',
  'a"b\\',
  '0',
  '🏗️',
  'constructor',
];

const scalar = fc.oneof(
  fc.constant(null),
  fc.boolean(),
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.string({ unit: 'grapheme', maxLength: 12 }),
  fc.constantFrom('', '"', '\\', '\\"', '}],[{', 'Réfection\nde la voirie', '🏗️ “lot”', '\ud800', '\u0000', '\ufeff'),
);

/** Keys and their values as a list of pairs, for objects whose keys may be called anything. */
export type Json = null | boolean | number | string | Json[] | { members: [string, Json][] };

const { json: anyJson } = fc.letrec<{ json: Json }>((tie) => ({
  json: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    scalar,
    fc.array(tie('json'), { maxLength: 4 }),
    fc
      .uniqueArray(fc.tuple(fc.constantFrom(...KEYS), tie('json')), { selector: ([key]) => key, maxLength: 5 })
      .map((members) => ({ members })),
  ),
}));

const record = fc
  .uniqueArray(fc.tuple(fc.constantFrom(...KEYS), anyJson), { selector: ([key]) => key, maxLength: 6 })
  .map((members): Json => ({ members }));
const records = fc.array(fc.oneof({ weight: 4, arbitrary: record }, { weight: 1, arbitrary: anyJson }), { maxLength: 4 });
const object = (members: [string, Json][]): Json => ({ members });

/** A file in one of the two published layouts. */
export const publishedFile: fc.Arbitrary<Json> = fc.oneof(
  records.map((list) => object([['marches', list]])),
  fc.tuple(records, records).map(([marche, concession]) =>
    object([
      ['version', '2.1'],
      [
        'marches',
        object([
          ['marche', marche],
          ['contrat-concession', concession],
        ]),
      ],
    ]),
  ),
);

/** A file of any shape. */
export const anyFile: fc.Arbitrary<Json> = fc.oneof(
  { weight: 3, arbitrary: publishedFile },
  { weight: 1, arbitrary: records },
  { weight: 1, arbitrary: anyJson },
  {
    weight: 1,
    arbitrary: fc.tuple(fc.constantFrom('data', 'contrats', 'marche'), records).map(([name, list]) =>
      object([
        [name, list],
        ['n', 1],
      ]),
    ),
  },
);

/** A JSON text, and for the pointer of each value in it the UTF-16 units at which the value and its key begin. */
export type Written = { text: string; places: Map<string, { value: number; key?: number }> };

/** A value written as JSON text, with blanks from `blanks` and every n-th character of its strings escaped (0: none). */
function write(value: Json, blanks: string[], escapeEvery: number): Written {
  const writer = new Writer(blanks, escapeEvery);
  writer.blank();
  writer.value(value, '');
  writer.blank();
  return { text: writer.text, places: writer.places };
}

class Writer {
  text = '';
  readonly places: Written['places'] = new Map();
  readonly #blanks: string[];
  readonly #escapeEvery: number;
  #turn = 0;

  constructor(blanks: string[], escapeEvery: number) {
    this.#blanks = blanks;
    this.#escapeEvery = escapeEvery;
  }

  blank(): void {
    this.text += this.#blanks[this.#turn++ % this.#blanks.length] ?? '';
  }

  value(value: Json, pointer: string, key?: number): void {
    this.places.set(pointer, key === undefined ? { value: this.text.length } : { value: this.text.length, key });
    if (typeof value === 'string') this.#string(value);
    else if (Array.isArray(value)) {
      this.#group('[', value, ']', (item, index) => this.value(item, `${pointer}/${index}`));
    } else if (typeof value === 'object' && value !== null) {
      this.#group('{', value.members, '}', (member) => this.#member(member, pointer));
    } else this.text += JSON.stringify(value);
  }

  #member([name, value]: [string, Json], pointer: string): void {
    const key = this.text.length;
    this.#string(name);
    this.blank();
    this.text += ':';
    this.blank();
    this.value(value, `${pointer}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`, key);
  }

  #group<T>(opener: string, items: T[], closer: string, visit: (item: T, index: number) => void): void {
    this.text += opener;
    this.blank();
    items.forEach((item, index) => {
      if (index > 0) this.text += ',';
      this.blank();
      visit(item, index);
      this.blank();
    });
    this.text += closer;
  }

  #string(content: string): void {
    const isEscaped = (index: number) => this.#escapeEvery > 0 && index % this.#escapeEvery === 0;
    const chars = [...content].map((char, index) => (isEscaped(index) ? escaped(char) : JSON.stringify(char).slice(1, -1)));
    this.text += `"${chars.join('')}"`;
  }
}

function escaped(char: string): string {
  return Array.from({ length: char.length }, (_, index) => `\\u${char.charCodeAt(index).toString(16).padStart(4, '0')}`).join('');
}

export function writtenFile(file: fc.Arbitrary<Json>): fc.Arbitrary<Written> {
  const blanks = fc.array(fc.constantFrom('', '', ' ', '\n', '\r\n', '\t', '\n    '), { minLength: 1, maxLength: 5 });
  return fc.tuple(file, blanks, fc.integer({ min: 0, max: 5 })).map(([value, fill, every]) => write(value, fill, every));
}

export const chunkSizes: fc.Arbitrary<number[]> = fc.oneof(
  fc.constant<number[]>([1]),
  fc.array(fc.integer({ min: 1, max: 17 }), { minLength: 1, maxLength: 6 }),
);
