import type { CheckedEntry, CheckedFileEntry } from '../checked-rule.ts';
import { emit, type Emission, local, member, variable } from '../cel/emit.ts';
import type { Expr } from '../cel/tree.ts';

/**
 * The JavaScript of entry number `place` of its kind, statements inside of a function that has `on`, `out` and `national`:
 * `out(place, pointer, item)` is called wherever the rule does not hold, `national(place)` where the national consolidation, which
 * checks something else, finds a fault. `on[place]` is 0 when the entry is not to be run, 2 when the consolidation is asked too.
 */
export function emitEntry(entry: CheckedEntry, place: number, to: Emission): string {
  const own = loop(entry, to, entry.assert, (pointer, item) => `out(${place}, ${pointer}, ${item});`, undefined);
  return `if (on[${place}] !== 0) { ${own} }\n${emitNational(entry, place, to)}`;
}

/** An assert that is just `true` finds no fault: nothing is to be run. */
function emitNational({ deviation, ...entry }: CheckedEntry, place: number, to: Emission): string {
  if (!deviation || (deviation.assert.op === 'literal' && deviation.assert.value === true)) return '';
  const { assert, first } = deviation;
  const found = () => `national(${place}); break n${place};`;
  return `n${place}: if (on[${place}] === 2) { ${loop({ ...entry, deviation }, to, assert, found, first)} }\n`;
}

/** The JavaScript of the key of a file rule: `[values]`. */
export const emitKey = ({ key }: CheckedFileEntry, to: Emission): string | undefined =>
  key && `[${key.map((part) => emit(part, to)).join(', ')}]`;

type Found = (pointer: string, item: string) => string;

/** Goes through the items of `each` (or takes the record alone) and does `found` where `assert` does not hold. */
function loop(entry: CheckedEntry, to: Emission, assert: Expr, found: Found, first: number | undefined): string {
  const { each, when, at } = entry;
  const test = `if (!${emit(assert, to)}) `;
  const item = each.length === 0 ? 'undefined' : variable('item');
  const inside = (pointer: string): string => {
    const parts = [...(pointer === '' ? [] : [pointer]), ...(at === '' ? [] : [JSON.stringify(at)])];
    const body = `${test}{ ${found(parts.length === 0 ? "''" : parts.join(' + '), item)} }`;
    return when ? `if (${emit(when, to)}) { ${body} }` : body;
  };
  return steps(entry.each, 0, '', '', first, inside);
}

/** One level a step: what is absent is passed over. `first` bounds the first list. */
function steps(
  each: CheckedEntry['each'],
  level: number,
  owner: string,
  pointer: string,
  first: number | undefined,
  inside: (pointer: string) => string,
): string {
  const step = each[level];
  if (!step) return level === 0 ? inside(pointer) : `{ const ${variable('item')} = ${owner}; ${inside(pointer)} }`;
  const value = `l${level}`;
  const source = level === 0 ? local(step.name) : `${owner}${member(step.name)}`;
  const here = `${pointer}${pointer === '' ? '' : ' + '}${JSON.stringify(`/${step.name}`)}`;
  if (!step.list) {
    const rest = steps(each, level + 1, value, here, first, inside);
    return `{ const ${value} = ${source}; if (${value} !== undefined) ${rest} }`;
  }
  const index = `i${level}`;
  const end = first === undefined ? `${value}.length` : `Math.min(${first}, ${value}.length)`;
  const rest = steps(each, level + 1, `${value}[${index}]`, `${here} + '/' + ${index}`, undefined, inside);
  return `{ const ${value} = ${source}; if (${value} !== undefined) for (let ${index} = 0; ${index} < ${end}; ${index}++) ${rest} }`;
}
