/** Decodes a file of a package. */
import { characterLength } from '../json/bytes.ts';

/** `fault`: place of the first byte that is not UTF-8. A byte order mark is not part of the text. */
export type Decoded = { text: string; mark: boolean; fault?: { line: number; offset: number } };

export function decode(bytes: Uint8Array): Decoded {
  const mark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  const content = mark ? bytes.subarray(3) : bytes;
  const options = { ignoreBOM: true };
  try {
    return { text: new TextDecoder('utf-8', { ...options, fatal: true }).decode(content), mark };
  } catch {
    return { text: new TextDecoder('utf-8', options).decode(content), mark, fault: faultIn(content) };
  }
}

function faultIn(bytes: Uint8Array): { line: number; offset: number } {
  let line = 1;
  let at = 0;
  for (let length = 1; at < bytes.length; at += length) {
    length = characterLength(bytes, at, bytes.length);
    if (length === 0) break;
    if (bytes[at] === 0x0a) line++;
  }
  return { line, offset: at };
}
