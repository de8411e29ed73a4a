import { characterLength, leadOf } from '../json/bytes.ts';
import type { Inflow } from './inflow.ts';
import { InputError } from '../../finding.ts';
import { NEED_BYTES } from '../record.ts';
import { UTF8_BOM, wideEncoding } from '../json/opening.ts';

/** Bytes decoded at a time: enough to be fast, and few enough to count positions from. */
const PIECE = 1 << 13;

/** Text with the number of bytes that it was. */
export type Decoded = { text: string; bytes: number };

/** Turns what was fed into text, whole characters at a time, so that places in the text are places in the bytes. */
export class Decoder {
  readonly #inflow: Inflow;
  readonly #isUtf8: boolean;
  readonly #decoder: InstanceType<typeof TextDecoder>;
  /** Whether the next bytes are not a character of the encoding. */
  broken = false;

  constructor(inflow: Inflow, { label, isUtf8, skipped }: Encoding) {
    this.#inflow = inflow;
    this.#isUtf8 = isUtf8;
    this.#decoder = new TextDecoder(label, { fatal: true, ignoreBOM: true });
    inflow.drop(skipped);
  }

  /** The next piece; undefined when more bytes are wanted, or there is nothing left that can be read. */
  next(): Decoded | undefined {
    const bytes = this.#inflow.peek(PIECE);
    const size = this.#isUtf8 && !this.#isWhole(bytes) ? wholeCharacters(bytes) : bytes.length;
    if (size === 0 || this.broken) return undefined;
    try {
      return this.#take(bytes, size);
    } catch {
      this.broken = true;
      const sound = soundCharacters(bytes, size);
      return sound === 0 ? undefined : this.#take(bytes, sound);
    }
  }

  /** A character cut off by the end of the file is invalid. */
  #isWhole(bytes: Uint8Array): boolean {
    return this.#inflow.finished && bytes.length === this.#inflow.size;
  }

  #take(bytes: Uint8Array, size: number): Decoded {
    const text = this.#decoder.decode(bytes.subarray(0, size));
    this.#inflow.drop(size);
    return { text, bytes: size };
  }
}

/** The number of bytes before an incomplete character at the end. */
function wholeCharacters(bytes: Uint8Array): number {
  const end = bytes.length;
  for (let back = 1; back <= 3 && back <= end; back++) {
    const byte = bytes[end - back] as number;
    if (byte < 0x80) return end;
    const lead = leadOf(byte);
    if (lead !== undefined) return lead.more >= back ? end - back : end;
  }
  return end;
}

function soundCharacters(bytes: Uint8Array, size: number): number {
  let at = 0;
  for (let length = 1; at < size && length > 0; at += length) length = characterLength(bytes, at, size);
  return at;
}

/** How the bytes of a file stand for text. `label` is what TextDecoder calls it; one byte is one character but in UTF-8. */
type Encoding = { label: string; isUtf8: boolean; skipped: number; declared?: string };

/** Encodings of one byte a character that programs in France write, by the names that they declare. */
const SINGLE_BYTE: Readonly<Record<string, string>> = {
  'iso-8859-1': 'windows-1252',
  latin1: 'windows-1252',
  'windows-1252': 'windows-1252',
  cp1252: 'windows-1252',
  'iso-8859-15': 'iso-8859-15',
};
const UTF8 = new Set(['utf-8', 'utf8', 'us-ascii', 'ascii']);

/** The declaration must be the very first thing in a file; a longer one is left to the parser. */
const FAR_ENOUGH = 512;
const DECLARATION = /^<\?xml[ \t\r\n][^>]*?encoding[ \t\r\n]*=[ \t\r\n]*["']([^"'<>]{0,100})["']/;
const BLANK = /^[ \t\r\n]*/;
const SHOWN = 20;

/**
 * Detects the encoding from the first bytes.
 * @throws InputError `encoding.utf16`, `syntax.empty`, `xml.not-xml`, `xml.unknown-encoding`
 */
export function* openingOf(inflow: Inflow): Generator<typeof NEED_BYTES, Encoding> {
  while (inflow.size < FAR_ENOUGH && !inflow.finished) yield NEED_BYTES;
  const head = inflow.peek(FAR_ENOUGH);
  const start = { offset: 0, line: 1, column: 1 };
  const wide = wideEncoding([...head.subarray(0, 4)]);
  if (wide !== undefined) throw new InputError('encoding.utf16', { encoding: wide }, start);
  const skipped = UTF8_BOM.every((byte, index) => head[index] === byte) ? UTF8_BOM.length : 0;
  const text = new TextDecoder('windows-1252').decode(head.subarray(skipped));
  const declared = DECLARATION.exec(text)?.[1];
  const encoding = skipped > 0 || declared === undefined ? utf8(skipped) : named(declared, start);
  if (!/[^ \t\r\n]/.test(text) && head.length < FAR_ENOUGH) throw new InputError('syntax.empty');
  const first = text.slice(BLANK.exec(text)?.[0].length ?? 0);
  if (first !== '' && !first.startsWith('<')) throw notXml(head.subarray(skipped));
  return encoding;
}

const utf8 = (skipped: number): Encoding => ({ label: 'utf-8', isUtf8: true, skipped });

function named(declared: string, start: { offset: number; line: number; column: number }): Encoding {
  const name = declared.toLowerCase();
  if (UTF8.has(name)) return utf8(0);
  const label = Object.hasOwn(SINGLE_BYTE, name) ? SINGLE_BYTE[name] : undefined;
  if (label === undefined) throw new InputError('xml.unknown-encoding', { encoding: declared }, start);
  return { label, isUtf8: false, skipped: 0, declared };
}

function notXml(head: Uint8Array): InputError {
  const found = [...new TextDecoder().decode(head).trimStart()].slice(0, SHOWN).join('');
  return new InputError('xml.not-xml', { found }, { offset: 0, line: 1, column: 1 });
}
