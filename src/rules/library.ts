/** What compiled rules call: the functions of the language and what stands for CEL's own. */
import { isDay } from '../../packages/base/src/days.ts';
import { codePoints } from './functions/texts.ts';
import { type RuleFunctions, ruleFunctions } from './functions.ts';
import type { Nomenclatures } from './nomenclature-names.ts';

export type LibraryFunctions = RuleFunctions & {
  /** An integer cut to the 53 bits that every language holds. */
  int(value: number): number;
  /** Length of a text in characters, as CEL counts. */
  codePoints(text: string): number;
  isDay(text: string): boolean;
};

const { MAX_SAFE_INTEGER, MIN_SAFE_INTEGER } = Number;

/** An integer of a file as rules see it, in every implementation: beyond 53 bits it is the greatest (or least) of these. */
const int = (value: number): number =>
  value > MAX_SAFE_INTEGER ? MAX_SAFE_INTEGER : value < MIN_SAFE_INTEGER ? MIN_SAFE_INTEGER : value;

/** The functions for one run: over these lists, on this day (AAAA-MM-JJ). */
export const library = (nomenclatures: Nomenclatures, today: string): LibraryFunctions => ({
  ...ruleFunctions(nomenclatures, today),
  int,
  codePoints,
  isDay,
});
