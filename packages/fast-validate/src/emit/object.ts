import type { Frame } from '../frames.ts';
import type { Member, ObjectShape } from '../../../../src/model/record-shapes.ts';
import { bit, block, type Lines, mask, type Emission, type Place } from './emission.ts';
import { dispatch, quoted } from './words.ts';
import { DOUBTS, MEMBER_BYTES, MISSING } from '../assembly/constants.ts';
import { below, type Target } from './witness.ts';

/** Emits the function `(at, frame) => usize` that recognises an object inside a record, and returns its name. */
export function objectFunction(
  shape: ObjectShape,
  place: string,
  frame: Frame | undefined,
  witness: Target | undefined,
  to: Emission,
): string {
  return to.add(place, (name) => {
    const read = (member: Member, rank: number) => memberOf(member, rank, placeIn(place, member, frame, witness), to);
    return [
      `// ${place}: each key once, the required ones all; any other key is for JavaScript.`,
      ...block(`function ${name}(at: usize, frame: usize): usize`, [
        ...members(shape, read, STRANGE),
        ...missing(shape, 'return 0;'),
        ...(frame ? ['store<u64>(frame, seen);'] : []),
        'return at;',
      ]),
    ];
  });
}

/**
 * Emits the function `(at) => usize` that recognises a record, and returns its name. A member whose value is undecided or refused
 * is skipped and recorded, so that JavaScript examines only that member.
 */
export function recordFunction(shape: ObjectShape, place: string, base: number, frame: Frame, to: Emission): string {
  return to.add(`record_${place}`, (name) => {
    const read = (member: Member, rank: number) => topMember(member, rank, placeIn(place, member, frame, undefined), to);
    return [
      `// ${place}: where every member stands, of which values it is not sure, which required keys are missing. A value of which it is`,
      '// not sure is skipped, not judged: JavaScript looks at this one and no other.',
      ...block(`export function ${name}(at: usize): usize`, [
        `const frame = FRAMES + ${base};`,
        'let doubted: u64 = 0;',
        ...to.frames.pools.map(({ number }) => `pool${number} = 0;`),
        ...members(shape, read, shape.closed ? STRAY : STRANGE),
        '// Masks: members that came, those in doubt, required ones that lack; then the same mask where rules look for it.',
        'store<u64>(STATE, seen);',
        `store<u64>(STATE, doubted, ${DOUBTS});`,
        `store<u64>(STATE, ~seen & ${mask(requiredRanks(shape))}, ${MISSING});`,
        'store<u64>(frame, seen);',
        'return at;',
      ]),
    ];
  });
}

const placeIn = (owner: string, { name }: Member, frame: Frame | undefined, witness: Target | undefined): Place => ({
  name: `${owner}_${name}`,
  slot: frame?.slots.get(name),
  frame: 'frame',
  witness: witness && below(witness, name),
});

/** An unknown key inside an object: undecided. */
const STRANGE: Lines = ['return 0;'];
/**
 * An unknown key in a record whose schema refuses it: skipped and recorded. Address 0 is never a position from which to continue.
 */
const STRAY: Lines = ['at = stray(at);'];

/** Reads from the opening brace to the byte after the closing one. `seen` has one bit per member found. */
function members(shape: ObjectShape, read: (member: Member, rank: number) => Lines, missed: Lines): Lines {
  const words = shape.members.map((member, rank) => ({ bytes: quoted(member.name), found: read(member, rank) }));
  return [
    'if (load<u8>(at) != OPEN_BRACE) return 0;',
    'at = blanks(at + 1);',
    'let seen: u64 = 0;',
    ...block(
      `if (load<u8>(at) != CLOSE_BRACE)`,
      block('while (true)', [
        ...dispatch(words, missed),
        'at = blanks(at);',
        'if (load<u8>(at) != COMMA) break;',
        'at = blanks(at + 1);',
      ]),
    ),
    'if (load<u8>(at++) != CLOSE_BRACE) return 0;',
  ];
}

/** JavaScript reports duplicate keys. */
const once = ({ name }: Member, rank: number): Lines => [
  `if (seen & ${bit(rank)}) return 0;`,
  `seen |= ${bit(rank)};`,
  `at = colon(at + ${quoted(name).length});`,
];

function memberOf(member: Member, rank: number, place: Place, to: Emission): Lines {
  const { call, kept, range } = to.read(member.shape, place);
  const from = range ? ['const from = at;'] : [];
  return [...once(member, rank), ...from, `at = ${call};`, 'if (at == 0) return 0;', ...kept];
}

function topMember(member: Member, rank: number, place: Place, to: Emission): Lines {
  const { call, kept } = to.read(member.shape, place);
  return [
    ...once(member, rank),
    'const from = at;',
    `at = ${call};`,
    ...block(
      'if (at == 0)',
      ['at = skip(from);', 'if (at == 0) return 0;', `doubted |= ${bit(rank)};`],
      kept.length > 0 ? '} else {' : '}',
    ),
    ...(kept.length > 0 ? [...kept.map((line) => `  ${line}`), '}'] : []),
    `store<u32>(MEMBERS, u32(from), ${rank * MEMBER_BYTES});`,
    `store<u32>(MEMBERS, u32(at), ${rank * MEMBER_BYTES + 4});`,
  ];
}

const requiredRanks = ({ members, required }: ObjectShape): number[] =>
  required.map((name) => members.findIndex((member) => member.name === name));

function missing(shape: ObjectShape, otherwise: string): Lines {
  if (shape.required.length === 0) return [];
  const all = mask(requiredRanks(shape));
  return [`if ((seen & ${all}) != ${all}) ${otherwise}`];
}
