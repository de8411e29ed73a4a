import { hex } from './block.ts';

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
