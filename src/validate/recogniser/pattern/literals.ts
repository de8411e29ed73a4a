/** A table of numbers in the data of the module, sixteen a line, or one line a row. */
export function table(name: string, type: 'u8' | 'u16' | 'u64', rows: readonly (readonly (number | bigint)[])[]): string {
  const line = (row: readonly (number | bigint)[]): string => `  ${row.join(', ')},\n`;
  return `const ${name} = memory.data<${type}>([\n${rows.map(line).join('')}]);\n`;
}

/** A list cut into rows of sixteen. */
export const sixteens = <T>(list: readonly T[]): T[][] =>
  Array.from({ length: Math.ceil(list.length / 16) }, (_, i) => list.slice(16 * i, 16 * i + 16));

/** A number as so many hexadecimal digits. */
export const hex = (value: number | bigint, digits: number): string => `0x${value.toString(16).padStart(digits, '0')}`;

/** The word whose byte i, in the order of memory, is `bytes[i]`. */
export const word = (bytes: readonly number[]): bigint => bytes.reduceRight((all, byte) => all * 256n + BigInt(byte), 0n);

/** A constant of sixteen bytes. */
export const lanes = (bytes: readonly number[]): string => `i8x16(${bytes.map((byte) => (byte << 24) >> 24).join(', ')})`;
