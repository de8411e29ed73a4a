/** JSON text written in the odd ways that the grammar allows: the reader must see in it what `JSON.parse` sees. */
import type { Random } from './random.ts';

/** A text that `JSON.parse` turns into this value, or into one with a member replaced where a key comes twice. */
export function written(value: unknown, random: Random): string {
  return random.chance(0.6) ? JSON.stringify(value) : write(value, random, 0);
}

const BLANKS = ['', '', '', ' ', '\n', '\r\n', '\t', '  \n  '];

function write(value: unknown, random: Random, depth: number): string {
  if (typeof value === 'number') return writeNumber(value, random);
  if (typeof value === 'string') return writeString(value, random);
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const spaced = (text: string): string => random.pick(BLANKS) + text + random.pick(BLANKS);
  if (Array.isArray(value)) return `[${value.map((item) => spaced(write(item, random, depth + 1))).join()}]`;
  const members = Object.entries(value).map(([key, inner]) =>
    [writeString(key, random), write(inner, random, depth + 1)].map(spaced).join(':'),
  );
  if (members.length > 0 && random.chance(depth < 2 ? 0.02 : 0.002)) {
    members.splice(random.below(members.length + 1), 0, repeated(value, random));
  }
  return `{${members.join()}}`;
}

/** A key that the object has already, with its value again or with another: as everywhere, the last one counts. */
function repeated(value: object, random: Random): string {
  const [key, inner] = random.pick(Object.entries(value)) as [string, unknown];
  return `${JSON.stringify(key)}:${JSON.stringify(random.pick<unknown>([inner, inner, null, [], [null], 'texte']))}`;
}

/** `12` is also `12.0`, `12e0` and `120E-1`; beyond the range of doubles everything is `1e400`. */
function writeNumber(value: number, random: Random): string {
  if (!Number.isFinite(value)) return value > 0 ? '1e400' : '-1e400';
  const plain = Object.is(value, -0) ? '-0' : String(value);
  if (!/^-?\d+$/.test(plain)) return plain;
  return random.pick([plain, plain, `${plain}.0`, `${plain}e0`, `${plain}.00E-0`, value === 0 ? '0e5' : `${plain}0E-1`]);
}

/** Any UTF-16 unit may be written as an escape, also half of a pair. */
function writeString(value: string, random: Random): string {
  if (!random.chance(0.1)) return JSON.stringify(value);
  const units = value.split('').map((unit) => (random.chance(0.2) ? escaped(unit) : JSON.stringify(unit).slice(1, -1)));
  return `"${units.join('')}"`;
}

const escaped = (unit: string): string => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
