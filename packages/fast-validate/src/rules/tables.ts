import { CPV_BITS, NONE, PLACES_FROM, SPREAD, WORDS_A_PLACE } from '../assembly/constants.ts';
import { concat } from '../../../../src/read/concat.ts';
import type { Expr } from '../../../../src/rules/cel/tree.ts';
import { NOMENCLATURE_NAMES, type Nomenclatures } from '../../../../src/rules/nomenclature-names.ts';
import { Undecidable } from './values.ts';

/**
 * Builds the memory image of the nomenclatures (`tables.bin`). It starts with the offset of each table: the CPV, then those of
 * `NOMENCLATURE_NAMES`, in order.
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

/** The index, in the image, of the nomenclature with this name. */
export function tableNumber(name: Expr | undefined): number {
  if (name?.op !== 'literal' || name.type !== 'string') throw new Undecidable('a nomenclature is named by an expression');
  const index = (NOMENCLATURE_NAMES as readonly string[]).indexOf(name.value);
  if (index === -1) throw new Undecidable(`there is no nomenclature ${name.value}`);
  return index + 1;
}

const CPV_SLOTS = 1 << CPV_BITS;
const CPV_FORM = /^\d{8}-\d$/;

/** A hash table. A slot holds root number × 16 + check digit + 1, so that 0 means free. */
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
 * A bit set over all texts that can be formed from the bytes that occur at each position. Codes are dense among them, so that
 * 39,000 communes take 15 kB. Header: the length of a code, then per position 256 words, each with the contribution of a byte to
 * the bit number, or `NONE`.
 */
function codeTable(codes: readonly string[]): Uint8Array {
  const bytes = codes.map((code) => ENCODER.encode(code));
  const width = bytes.reduce((longest, code) => Math.max(longest, code.length), 0);
  const header = new Uint32Array(PLACES_FROM + width * WORDS_A_PLACE).fill(NONE);
  header[0] = width;
  let size = 1;
  for (let place = 0; place < width; place++) {
    // Shorter codes are padded with a zero byte, which no code contains.
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
