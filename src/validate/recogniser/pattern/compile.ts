import { languageOf, isUnknown } from '../../../../packages/schema-diff/src/automata.ts';
import { overBytes } from './bytes.ts';
import { type Minimal, minimal } from './minimal.ts';

/** Steps that a pattern may take: far more than any of a schema needs, and a moment of the build. */
const STEPS = 3_000_000;

/**
 * The least automaton over the UTF-8 bytes of the texts in which a pattern is found, as `new RegExp(pattern, unicode ? 'u' : '').test`
 * finds it; undefined for what no automaton tells (back-references, lookaround within a text) and for what would be too large.
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
