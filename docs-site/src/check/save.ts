/** Hands a file that was made here to the visitor. */
import type { Html } from '../../shared/html.ts';

/** Milliseconds of work before the page has its turn. */
const TURN = 30;

/** Puts pieces together, and lets the page answer meanwhile. */
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

/** `marches.json` and `html` make `controle-marches.html`. */
export const nameFor = (word: string, file: string, extension: string): string =>
  `${word}-${file.replace(/(\.[a-z0-9]{1,5}){1,2}$/i, '').replace(/[^\p{L}\p{N}._-]+/gu, '-')}.${extension}`;
