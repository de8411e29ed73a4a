import type { Change, Witness } from '../index.ts';
import { safeJson, visible } from '../../../base/src/visible.ts';
import { tokens } from '../../../base/src/pointer.ts';
import { isObject } from '../../../base/src/json.ts';
import type { Messages } from '../compiled/report.types.ts';
import type { Names } from './sections.ts';

/** What is said before a witness: which side accepts it, and where the other has it, if elsewhere. `safe`: a path, as it may be printed. */
export const witnessWords = (
  { accepted, elsewhere }: Witness,
  say: Pick<Messages, 'witness'>,
  names: Names,
  safe = (path: string): string => visible(path, 200),
): string => say.witness({ ...names, accepted, elsewhere: elsewhere === undefined ? undefined : safe(elsewhere) });

/** Maximum length of an object shown because it lacks a property. */
const START = 40;

/** Returns the relevant part of a witness on one line: `"dateNotification": "x2024"`. Cut to `limit` characters. */
export function fragmentOf(
  { at, fragment }: Witness,
  { params }: Change,
  without: (values: { name: string }) => string,
  limit = 160,
): string {
  const lacked = lackedBy(fragment, params);
  if (lacked !== undefined)
    return `${visible(oneLine(fragment), START)} ${without({ name: visible(JSON.stringify(lacked), START) })}`;
  const name = tokens(at).at(-1);
  const key = name === undefined || /^\d+$/.test(name) ? '' : `${JSON.stringify(name)}: `;
  return visible(key + oneLine(fragment), limit);
}

/** The property that a change is about, if the object shown does not have it. */
export function lackedBy(fragment: unknown, { name }: Change['params']): string | undefined {
  return isObject(fragment) && typeof name === 'string' && !Object.hasOwn(fragment, name) ? name : undefined;
}

/** JSON on one line, with spaces after commas and colons. */
const oneLine = (value: unknown): string =>
  JSON.stringify(value, null, 1)
    .replace(/\n */g, ' ')
    .replace(/([[{]) | ([\]}])/g, '$1$2');

/** JSON over several lines, with invisible characters escaped. */
export const manyLines = (value: unknown): string => JSON.stringify(value, null, 2).split('\n').map(safeJson).join('\n');
