import { SaxesParser } from 'saxes';
import { diagnose, Fault, type Scene, type Limits } from './fault.ts';
import type { Pieces } from './pieces.ts';

export type Attributes = Readonly<Record<string, string>>;

/** Callbacks for the elements and texts of the file, in its order. `start` and `end` are UTF-16 offsets in the text; the root has depth 1. */
export type Listener = {
  open(name: string, start: number, attributes: Attributes, depth: number): void;
  text(text: string, start: number): void;
  close(depth: number, end: number): void;
};

/** Depth of the records, the root being 1. */
const RECORD_DEPTH = 2;

/** The message of saxes for an end tag that does not match the open element. */
const MISMATCH = 'unexpected close tag';

/** The start of markup or of a broken reference, which saxes buffers until its end. */
const MARKUP = /<|&(?!(?:[a-z]+|#[0-9a-fA-Fx]+);)/;
/** UTF-16 units in which `MARKUP` is searched for at a time. */
const SEARCHED = 1 << 15;

/** Messages of saxes about something whose end it has already reported. */
const REPORTED_LATE = /^unexpected close tag|^malformed comment/;

/** Wraps saxes: refuses DOCTYPE and XML 1.1, bounds the text that it buffers, and turns its messages into faults with our codes. */
export class Parser {
  readonly #saxes = new SaxesParser({ position: false });
  readonly #pieces: Pieces;
  readonly #limits: Limits;
  /** Names of the open elements, for messages about those that are not closed. */
  readonly #open: string[] = [];
  #closed = '';
  /** Start of the token being read. */
  #mark = 0;
  /** Start of the token before it. */
  #before = 0;
  #isIgnoring = false;

  constructor(pieces: Pieces, limits: Limits, listener: Listener) {
    this.#pieces = pieces;
    this.#limits = limits;
    this.#listen(listener);
  }

  /** Text before this offset is not needed to describe a fault. */
  get mark(): number {
    return Math.min(this.#before, this.#mark);
  }

  /** @throws Fault */
  write(text: string): void {
    this.#saxes.write(text);
    if (!this.#isIgnoring) return;
    this.#dropText();
    this.#advanceMark();
  }

  /** @throws Fault where the token being read exceeds its limit */
  checkSize(): void {
    const size = this.#pieces.length - this.#mark;
    const limit = this.#pieces.has(this.#mark, '<') ? this.#limits.maxMarkup : this.#limits.maxRecordBytes;
    if (size > limit) throw this.#tooLong(limit);
  }

  /** Ends the file. @throws Fault */
  close(): void {
    this.#saxes.close();
  }

  /** From here on text is not kept from one chunk to the next, as its length has no bound. */
  ignoreText(): void {
    this.#dropText();
    this.#isIgnoring = true;
    const { length } = this.#pieces;
    const found = this.#pieces.has(this.#mark, '<') ? 0 : this.#pieces.slice(this.#mark, length).search(MARKUP);
    this.#passOver(found < 0 ? length : this.#mark + found);
  }

  heedText(): void {
    this.#isIgnoring = false;
  }

  /** Drops the text that saxes has buffered. Removing its text handler instead would lose texts that follow in the same chunk. */
  #dropText(): void {
    (this.#saxes as unknown as { text: string }).text = '';
  }

  /** At most seven handlers: with one more, V8 gives the parser a slower object representation, and parsing takes five times as long. */
  #listen(listener: Listener): void {
    const saxes = this.#saxes;
    saxes.on('opentag', ({ name, attributes }) => {
      const end = saxes.position;
      // No value of an attribute holds a `<`: the last one is where the tag begins.
      const start = this.#pieces.lastIndexOf('<', end);
      if (this.#open.length === 0) this.#checkVersion(start);
      if (this.#open.push(name) > this.#limits.maxOpenElements)
        throw new Fault('structure.too-deep', { limit: this.#limits.maxDepth }, start);
      listener.open(name, start, attributes as Attributes, this.#open.length);
      this.#mark = end;
    });
    saxes.on('closetag', ({ name, isSelfClosing }) => this.#close(name, isSelfClosing, listener));
    saxes.on('text', (text) => {
      const start = this.#mark;
      // The parser has seen the `<` that ends the text.
      this.#mark = saxes.position - 1;
      listener.text(text, start);
    });
    saxes.on('cdata', (text) => {
      const start = this.#mark;
      this.#mark = saxes.position;
      listener.text(text, start);
    });
    saxes.on('comment', () => {
      this.#before = this.#mark;
      this.#mark = saxes.position;
    });
    saxes.on('doctype', () => {
      throw diagnose('', this.#scene());
    });
    saxes.on('error', ({ message }) => {
      if (REPORTED_LATE.test(message)) this.#mark = this.#before;
      throw diagnose(message, this.#scene());
    });
  }

  /** Saxes reports the end of an element before it checks the name of the end tag. A record must not end on a wrong name. */
  #close(name: string, isSelfClosing: boolean, listener: Listener): void {
    const end = this.#saxes.position;
    this.#closed = name;
    if (!isSelfClosing && this.#open.length <= RECORD_DEPTH) this.#checkEndTag(name, end);
    this.#open.pop();
    listener.close(this.#open.length + 1, end);
    this.#before = this.#mark;
    this.#mark = end;
  }

  /** @throws Fault when the end tag that ends at `end` has another name. */
  #checkEndTag(name: string, end: number): void {
    const tag = this.#pieces.slice(this.#mark, end);
    if (/^<\/([^\s>]*)/.exec(tag.slice(Math.max(0, tag.lastIndexOf('</'))))?.[1] === name) return;
    throw diagnose(MISMATCH, this.#scene());
  }

  /** Moves the mark to the end of an ignored text, or to the next tag or broken reference in it. */
  #advanceMark(): void {
    const { length } = this.#pieces;
    if (length - this.#mark > SEARCHED || this.#pieces.has(this.#mark, '<')) return;
    const found = this.#pieces.slice(this.#mark, length).search(MARKUP);
    this.#passOver(found < 0 ? length : this.#mark + found);
  }

  /** Text before `to` is released: saxes reports nothing more about the tag or comment before an ignored text. */
  #passOver(to: number): void {
    this.#mark = to;
    this.#before = to;
  }

  #checkVersion(at: number): void {
    const { version = '1.0' } = this.#saxes.xmlDecl;
    if (version !== '1.0') throw new Fault('xml.version', { version }, at);
  }

  #scene(): Scene {
    return { pieces: this.#pieces, mark: this.#mark, at: this.#saxes.position, open: this.#open, closed: this.#closed };
  }

  #tooLong(limit: number): Fault {
    const found = diagnose('', this.#scene());
    return found.code === 'xml.doctype' ? found : new Fault('xml.too-long', { limit }, this.#mark);
  }
}
