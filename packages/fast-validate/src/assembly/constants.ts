/*
 * What TypeScript and AssemblyScript must both know, written once: AssemblyScript compiles this file beside the others, TypeScript imports it
 * (`../assemblyscript.d.ts` tells it the names of the types). Integers, and nothing that is computed.
 */

// The bytes that JSON is made of, by name. Source: RFC 8259 §2.
export const SPACE: u8 = 0x20;
export const QUOTE: u8 = 0x22;
export const COMMA: u8 = 0x2c;
export const MINUS: u8 = 0x2d;
export const DOT: u8 = 0x2e;
export const ZERO: u8 = 0x30;
export const COLON: u8 = 0x3a;
export const OPEN_BRACKET: u8 = 0x5b;
export const BACKSLASH: u8 = 0x5c;
export const CLOSE_BRACKET: u8 = 0x5d;
export const OPEN_BRACE: u8 = 0x7b;
export const CLOSE_BRACE: u8 = 0x7d;

// What a run came to.
/** No record follows at once: the end of the list, or something unexpected; or there is no room for more entries. */
export const DONE: i32 = 0;
/** The bytes end before the record does. */
export const MORE: i32 = 1;
/**
 * The record at hand has values of which nothing is sure, lacks required keys, or (unless records are noted) has others than those of its schema; or it
 * is not sure what rules find in it.
 */
export const DOUBTED: i32 = 2;
/** The record at hand is for the slow path as a whole. */
export const SLOW: i32 = 3;

// What JavaScript is reported in `STATE` (`state.ts`), by offset in bytes.
export const STATE_BYTES: i32 = 64;
/** u64 masks of the members of the record read last, by rank: those that came, those in doubt, the required ones that lack. */
export const SEEN: usize = 0;
export const DOUBTS: usize = 8;
export const MISSING: usize = 16;
/** u32: records passed; the address after the last of them; the addresses after and at the record at hand. */
export const PASSED: usize = 24;
export const AT: usize = 28;
export const END: usize = 32;
export const START: usize = 40;
/** u32: 1 where rules cannot be sure of the values that they read; rules that could not be evaluated; keys that the schema does not have. */
export const UNSURE: usize = 36;
export const MISSED: usize = 44;
export const STRAYS: usize = 48;
/** u32: of the text measured last, line feeds, and UTF-16 units after the last of them, or in all where there is none. */
export const LINES: usize = 52;
export const UNITS: usize = 56;

/** Members that an object may have: the bits of a mask. For each of a record, by its rank: u32 address of its value, u32 address after it. */
export const MOST_MEMBERS: i32 = 64;
export const MEMBER_BYTES: i32 = 8;

/**
 * Keys that the schema does not have which are kept of a record, and of all records of a run; a record with more is for the slow path. For each:
 * u32 address of it and after it, of its value and after that.
 */
export const MOST_STRAYS: u32 = 16;
export const MOST_STRAYS_A_RUN: u32 = 528;
export const STRAY_BYTES: usize = 16;

/**
 * Where records are noted, what JavaScript must know of each that was passed: u32 address of it and after it, u32 rules that were not evaluated,
 * u16 faults in the log and u16 keys that the schema does not have; with rules, then the fingerprints of its unique keys.
 */
export const ENTRY_HEAD: usize = 16;
export const KEY_BYTES: usize = 16;
export const MOST_ENTRIES: u32 = 512;
export const MOST_ENTRY_BYTES: usize = 128;

/**
 * The log of the faults that rules find: for each u16 the place of its entry among those of the kind, in the order of the records that were passed.
 * With the flag, the national consolidation finds it, which checks something else by this entry. A record for which there is no room is for the slow
 * path: at its beginning at least half of the log is free.
 */
export const MOST_LOGGED: u32 = 4096;
export const NATIONAL: u32 = 0x8000;

/** Bytes after those of the file that the module may look at: none of them continues what the file holds. */
export const SEAL: i32 = 64;

// The vectors of random words that fingerprints are made with, by offset in bytes. JavaScript draws them and writes them to `constants()`.
export const AS_IS: usize = 0;
export const BY_20: usize = 16;
export const BY_24: usize = 32;
export const BY_17: usize = 48;
export const STIR: usize = 64;
export const MIX: usize = 80;
export const LENGTH: usize = 96;
export const FIRST: usize = 112;
export const OF_KEY: usize = 128;
export const OF_TEXT: usize = 144;
export const OF_NUMBER: usize = 160;
export const OF_LIST: usize = 176;
export const OF_END: usize = 192;
export const OF_OBJECT: usize = 208;
export const OF_TRUE: usize = 224;
export const OF_FALSE: usize = 240;
export const OF_NULL: usize = 256;
export const VECTORS_BYTES: i32 = 272;

// The nomenclatures in memory (`rules/tables.ts` writes them, `nomenclatures.ts` reads them).
/** The table of CPV codes: slots for 9,454 of them, of which a root is found in two looks or so. */
export const CPV_BITS: u32 = 14;
/** Spreads roots that differ by their last digits. */
export const SPREAD: u32 = 0x9e3779b1;
/** For a byte that no code has in this place. */
export const NONE: u32 = 0xffffffff;
/** The words of a table of codes before those of its places, and of each place. */
export const PLACES_FROM: u32 = 2;
export const WORDS_A_PLACE: u32 = 256;
