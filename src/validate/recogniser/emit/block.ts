/** Lines of AssemblyScript. */
export type Lines = string[];

/** A head with its body in braces. */
export const block = (head: string, body: Lines, tail = '}'): Lines => [`${head} {`, ...indented(body), tail];

export const indented = (lines: Lines): Lines => lines.map((line) => (line === '' ? '' : `  ${line}`));

/** A bit of a mask of 64, as a literal. */
export const bit = (n: number): string => `0x${(1n << BigInt(n)).toString(16)}`;

export const mask = (bits: readonly number[]): string => `0x${bits.reduce((sum, n) => sum | (1n << BigInt(n)), 0n).toString(16)}`;

/** The case of a byte, with the character that it stands for, for who reads the emitted code. */
export const byteCase = (byte: number, body: Lines): Lines => {
  const [head = '', ...rest] = block(`case ${hex(byte)}:`, body);
  return [byte > 0x20 && byte < 0x7f && byte !== 0x5c ? `${head} // ${String.fromCharCode(byte)}` : head, ...rest];
};

export const hex = (number: number | bigint): string => `0x${number.toString(16)}`;
