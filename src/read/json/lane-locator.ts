import type { Position } from '../../finding.ts';
import type { RecordEvent } from '../record.ts';
import type { JsonFile } from './file.ts';
import type { Doubt, Lane } from './lane.ts';
import { locator } from './locator.ts';
import { Places } from './places.ts';
import type { Window } from './window.ts';

/** The lane knows where the members of a record stand: what is deeper is looked for in its member alone. */
export function laneLocator(file: JsonFile, lane: Lane, doubt: Doubt): RecordEvent['locate'] {
  const { window } = file;
  let inMember: Map<string, Places> | undefined;
  const placesIn = (name: string, at: number): Places => {
    inMember ??= new Map();
    let places = inMember.get(name);
    if (!places) {
      places = new Places(window.bytes, at, window.indexOf(doubt.to), positionAt(lane, window, at));
      inMember.set(name, places);
    }
    return places;
  };
  return (pointer, part = 'value') => {
    if (pointer === '' && part === 'value') return window.position();
    const slash = pointer.indexOf('/', 1);
    const name = pointer.slice(1, slash === -1 ? undefined : slash);
    if (slash === -1 && !knows(doubt, name, part)) return locator(file, doubt.to)(pointer, part);
    const at = doubt.indexOf(name);
    if (at === undefined) return undefined;
    return slash === -1 ? positionAt(lane, window, at) : placesIn(name, at).locate(pointer.slice(slash), part);
  };
}

/** Of a member the lane knows the place of the value, of a key that the schema does not have that of the key. Names with escapes it does not know. */
const knows = ({ strays }: Doubt, name: string, part: 'value' | 'key'): boolean =>
  name !== '' && !name.includes('~') && strays.includes(name) === (part === 'key');

/** The position of the byte at an index of the window. */
function positionAt(lane: Lane, window: Window, index: number): Position {
  const { offset, line, column } = window.position();
  const to = offset + index - window.start;
  const { lines, units } = lane.measure(window, to);
  return { offset: to, line: line + lines, column: lines === 0 ? column + units : units + 1 };
}
