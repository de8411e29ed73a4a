/** Saves generated files as downloads. */
import type { Html } from '../../../packages/base/src/html.ts';

/** Milliseconds of work before yielding to the event loop. */
const TURN = 30;

/** Joins pieces into a Blob, yielding to the event loop from time to time so that the page stays responsive. */
export async function gather(pieces: Iterable<string | Html>, type: string): Promise<Blob> {
  const parts: Blob[] = [];
  let text: string[] = [];
  let since = performance.now();
  for (const piece of pieces) {
    text.push(String(piece));
    if (performance.now() - since < TURN) continue;
    parts.push(new Blob(text));
    text = [];
    await new Promise((resolve) => setTimeout(resolve));
    since = performance.now();
  }
  return new Blob([...parts, ...text], { type });
}

export function save(blob: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** For example `controle-marches.html` from `controle`, `marches.json` and `html`. */
export const nameFor = (word: string, file: string, extension: string): string =>
  `${word}-${file.replace(/(\.[a-z0-9]{1,5}){1,2}$/i, '').replace(/[^\p{L}\p{N}._-]+/gu, '-')}.${extension}`;
