/** Replaces the texts of elements in XML, or takes elements away, in the encoding of the file: what it cannot hold stands as a reference. */
import { decimalText } from '../../model/xml-text.ts';
import { isBlank, SLASH } from '../../read/json/bytes.ts';
import { openingOf } from '../../read/xml/decoder.ts';
import { Inflow } from '../../read/xml/inflow.ts';
import { type Edit, splicedBytes } from '../splice.ts';
import type { Change, Patch, Scalar } from '../types.ts';

export const patchXml: Patch = (bytes, changes) => {
  const { label, isUtf8 } = encodingOf(bytes);
  const decoder = new TextDecoder(label);
  const applied: Change[] = [];
  const edits: Edit<Uint8Array>[] = [];
  for (const change of changes) {
    const { offset } = change.position;
    const found = textAt(bytes, offset);
    const text = found && unescaped(decoder.decode(bytes.subarray(found.start, found.end)));
    // An element without content may have blanks in it.
    if (!found || (change.from === '' ? text?.trim() : text) !== change.from) continue;
    if (change.to === null) edits.push({ start: blanksBefore(bytes, offset), end: found.close, by: new Uint8Array() });
    else edits.push({ start: found.start, end: found.end, by: new TextEncoder().encode(escaped(textOf(change.to), isUtf8)) });
    applied.push(change);
  }
  return { pieces: splicedBytes(bytes, edits), applied };
};

function encodingOf(bytes: Uint8Array): { label: string; isUtf8: boolean } {
  const inflow = new Inflow();
  inflow.feed(bytes.subarray(0, 1024));
  inflow.finish();
  const { value } = openingOf(inflow).next();
  return typeof value === 'object' ? value : { label: 'utf-8', isUtf8: true };
}

const LESS = 0x3c;
const GREATER = 0x3e;

/** Where the text of the element that begins at an offset stands, and where the element ends; undefined for one that holds anything but text. */
function textAt(bytes: Uint8Array, from: number): { start: number; end: number; close: number } | undefined {
  let at = from + 1;
  let quote = 0;
  for (; at < bytes.length && (quote !== 0 || bytes[at] !== GREATER); at++) {
    const byte = bytes[at] as number;
    if (quote === 0 && (byte === 0x22 || byte === 0x27)) quote = byte;
    else if (byte === quote) quote = 0;
  }
  const start = at + 1;
  if (bytes[from] !== LESS) return undefined;
  if (bytes[at - 1] === SLASH) return { start, end: start, close: start };
  const end = bytes.indexOf(LESS, start);
  return end >= 0 && bytes[end + 1] === SLASH ? { start, end, close: bytes.indexOf(GREATER, end) + 1 } : undefined;
}

function blanksBefore(bytes: Uint8Array, offset: number): number {
  let start = offset;
  while (start > 0 && isBlank(bytes[start - 1] as number)) start--;
  return start;
}

const NAMED: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/** The text that stands for this source. Line ends are one LF (XML 1.0, 2.11). */
const unescaped = (source: string): string =>
  source
    .replace(/\r\n?/g, '\n')
    .replace(/&(?:#(\d{1,7})|#x([0-9a-fA-F]{1,6})|(\w+));/g, (whole, decimal?: string, hex?: string, name?: string) => {
      if (name !== undefined) return Object.hasOwn(NAMED, name) ? (NAMED[name] ?? whole) : whole;
      const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
      return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    });

function escaped(text: string, isUtf8: boolean): string {
  const safe = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return isUtf8 ? safe : safe.replace(/[^\x00-\x7f]/gu, (char) => `&#${char.codePointAt(0) ?? 0};`);
}

const textOf = (value: Scalar): string => (typeof value === 'number' ? decimalText(value) : String(value));
