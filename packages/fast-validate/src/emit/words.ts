import { block, byteCase, hex, indented, type Lines } from './emission.ts';

/** A quoted word as UTF-8, and the statements to run if it is found. */
export type Word = { bytes: Uint8Array; found: Lines };

const ENCODER = new TextEncoder();

export const quoted = (word: string): Uint8Array => ENCODER.encode(`"${word}"`);

/**
 * Determines which of the words is at `at` and runs its `found`, or `missed`, after which execution continues unless that
 * returns. A switch on the most distinctive byte selects a word; then the whole word is compared.
 */
export function dispatch(words: readonly Word[], missed: Lines): Lines {
  const [only, ...more] = words;
  if (!only) return missed;
  if (more.length === 0) return [shown(only), ...alone(only, missed)];
  const { place, groups } = bestPlace(words);
  // Quotes end words, so that two different ones differ at a place that both have.
  if (groups.size === 1) throw new Error('two words are the same');
  const cases = [...groups].flatMap(([byte, group]) => byteCase(byte, left(dispatch(group, missed))));
  return block(`switch (load<u8>(at, ${place}))`, [...cases, ...block('default:', missed)]);
}

/** The last comparison. */
function alone({ bytes, found }: Word, missed: Lines): Lines {
  const same = sameAs('at', bytes);
  if (returns(missed)) return [...block(`if (!(${same}))`, missed), ...found];
  return [...block(`if (${same})`, found, '} else {'), ...indented(missed), '}'];
}

const returns = (lines: Lines): boolean => lines.at(-1)?.startsWith('return') === true;

/** The lines of a case, out of which it must go. */
const left = (lines: Lines): Lines => (returns(lines) ? lines : [...lines, 'break;']);

const DECODER = new TextDecoder();

/** The word as a comment, since it is unreadable in the literals of the comparison. Line breaks are escaped. */
const shown = ({ bytes }: Word): string =>
  `// ${DECODER.decode(bytes).replace(/[\u2028\u2029]/g, (end) => `\\u${end.charCodeAt(0).toString(16)}`)}`;

/** Only bytes that every word has are looked at; the closing quote counts, so that a word and its prefix are distinguished. */
function bestPlace(words: readonly Word[]): { place: number; groups: Map<number, Word[]> } {
  const shortest = Math.min(...words.map(({ bytes }) => bytes.length));
  let best: { place: number; groups: Map<number, Word[]> } | undefined;
  for (let place = 1; place < shortest; place++) {
    const groups = groupBy(words, place);
    if (!best || groups.size > best.groups.size) best = { place, groups };
  }
  return best ?? { place: 1, groups: groupBy(words, 1) };
}

function groupBy(words: readonly Word[], place: number): Map<number, Word[]> {
  const groups = new Map<number, Word[]>();
  for (const word of words) {
    const byte = word.bytes[place] ?? 0;
    const group = groups.get(byte);
    if (group) group.push(word);
    else groups.set(byte, [word]);
  }
  return groups;
}

const WIDTHS = [8, 4, 2, 1] as const;

/**
 * The test that the bytes at `address` are those of `text`: eight at a time, the last load reaching back over bytes compared before rather
 * than on to bytes that do not belong to it.
 */
export function sameAs(address: string, text: Uint8Array): string {
  const tests: string[] = [];
  const width = WIDTHS.find((candidate) => candidate <= text.length) ?? 1;
  for (let from = 0; from < text.length; from += width)
    tests.push(load(address, text, Math.min(from, text.length - width), width));
  return tests.join(' && ');
}

function load(address: string, text: Uint8Array, from: number, width: number): string {
  const word = text.subarray(from, from + width).reduceRight((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
  const type = `u${width * 8}`;
  // Without the cast a word whose highest bit is set would be a literal of another type.
  return `load<${type}>(${address}, ${from}) == <${type}>${hex(word)}`;
}
