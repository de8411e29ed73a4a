import { InputError } from '../../finding.ts';

/** `damaged`: some bytes were not UTF-8 and have become `\ufffd`. */
export type Decoded = { text: string; encoding: 'utf-8' | 'windows-1252'; damaged?: true };

/**
 * The text of a CSV file: UTF-8, with or without a byte order mark, else Windows-1252. Invalid bytes in a file that has the mark of UTF-8,
 * or that is mostly UTF-8, are taken for damage.
 * @throws InputError `encoding.utf16`
 */
export function decode(bytes: Uint8Array): Decoded {
  const [first, second, third, fourth] = bytes;
  const has = (a: number, b: number): boolean => first === a && second === b;
  if (has(0xff, 0xfe) || (second === 0 && fourth === 0)) throw new InputError('encoding.utf16', { encoding: 'UTF-16LE' });
  if (has(0xfe, 0xff) || (first === 0 && third === 0)) throw new InputError('encoding.utf16', { encoding: 'UTF-16BE' });
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), encoding: 'utf-8' };
  } catch {
    const text = new TextDecoder('utf-8').decode(bytes);
    if ((has(0xef, 0xbb) && third === 0xbf) || isMostlyUtf8(text)) return { text, encoding: 'utf-8', damaged: true };
    return { text: windows1252(bytes), encoding: 'windows-1252' };
  }
}

/** In a text of another encoding accented letters hardly ever form a UTF-8 sequence, so that invalid bytes outnumber valid characters. */
function isMostlyUtf8(text: string): boolean {
  let valid = 0;
  let bad = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0xfffd) bad += 1;
    else if (code > 0x7f) valid += 1;
  }
  return valid > bad;
}

/** Bytes 0x80 to 0x9F of Windows-1252 (WHATWG Encoding, index windows-1252): elsewhere a byte is its own code point. */
const UPPER =
  '\u20ac\u0081\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u008d\u017d\u008f\u0090\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u009d\u017e\u0178';

/** Written here since the decoder of Node 20 treats Windows-1252 as ISO-8859-1 and loses the euro sign. */
function windows1252(bytes: Uint8Array): string {
  const pieces: string[] = [];
  for (let at = 0; at < bytes.length; at += 8192) {
    const piece = String.fromCharCode(...bytes.subarray(at, at + 8192));
    pieces.push(piece.replace(/[\x80-\x9f]/g, (char) => UPPER.charAt(char.charCodeAt(0) - 0x80)));
  }
  return pieces.join('');
}

/** The bytes of a text in Windows-1252; undefined where it has a character that the encoding lacks. */
export function toWindows1252(text: string): Uint8Array | undefined {
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    const upper = UPPER.indexOf(text.charAt(at));
    if (upper >= 0) bytes[at] = 0x80 + upper;
    else if (code > 0xff || (code >= 0x80 && code < 0xa0)) return undefined;
    else bytes[at] = code;
  }
  return bytes;
}
