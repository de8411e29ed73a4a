import { languageOf, isUnknown, at } from '../../../../packages/schema-diff/src/automata.ts';
import { overBytes, type Minimal, minimal } from './automaton.ts';
import { chainOf, ranksOf, type Chain, type ByteSet, bytesTo, lettersOf, roaming, shortcutOf } from './shape.ts';

/** The head of a module of patterns. */
export const PATTERNS_HEADER = `// Generated from the patterns of the schema. DO NOT EDIT.
// Each function tells of the bytes [at, to) of a JSON string, well-formed UTF-8 without escapes, whether the pattern is surely found.
// Whole words are read: 16 bytes behind a text must be memory, whatever they hold.
import { eachBetween, skip, skipLetters } from './spans';
`;

/** The patterns that emitted code asks for: one function for each different one. */
export class PatternPool {
  readonly #names = new Map<string, string | undefined>();
  readonly #sources: string[] = [];

  /** The name of the function for a pattern; undefined if the pattern cannot be expressed, so that the caller is undecided. */
  name(pattern: string, unicode: boolean): string | undefined {
    const key = `${unicode ? 'u' : ''}/${pattern}`;
    if (!this.#names.has(key)) this.#names.set(key, this.#add(pattern, unicode));
    return this.#names.get(key);
  }

  /** The AssemblyScript module that exports all functions named so far. It is placed beside `assembly/spans.ts`. */
  source(): string {
    return [PATTERNS_HEADER, ...this.#sources].join('\n');
  }

  #add(pattern: string, unicode: boolean): string | undefined {
    const automaton = known(`${unicode ? 'u' : ''}/${pattern}`, () => compiled(pattern, unicode));
    const name = `p${this.#sources.length}`;
    const source = automaton && patternSource(name, pattern, automaton);
    if (source !== undefined) this.#sources.push(source);
    return source === undefined ? undefined : name;
  }
}

/** The automata that were made last, by pattern: those of a build are the same in the recognisers of all versions, and most of the work. */
const made = new Map<string, Minimal | undefined>();

/** More than the patterns of all versions. */
const MOST_KNOWN = 300;

function known(key: string, make: () => Minimal | undefined): Minimal | undefined {
  if (!made.has(key)) {
    if (made.size >= MOST_KNOWN) made.clear();
    made.set(key, make());
  }
  return made.get(key);
}

/** Steps that a pattern may take: far more than any of a schema needs, and a moment of the build. */
const STEPS = 3_000_000;

/**
 * The minimal automaton over the UTF-8 bytes of the texts that match a pattern, as `new RegExp(pattern, unicode ? 'u' : '').test`
 * does; undefined if no automaton can express it (back-references, lookaround within a text) or if it would be too large.
 */
export function compiled(pattern: string, unicode: boolean): Minimal | undefined {
  const language = languageOf({ patterns: [pattern], unicode }, STEPS);
  if (isUnknown(language)) return undefined;
  const automaton = language.parts[0]?.automaton;
  if (!automaton) return NOTHING;
  const bytes = overBytes(automaton);
  return bytes && minimal(bytes);
}

/** Accepts no text. */
const NOTHING: Minimal = {
  classOf: Array<number>(256).fill(0),
  rows: [[0]],
  accepting: [false],
  start: 0,
  dead: 0,
  sink: -1,
};

/** Lengths that a chain may have to be written as one. */
const FEW = 4;

/** The AssemblyScript of one function `name(at, to)` for an automaton, in the fastest form that fits it; undefined where none does. */
export function patternSource(name: string, pattern: string, automaton: Minimal): string | undefined {
  const form = formOf(name.toUpperCase(), automaton);
  return (
    form && `${form.tables}/** ${commented(pattern)} */\nexport function ${name}(at: usize, to: usize): bool {\n${form.body}}\n`
  );
}

function formOf(name: string, automaton: Minimal): { tables: string; body: string } | undefined {
  if (automaton.start === automaton.sink || automaton.start === automaton.dead)
    return { tables: '', body: `  return ${String(automaton.start === automaton.sink)};\n` };
  const chain = chainOf(automaton);
  if (chain && chain.lengths.length <= FEW) return { tables: '', body: chainBody(chain) };
  const ranks = ranksOf(automaton, STATES_OF_A_RANK);
  if (ranks) return rankedSource(name, automaton, ranks);
  return walkSource(name, automaton);
}

/** A pattern escaped for a comment. */
const commented = (pattern: string): string => JSON.stringify(pattern).replaceAll('*/', '*\\/');

/** The body of a function for a chain: its lengths from the shortest, and between one and the next the bytes that are new. */
function chainBody({ sets, lengths }: Chain): string {
  const lines = [
    '  // Each rank has one set of bytes, whatever stands before it: whole words are compared.',
    '  const length = to - at;',
  ];
  lengths.forEach((length, i) => {
    const before = lengths[i - 1] ?? 0;
    const tests = eachIn(sets.slice(before, length), before);
    if (i === lengths.length - 1) lines.push(`  return length == ${length} &&\n    ${tests};`);
    else
      lines.push(
        `  if (length < ${length}) return false;`,
        `  if (!(${tests})) return false;`,
        `  if (length == ${length}) return true;`,
      );
  });
  return `${lines.join('\n')}\n`;
}

/** States of one rank whose shifts fit into a word, beside the one where all is lost. */
const STATES_OF_A_RANK = 9;

/** A shift is a number of six bits. */
const BITS = 6;

/**
 * The source of a function for texts of one length. A state is the place, in bits, of six bits in a word: those of rank r and class c
 * hold the place for rank r + 1. So a step is a shift, and the words of all bytes can be fetched at once, before any state is known.
 */
function rankedSource(name: string, automaton: Minimal, ranks: readonly (readonly number[])[]): { tables: string; body: string } {
  const length = ranks.length - 1;
  const classes = automaton.rows[0]?.length ?? 0;
  const words = ranks
    .slice(0, -1)
    .map((rank, r) => Array.from({ length: classes }, (_, c) => stepWord(automaton, rank, ranks[r + 1] ?? [], c)));
  const step = (r: number): string =>
    `  state = load<u64>(${name}_RANKS + (<usize>load<u8>(${name}_CLASSES + load<u8>(at, ${r})) << 3)${r > 0 ? `, ${r * classes * 8}` : ''}) >> state;`;
  return {
    tables:
      table(`${name}_CLASSES`, 'u8', sixteens(automaton.classOf)) +
      `// One line a rank, one word a class; 0 is the state where all is lost, ${BITS} the first other one.\n` +
      table(`${name}_RANKS`, 'u64', words),
    body: [
      `  if (to - at != ${length}) return false;`,
      '  // A state is a shift, which leaves the shift of the next rank in the low six bits: no step waits for memory.',
      `  let state: u64 = ${BITS};`,
      ...ranks.slice(0, -1).map((_, r) => step(r)),
      `  return (state & 63) == ${BITS};\n`,
    ].join('\n'),
  };
}

/** For each state of a rank, at its place, the place of the state after a byte of a class. */
function stepWord({ rows }: Minimal, rank: readonly number[], next: readonly number[], c: number): bigint {
  return rank.reduce((all, state, i) => {
    const place = BITS * (next.indexOf(at(rows[state] ?? [], c)) + 1);
    return all | (BigInt(place) << BigInt(BITS * (i + 1)));
  }, 0n);
}

/** Bytes that the table of one pattern may take; its states are numbers of 16 bits. */
const GREATEST = 0xffff;

/**
 * The source of a function that walks from state to state; undefined if the table would be too large. A state is the offset of
 * its row in the table. Rows are ordered so that each test of a state is one comparison: lost, found, refusing, accepting.
 */
function walkSource(name: string, automaton: Minimal): { tables: string; body: string } | undefined {
  const order = ordered(automaton);
  const width = 2 * (automaton.rows[0]?.length ?? 0);
  if (order.length * width > GREATEST) return undefined;
  const place = (state: number): number => width * order.indexOf(state);
  const rows = order.map((state) => (automaton.rows[state] ?? []).map(place));
  const accepting = order.findIndex((state) => automaton.accepting[state] && state !== automaton.sink);
  const end = accepting < 0 ? 'false' : `state >= ${width * accepting}`;
  return {
    tables:
      table(`${name}_CLASSES`, 'u8', sixteens(automaton.classOf)) +
      '// One line a state, one place of the next state a class.\n' +
      table(`${name}_STATES`, 'u16', rows),
    body: [
      ...shortcut(automaton),
      `  let state: usize = ${place(automaton.start)};`,
      '  for (; at < to; ++at) {',
      ...roaming(automaton).flatMap((state) => stay(automaton, state, place(state))),
      `    state = load<u16>(${name}_STATES + state + (<usize>load<u8>(${name}_CLASSES + load<u8>(at)) << 1));`,
      ...settled(automaton, width),
      '  }',
      `  return ${end};\n`,
    ].join('\n'),
  };
}

/** The states in the order of their rows. Row 0 is the dead state; if there is none, row 0 is unused. */
function ordered({ rows, accepting, dead, sink }: Minimal): number[] {
  const others = [...rows.keys()].filter((state) => state !== dead && state !== sink);
  return [
    ...(dead >= 0 ? [dead] : []),
    ...(sink >= 0 ? [sink] : []),
    ...others.filter((state) => !accepting[state]),
    ...others.filter((state) => accepting[state]),
  ];
}

function settled({ dead, sink }: Minimal, width: number): string[] {
  if (dead >= 0 && sink >= 0) return [`    if (state <= ${width}) return state != 0; // nothing, or all, is accepted from here`];
  if (dead >= 0) return ['    if (state == 0) return false; // nothing is accepted from here'];
  if (sink >= 0) return ['    if (state == 0) return true; // all is accepted from here'];
  return [];
}

function shortcut(automaton: Minimal): string[] {
  const sets = shortcutOf(automaton);
  if (!sets || sets.length === 0) return [];
  return [
    '  // The shortest way to where all is accepted: texts that begin with it need no walk.',
    `  if (to - at >= ${sets.length} &&\n    ${eachIn(sets, 0)}) return true;`,
  ];
}

/** Plain text leaves such a state where it is: sixteen bytes at a time are passed over. */
function stay(automaton: Minimal, state: number, place: number): string[] {
  const stays = bytesTo(automaton, state, state);
  const letters = lettersOf(automaton, state);
  const sets = [
    columns(stays, 0),
    columns(stays, 0x80),
    ...(letters ? [columns(letters.leads, 0x80), columns(letters.tails, 0x80)] : []),
  ];
  return [
    `    if (state == ${place}) {`,
    '      // Plain text leaves this state where it is: it is passed over sixteen bytes at a time.',
    `      at = ${letters ? 'skipLetters' : 'skip'}(at, to, ${sets.join(', ')});`,
    `      if (at == to) return ${String(automaton.accepting[state] === true)};`,
    '    }',
  ];
}

/** Half of a set, as `among` reads it: lane l holds a bit for each of the eight bytes that end in l. */
function columns(set: ByteSet, first: number): string {
  const members = new Set(set);
  const column = (low: number): number =>
    Array.from({ length: 8 }, (_, high) => (members.has(first + 16 * high + low) ? 1 << high : 0)).reduce((a, b) => a | b);
  return lanes(Array.from({ length: 16 }, (_, low) => column(low)));
}

/** An expression that is true when the bytes from `at + first` are each in their set; a word of eight at a time. */
function eachIn(sets: readonly ByteSet[], first: number): string {
  const tests: string[] = [];
  for (let done = 0; done < sets.length; done += 8) tests.push(...wordTests(sets.slice(done, done + 8), first + done));
  return tests.length > 0 ? tests.join(' &&\n    ') : 'true';
}

/** The tests of up to eight bytes: all at once those whose set reaches from one ASCII character to another, each other one on its own. */
function wordTests(sets: readonly ByteSet[], first: number): string[] {
  const together = sets.map((set) => sets.every(isSingle) || last(set) < 0x80);
  const tests = together.includes(true) ? [wordTest(sets, together, first)] : [];
  sets.forEach((set, i) => {
    if (!together[i]) tests.push(...rangeTest(set, first + i));
    if (hasHoles(set)) tests.push(...holeTests(set, first + i));
  });
  return tests;
}

function wordTest(sets: readonly ByteSet[], together: readonly boolean[], first: number): string {
  const mask = word(sets.map((_, i) => (together[i] ? 0xff : 0)));
  const load = `load<u64>(at, ${first})`;
  const bytes = mask === 0xffffffffffffffffn ? load : `(${load} & ${hex(mask, 16)})`;
  const low = word(sets.map((set, i) => (together[i] ? (set[0] ?? 0) : 0)));
  if (sets.every(isSingle)) return `${bytes} == ${hex(low, 16)}`;
  // Bytes that are masked away are zero, and pass.
  const space = word(sets.map((set, i) => (together[i] ? 0x7f - last(set) : 0x7f)));
  return `eachBetween(${bytes}, ${hex(low, 16)}, ${hex(space, 16)})`;
}

function rangeTest(set: ByteSet, rank: number): string[] {
  const low = set[0] ?? 0;
  const high = last(set);
  if (low === high) return [`load<u8>(at, ${rank}) == ${hex(low, 2)}`];
  return [
    ...(low > 0 ? [`load<u8>(at, ${rank}) >= ${hex(low, 2)}`] : []),
    ...(high < 0xff ? [`load<u8>(at, ${rank}) <= ${hex(high, 2)}`] : []),
  ];
}

/** Each stretch that a set leaves out between its least and its greatest byte. */
function holeTests(set: ByteSet, rank: number): string[] {
  return set.flatMap((byte, i) => {
    const next = set[i + 1] ?? byte + 1;
    if (next === byte + 1) return [];
    if (next === byte + 2) return [`load<u8>(at, ${rank}) != ${hex(byte + 1, 2)}`];
    return [`(load<u8>(at, ${rank}) <= ${hex(byte, 2)} || load<u8>(at, ${rank}) >= ${hex(next, 2)})`];
  });
}

const last = (set: ByteSet): number => set.at(-1) ?? 0;
const isSingle = (set: ByteSet): boolean => set.length === 1;
const hasHoles = (set: ByteSet): boolean => last(set) - (set[0] ?? 0) + 1 > set.length;

/** A table of numbers in the data of the module: sixteen per line, or one row per line. */
function table(name: string, type: 'u8' | 'u16' | 'u64', rows: readonly (readonly (number | bigint)[])[]): string {
  const line = (row: readonly (number | bigint)[]): string => `  ${row.join(', ')},\n`;
  return `const ${name} = memory.data<${type}>([\n${rows.map(line).join('')}]);\n`;
}

/** A list cut into rows of sixteen. */
const sixteens = <T>(list: readonly T[]): T[][] =>
  Array.from({ length: Math.ceil(list.length / 16) }, (_, i) => list.slice(16 * i, 16 * i + 16));

/** A number as so many hexadecimal digits. */
const hex = (value: number | bigint, digits: number): string => `0x${value.toString(16).padStart(digits, '0')}`;

/** The word whose byte i, in the order of memory, is `bytes[i]`. */
const word = (bytes: readonly number[]): bigint => bytes.reduceRight((all, byte) => all * 256n + BigInt(byte), 0n);

/** A constant of sixteen bytes. */
const lanes = (bytes: readonly number[]): string => `i8x16(${bytes.map((byte) => (byte << 24) >> 24).join(', ')})`;
