/** What the tables of a data package cannot carry. */
import { child } from '../../../packages/base/src/pointer.ts';
import type { Lost } from '../lost.ts';

const form = 'package';

export const loss = (code: string, path: string, params: Record<string, unknown> = {}): Lost => ({
  code: `convert.${code}`,
  path,
  params: { form, ...params },
});

/** A value where something else is expected. */
export const misplaced = (value: unknown, path: string): Lost =>
  value === null ? loss('null', path) : loss('wrong-type', path, { value });

/** The names of an object that are not `known`. */
export const unknownNames = (value: Record<string, unknown>, path: string, known: (name: string) => boolean): Lost[] =>
  Object.keys(value)
    .filter((property) => !known(property))
    .map((property) => loss('unknown-property', child(path, property), { property }));
