import fc from 'fast-check';

/** The first and the last half of a character, which are none. */
const [FIRST_HALF, LAST_HALF] = [0xd800, 0xdfff];
const HALVES = LAST_HALF + 1 - FIRST_HALF;

/**
 * Any character, as the unit of a text: `fc.string({ unit: anyCharacter })`. It draws what `binary` of fast-check does, which makes a map of all characters: that takes a second,
 * and stays in memory, where each collection of garbage walks through it.
 */
export const anyCharacter: fc.Arbitrary<string> = fc
  .integer({ min: 0, max: 0x10ffff - HALVES })
  .map((number) => String.fromCodePoint(number < FIRST_HALF ? number : number + HALVES), numberOf);

/** The way back, for texts that are no drawn one. Throws for what is no character. */
function numberOf(text: unknown): number {
  const code = typeof text === 'string' ? text.codePointAt(0) : undefined;
  if (code === undefined || String.fromCodePoint(code) !== text || (code >= FIRST_HALF && code <= LAST_HALF))
    throw new Error('no character');
  return code < FIRST_HALF ? code : code - HALVES;
}
