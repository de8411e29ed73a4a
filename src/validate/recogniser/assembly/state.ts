/**
 * What JavaScript is told, by offset: u64 `seen`, `doubted` and `missing` members of the record read last; u32 records passed, the address
 * after the last of them, the addresses at and after the record at hand; u32 1 where rules cannot be sure of the values that they read; u32
 * rules that could not be evaluated; u32 keys of that record which its schema does not have.
 */
export const STATE = memory.data(64, 16);
export const PASSED: usize = 24;
export const AT: usize = 28;
export const END: usize = 32;
export const UNSURE: usize = 36;
export const START: usize = 40;
export const MISSED: usize = 44;
export const STRAYS: usize = 48;

/** For each member of the record at hand, by its rank: u32 address of its value, u32 address after it. */
export const MEMBERS = memory.data(512, 16);
