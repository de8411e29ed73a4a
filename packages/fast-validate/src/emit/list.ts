import type { Pool } from '../frames.ts';
import type { CodesShape, ListShape, Shape } from '../../../../src/model/record-shapes.ts';
import { block, type Lines, type Emission } from './emission.ts';
import { MOST_COMPARED, type Target, WITNESS_BYTES, witnessOf } from './witness.ts';

/** Maximum number of codes in a 64-bit mask. */
const MOST_MASKED = 64;

/**
 * How a list checks that its items are distinct: statements before the loop, per item and after the loop, and where items store
 * their witness.
 */
type Distinct = { before: Lines; each: Lines; after: Lines; target: Target | undefined };

const ANY: Distinct = { before: [], each: [], after: [], target: undefined };

/**
 * Emits the function `(at, frame) => usize` that recognises a list, and returns its name. `frame`: the slot of the list, if rules
 * read it.
 */
export function listFunction(shape: ListShape, place: string, pool: Pool | undefined, to: Emission): string {
  const { items, minItems, unique } = shape;
  const distinct = unique ? distinctItems(items, to) : ANY;
  return to.add(place, (name) => {
    const { call, kept, range } = to.read(items, {
      name: `${place}_item`,
      slot: pool?.item,
      frame: 'item',
      witness: distinct.target,
    });
    return [
      `// ${place}: ${words(shape)}.`,
      ...block(`function ${name}(at: usize, frame: usize): usize`, [
        'if (load<u8>(at) != OPEN_BRACKET) return 0;',
        'at = blanks(at + 1);',
        'let count: u32 = 0;',
        ...distinct.before,
        ...(pool ? beginPool(pool) : []),
        ...block(
          'if (load<u8>(at) != CLOSE_BRACKET)',
          block('while (true)', [
            ...distinct.each,
            ...(pool ? nextInPool(pool) : []),
            ...(range ? ['const from = at;'] : []),
            `at = ${call};`,
            'if (at == 0) return 0;',
            ...kept,
            ...distinct.after,
            'count++;',
            'at = blanks(at);',
            'if (load<u8>(at) != COMMA) break;',
            'at = blanks(at + 1);',
          ]),
        ),
        'if (load<u8>(at++) != CLOSE_BRACKET) return 0;',
        ...(minItems > 0 ? [`if (count < ${minItems}) return 0;`] : []),
        ...(pool ? ['store<u32>(frame, u32(first));', 'store<u32>(frame, count, 4);'] : []),
        'return at;',
      ]),
    ];
  });
}

const words = ({ minItems, unique }: ListShape): string =>
  [minItems > 0 ? `a list of at least ${minItems}` : 'a list', ...(unique ? ['no two of which are equal'] : [])].join(', ');

const beginPool = ({ number, base, stride }: Pool): Lines => [`const first = FRAMES + ${base} + pool${number} * ${stride};`];

/** If the pool is full, rules are undecided; the schema check goes on and overwrites the last item. */
const nextInPool = ({ number, base, capacity, stride }: Pool): Lines => [
  '// No room for one more: the schema is checked on, and the rules of this record are for JavaScript.',
  ...block(`if (pool${number} == ${capacity})`, ['store<u32>(STATE, 1, UNSURE);', `pool${number}--;`]),
  `const item = FRAMES + ${base} + pool${number}++ * ${stride};`,
];

/** Undefined if items have no witness: then only lists of one item can be recognised. */
function distinctItems(items: Shape, to: Emission): Distinct {
  if (items.form === 'codes' && items.codes.length <= MOST_MASKED) return distinctCodes(items);
  const parts = witnessOf(items);
  if (parts.length === 0) return { ...ANY, each: ['if (count > 0) return 0;'] };
  const pointer = `witness${to.witnesses}`;
  const base = `WITNESSES + ${to.witnesses * WITNESS_BYTES * MOST_COMPARED}`;
  to.witnesses++;
  return {
    target: { pointer, parts },
    before: [],
    each: [
      `if (count == ${MOST_COMPARED}) return 0; // each is compared with all before it: longer lists are for JavaScript`,
      `${pointer} = ${base} + count * ${WITNESS_BYTES};`,
      `store<u64>(${pointer}, 0);`,
    ],
    // Equal witnesses do not prove equal items, so JavaScript must compare them.
    after: [`if (isBefore(${base}, ${pointer})) return 0; // the same sum came before: perhaps the same item`],
  };
}

const distinctCodes = ({ codes }: CodesShape): Distinct => ({
  target: undefined,
  before: [
    `let codesSeen: u64 = 0; // a bit for each of ${codes.length} codes: one that comes twice is found without looking back`,
  ],
  each: [],
  after: ['if (codesSeen & (<u64>1 << code)) return 0;', 'codesSeen |= <u64>1 << code;'],
});
