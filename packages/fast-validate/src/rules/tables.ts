import { CPV_BITS, NONE, PLACES_FROM, SPREAD, WORDS_A_PLACE } from '../assembly/constants.ts';
import { concat } from '../../../../src/read/concat.ts';
import type { Expr } from '../../../../src/rules/cel/tree.ts';
import { NOMENCLATURE_NAMES, type Nomenclatures } from '../../../../src/rules/nomenclature-names.ts';
import { Undecidable } from './values.ts';

/**
 * The nomenclatures as one piece of memory (`tables.bin`). It begins with the offset of each table: the CPV, then those of
 * `NOMENCLATURE_NAMES`, in their order.
 */
export function tablesImage(nomenclatures: Nomenclatures): Uint8Array {
  const tables = [
    cpvTable(nomenclatures['cpv'] ?? []),
    ...NOMENCLATURE_NAMES.map((name) => codeTable(nomenclatures[name] ?? [])),
  ];
  const offsets = new Uint32Array(aligned(tables.length * WORD) / WORD);
  let end = offsets.byteLength;
  for (const [i, table] of tables.entries()) {
    offsets[i] = end;
    end += table.length;
  }
  return concat([new Uint8Array(offsets.buffer), ...tables]);
}

const WORD = 4;
const aligned = (bytes: number): number => Math.ceil(bytes / 8) * 8;

/** Where `nomenclature` finds the list of this name in the image. */
export function tableNumber(name: Expr | undefined): number {
  if (name?.op !== 'literal' || name.type !== 'string') throw new Undecidable('a nomenclature is named by an expression');
  const index = (NOMENCLATURE_NAMES as readonly string[]).indexOf(name.value);
  if (index === -1) throw new Undecidable(`there is no nomenclature ${name.value}`);
  return index + 1;
}

const CPV_SLOTS = 1 << CPV_BITS;
const CPV_FORM = /^\d{8}-\d$/;

/** A slot holds the root as a number, times sixteen, plus the key, plus one: none is zero, which is a free slot. */
function cpvTable(codes: readonly string[]): Uint8Array {
  const slots = new Uint32Array(CPV_SLOTS);
  for (const code of codes) {
    if (!CPV_FORM.test(code)) throw new Error(`${code} has not the form of a CPV code`);
    const root = Number(code.slice(0, 8));
    let at = Math.imul(root, SPREAD) >>> (32 - CPV_BITS);
    while (slots[at] !== 0 && ((slots[at] ?? 0) - 1) >>> 4 !== root) at = (at + 1) % CPV_SLOTS;
    slots[at] = root * 16 + Number(code.slice(9)) + 1;
  }
  return new Uint8Array(slots.buffer);
}

/**
 * A bit for each text that can be made of the bytes met at each place: the codes are dense among them, so that 39,000 communes take 15 kB.
 * Before the bits: the length of a code, then for each of its places 256 words, what this byte adds to the number of the bit, or `NONE`.
 */
function codeTable(codes: readonly string[]): Uint8Array {
  const bytes = codes.map((code) => ENCODER.encode(code));
  const width = bytes.reduce((longest, code) => Math.max(longest, code.length), 0);
  const header = new Uint32Array(PLACES_FROM + width * WORDS_A_PLACE).fill(NONE);
  header[0] = width;
  let size = 1;
  for (let place = 0; place < width; place++) {
    // A code that has ended counts as one with a byte of zero, which none holds.
    const alphabet = [...new Set(bytes.map((code) => code[place] ?? 0))].sort((a, b) => a - b);
    for (const [rank, byte] of alphabet.entries()) header[PLACES_FROM + place * WORDS_A_PLACE + byte] = rank * size;
    size *= alphabet.length;
  }
  if (size > MOST_BITS) throw new Error(`the codes of a nomenclature are too far apart for a table of bits (${size})`);
  return concat([new Uint8Array(header.buffer), bitsOf(bytes, header, width, size)]);
}

const MOST_BITS = 1 << 24;
const ENCODER = new TextEncoder();

function bitsOf(codes: readonly Uint8Array[], header: Uint32Array, width: number, size: number): Uint8Array {
  const bits = new Uint8Array(aligned(size / 8));
  for (const code of codes) {
    let number = 0;
    for (let place = 0; place < width; place++) number += header[PLACES_FROM + place * WORDS_A_PLACE + (code[place] ?? 0)] ?? 0;
    bits[number >> 3] = (bits[number >> 3] ?? 0) | (1 << (number & 7));
  }
  return bits;
}
