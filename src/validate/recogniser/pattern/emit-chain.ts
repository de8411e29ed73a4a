import { eachIn } from './emit-sets.ts';
import type { Chain } from './shape.ts';

/** The body of a function for a chain: its lengths from the shortest, and between one and the next the bytes that are new. */
export function chainBody({ sets, lengths }: Chain): string {
  const lines = [
    '  // Each rank has one set of bytes, whatever stands before it: whole words are compared.',
    '  const length = to - at;',
  ];
  lengths.forEach((length, i) => {
    const before = lengths[i - 1] ?? 0;
    const tests = eachIn(sets.slice(before, length), before);
    if (i === lengths.length - 1) lines.push(`  return length == ${length} &&\n    ${tests};`);
    else
      lines.push(
        `  if (length < ${length}) return false;`,
        `  if (!(${tests})) return false;`,
        `  if (length == ${length}) return true;`,
      );
  });
  return `${lines.join('\n')}\n`;
}
