/** The vectors of random words, in the order in which WebAssembly has them in its memory (`recogniser/assembly/fingerprint.ts`). */
const NAMES = [
  ...['as-is', 'by-20', 'by-24', 'by-17'], // what the words of a block are multiplied by: see `hashText`
  ...['stir', 'mix'], // what a state is multiplied by
  ...['length', 'start'],
  ...['key', 'text', 'number', 'list', 'end', 'object', 'true', 'false', 'null'], // where what stands in the same place departs from the state
] as const;

type Name = (typeof NAMES)[number];
type Four = [number, number, number, number];

/** Odd, so that no information is lost by multiplying a state. */
const ODD: readonly Name[] = ['stir', 'mix'];
const [TAGS, SCALARS] = [NAMES.indexOf('key'), NAMES.indexOf('true')];

/** All random words of the fingerprints of this run, four for each name. */
export const HASH_CONSTANTS: Int32Array = Int32Array.from(NAMES.flatMap(draw));

/** The four words of a name. */
export function constants(name: Name): Four {
  const at = NAMES.indexOf(name) * 4;
  return [...HASH_CONSTANTS.subarray(at, at + 4)] as Four;
}

function draw(name: Name, at: number): Four {
  const words: Four = [random(), random(), random(), random()];
  if (ODD.includes(name)) return words.map((word) => word | 1) as Four;
  if (at < TAGS) return words;
  // Distinct for certain, by the last four bits. What nothing is added to before it is mixed departs in all four words.
  words[0] = (words[0] & ~15) | (at - TAGS);
  return at < SCALARS ? [words[0], 0, 0, 0] : words;
}

function random(): number {
  return Math.floor(Math.random() * 2 ** 32) | 0;
}
