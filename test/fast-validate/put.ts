/** Putting a JSON text, right or wrong, in the place of a value of a record. */
import type { Path } from './probes.ts';

/** No record holds it. */
const MARK = '@@ici@@';

/** The record as text with `text` in the place of the value at `path`; undefined where the record has no such place. */
export function withText(record: object, path: Path, text: string): string | undefined {
  const marked = withMark(record, path);
  return marked && JSON.stringify(marked).replace(`"${MARK}"`, () => text);
}

/** A copy along the path, which is cheaper than one of the whole record. */
function withMark(holder: unknown, [name, ...rest]: Path): object | undefined {
  if (typeof holder !== 'object' || holder === null || name === undefined) return undefined;
  const inside = rest.length === 0 ? MARK : withMark((holder as Record<string | number, unknown>)[name], rest);
  if (inside === undefined) return undefined;
  return Array.isArray(holder) ? holder.with(Number(name), inside) : { ...holder, [name]: inside };
}
