import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Edit } from './steps.ts';

/** Does to a file of `folder` what the guide shows. Throws where a line to be changed is not there, or is there twice. */
export function doEdit({ kind, path, text }: Edit, folder: string): void {
  const file = join(folder, path);
  if (kind === 'append') appendFileSync(file, text);
  else if (kind === 'change') writeFileSync(file, changed(readFileSync(file, 'utf8'), text, path));
  else {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}

/** A text with the changes of a block marked `diff`: `-` and `+` before the lines that go and come, a space before the others, `…` between two places. */
export function changed(text: string, diff: string, path: string): string {
  let result = text;
  for (const hunk of diff.split(/^…\n/m)) {
    const lines = hunk.replace(/\n$/, '').split('\n');
    const side = (sign: string) =>
      lines.filter((line) => [sign, ' '].includes(line.charAt(0))).map((line) => `${line.slice(1)}\n`);
    const before = side('-').join('');
    if (result.split(before).length !== 2) throw new Error(`${path}: this is not there once:\n${before}`);
    result = result.replace(before, () => side('+').join(''));
  }
  return result;
}
