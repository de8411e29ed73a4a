import type { Change, Witness } from '../index.ts';
import { safeJson, visible } from '../../../base/src/visible.ts';
import { tokens } from '../../../base/src/pointer.ts';
import { isObject } from '../../../base/src/json.ts';

/** What of an object is shown where the point is what it lacks. */
const START = 40;

/** The part of a witness that matters, on one line: `"dateNotification": "x2024"`. What is longer than `limit` is cut. */
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

/** The property that a change speaks of, where the object shown does not have it. */
export function lackedBy(fragment: unknown, { name }: Change['params']): string | undefined {
  return isObject(fragment) && typeof name === 'string' && !Object.hasOwn(fragment, name) ? name : undefined;
}

/** JSON on one line, with a space where a person would put one. */
const oneLine = (value: unknown): string =>
  JSON.stringify(value, null, 1)
    .replace(/\n */g, ' ')
    .replace(/([[{]) | ([\]}])/g, '$1$2');

/** JSON over several lines, without a character that a terminal or a browser would not show. */
export const manyLines = (value: unknown): string => JSON.stringify(value, null, 2).split('\n').map(safeJson).join('\n');
