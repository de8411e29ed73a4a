import { InputError } from '../../finding.ts';
import { NUL, startsValue, shownText } from './bytes.ts';
import { ensure, type JsonFile, significantByte } from './file.ts';
import type { Signals } from './place.ts';
import { DRY } from './window.ts';

export const UTF8_BOM = [0xef, 0xbb, 0xbf];

/** Characters shown of a file that is not JSON. */
const SHOWN = 20;

/**
 * Skips a byte order mark and blanks before the JSON text; returns the first byte of the text.
 * @throws InputError `encoding.utf16`, `syntax.empty` or `syntax.not-json`
 */
export function* readOpening(file: JsonFile): Signals<number> {
  const { window } = file;
  yield* ensure(file, 4);
  const head = [...window.bytes.subarray(window.start, Math.min(window.end, window.start + 4))];
  const wide = wideEncoding(head);
  if (wide !== undefined) throw new InputError('encoding.utf16', { encoding: wide }, window.position());
  if (UTF8_BOM.every((byte, index) => head[index] === byte)) {
    yield file.finding('encoding.bom', '', window.position());
    window.skipUnseen(UTF8_BOM.length);
  }
  const byte = yield* significantByte(file);
  if (byte === DRY) throw new InputError('syntax.empty');
  if (!startsValue(byte)) throw yield* notJson(file);
  return byte;
}

/** The error for a file that is not JSON at all, with the beginning of the window. */
export function* notJson(file: JsonFile): Signals<InputError> {
  yield* ensure(file, 4 * SHOWN);
  const { window } = file;
  const text = shownText(window.bytes.subarray(window.start, Math.min(window.end, window.start + 4 * SHOWN)));
  const found = [...text].slice(0, SHOWN).join('');
  return new InputError('syntax.not-json', { found }, window.position());
}

/** The encoding of two or four bytes a character that the first bytes show, by a byte order mark or by NUL bytes. */
export function wideEncoding(head: number[]): string | undefined {
  const isNul = head.map((byte) => byte === NUL);
  const has = (...bytes: number[]) => bytes.every((byte, index) => head[index] === byte);
  const zeros = (...nuls: boolean[]) => head.length >= 2 && isNul.every((nul, index) => nul === nuls[index]);
  if (has(0xff, 0xfe, 0, 0)) return 'UTF-32LE';
  if (has(0xff, 0xfe) || zeros(false, true, false, true)) return 'UTF-16LE';
  if (has(0xfe, 0xff) || zeros(true, false, true, false)) return 'UTF-16BE';
  if (zeros(false, true, true, true)) return 'UTF-32LE';
  if (has(0, 0, 0xfe, 0xff) || zeros(true, true, true, false)) return 'UTF-32BE';
  return undefined;
}
