import { eachIn } from './emit-sets.ts';
import { lanes, sixteens, table } from './literals.ts';
import type { Minimal } from './minimal.ts';
import { type ByteSet, bytesTo, lettersOf, roaming, shortcutOf } from './shape.ts';

/** Bytes that the table of one pattern may take; its states are numbers of 16 bits. */
const GREATEST = 0xffff;

/**
 * The source of a function that walks from state to state; undefined where the table would be too large. A state is the place of its row in
 * the table. Rows stand in an order that makes each question about a state one comparison: lost, found, refusing ones, accepting ones.
 */
export function walkSource(name: string, automaton: Minimal): { tables: string; body: string } | undefined {
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

/** The states in the order of their rows. The dead state is row 0 also where there is none: then row 0 is no state, and stays unused. */
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
