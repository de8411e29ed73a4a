/** Excerpts of files that are not JSON: the few characters around the fault. */
import { safeJson } from '../../../packages/base/src/visible.ts';
import { readChunks } from '../../read/json/read-json.ts';

const AROUND = 30;
/** Characters that may differ from the nearest sound file: more is another file. */
const FAULT = 80;

/** The text around the fault, and the same place of the sound text that differs least, where there is one. */
export function brokenExcerpt(text: string, code: string, sound: readonly string[]): { invalid: string; valid?: string } {
  const at = faultAt(text, code);
  const twin = nearestText(text, sound);
  if (!twin) return { invalid: window(text, at, at) };
  const from = Math.min(twin.start, at);
  const end = Math.max(twin.end, at);
  return {
    invalid: window(text, from, end),
    valid: window(twin.text, from, end + twin.text.length - text.length),
  };
}

/** Where the reader finds the fault, in characters. */
function faultAt(text: string, code: string): number {
  const bytes = new TextEncoder().encode(text);
  try {
    for (const event of readChunks([bytes])) {
      if (event.type !== 'finding' || event.finding.code !== code) continue;
      return new TextDecoder().decode(bytes.subarray(0, event.finding.position?.offset ?? 0)).length;
    }
  } catch {
    // Nothing could be read: the fault is at the start.
  }
  return 0;
}

/** `start` and `end`: what the text does not have in common with the sound one. */
function nearestText(text: string, sound: readonly string[]): { text: string; start: number; end: number } | undefined {
  const twins = sound.map((one) => ({ text: one, ...unlike(text, one) }));
  const size = ({ start, end, text: one }: (typeof twins)[number]) => end - start + Math.abs(one.length - text.length);
  twins.sort((a, b) => size(a) - size(b));
  return twins[0] && size(twins[0]) <= FAULT ? twins[0] : undefined;
}

function unlike(a: string, b: string): { start: number; end: number } {
  const shorter = Math.min(a.length, b.length);
  let start = 0;
  while (start < shorter && a[start] === b[start]) start++;
  let same = 0;
  while (same < shorter - start && a[a.length - 1 - same] === b[b.length - 1 - same]) same++;
  return { start, end: a.length - same };
}

function window(text: string, from: number, end: number): string {
  const cut = text.slice(Math.max(0, from - AROUND), end + AROUND).replace(/\s+/g, ' ');
  return safeJson(`${from > AROUND ? '…' : ''}${cut}${end + AROUND < text.length ? '…' : ''}`);
}
