import { SaxesParser } from 'saxes';
import { diagnose, Fault, type Scene, type Limits } from './fault.ts';
import type { Pieces } from './pieces.ts';

export type Attributes = Readonly<Record<string, string>>;

/** Who is reported of what the file holds, in its order. `start` and `end` are places in the text. */
export type Listener = {
  open(name: string, start: number, attributes: Attributes, depth: number): void;
  text(text: string, start: number): void;
  close(depth: number, end: number): void;
};

/** Depth of the records, the root being 1. */
const RECORDS = 2;

/** What the parser says of an end tag that is not that of the element that is open. */
const MISMATCH = 'unexpected close tag';

/** What may begin something that the parser holds whole; how far it is looked for at a time. */
const MARKUP = /<|&(?!(?:[a-z]+|#[0-9a-fA-Fx]+);)/;
const SOON = 1 << 15;

/** What the parser says of something once it has reported of its end. */
const AFTERTHOUGHTS = /^unexpected close tag|^malformed comment/;

/** The parser of XML behind the reader: refuses what is not safe, bounds what it holds, and tells faults in our own terms. */
export class Parser {
  readonly #saxes = new SaxesParser({ position: false });
  readonly #pieces: Pieces;
  readonly #limits: Limits;
  /** Names of the open elements, for the sentences about those that do not close. */
  readonly #open: string[] = [];
  #closed = '';
  /** Where what is being read began. */
  #mark = 0;
  /** Where what came last began. */
  #before = 0;
  #isIgnoring = false;

  constructor(pieces: Pieces, limits: Limits, listener: Listener) {
    this.#pieces = pieces;
    this.#limits = limits;
    this.#listen(listener);
  }

  /** Where what is being read began: text before it is not needed to name a fault. */
  get mark(): number {
    return Math.min(this.#before, this.#mark);
  }

  /** @throws Fault */
  write(text: string): void {
    this.#saxes.write(text);
    if (!this.#isIgnoring) return;
    this.#forget();
    this.#follow();
  }

  /** @throws Fault where something that the parser holds whole is beyond measure */
  checkSize(): void {
    const size = this.#pieces.length - this.#mark;
    const limit = this.#pieces.has(this.#mark, '<') ? this.#limits.maxMarkup : this.#limits.maxRecordBytes;
    if (size > limit) throw this.#tooLong(limit);
  }

  /** Nothing more comes. @throws Fault */
  close(): void {
    this.#saxes.close();
  }

  /** From here on no text is kept from one piece to the next: it may be without end. */
  ignoreText(): void {
    this.#forget();
    this.#isIgnoring = true;
    const { length } = this.#pieces;
    const found = this.#pieces.has(this.#mark, '<') ? 0 : this.#pieces.slice(this.#mark, length).search(MARKUP);
    this.#passOver(found < 0 ? length : this.#mark + found);
  }

  heedText(): void {
    this.#isIgnoring = false;
  }

  /**
   * Lets the text go that the parser gathers until its end. Its handler stays where it is: taking it off would lose, in the piece at
   * hand, the text of what comes after.
   */
  #forget(): void {
    (this.#saxes as unknown as { text: string }).text = '';
  }

  /** Seven handlers at the most: with one more the parser becomes an object of another kind to V8, and five times slower. */
  #listen(listener: Listener): void {
    const saxes = this.#saxes;
    saxes.on('opentag', ({ name, attributes }) => {
      const end = saxes.position;
      // No value of an attribute holds a `<`: the last one is where the tag begins.
      const start = this.#pieces.lastIndexOf('<', end);
      if (this.#open.length === 0) this.#checkVersion(start);
      if (this.#open.push(name) > this.#limits.bottom)
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
      if (AFTERTHOUGHTS.test(message)) this.#mark = this.#before;
      throw diagnose(message, this.#scene());
    });
  }

  /** The parser tells of the end of an element before it looks whether the end tag has the right name: a record must not end so. */
  #close(name: string, isSelfClosing: boolean, listener: Listener): void {
    const end = this.#saxes.position;
    this.#closed = name;
    if (!isSelfClosing && this.#open.length <= RECORDS) this.#compare(name, end);
    this.#open.pop();
    listener.close(this.#open.length + 1, end);
    this.#before = this.#mark;
    this.#mark = end;
  }

  /** @throws Fault when the end tag that ends at `end` is another one. */
  #compare(name: string, end: number): void {
    const tag = this.#pieces.slice(this.#mark, end);
    if (/^<\/([^\s>]*)/.exec(tag.slice(Math.max(0, tag.lastIndexOf('</'))))?.[1] === name) return;
    throw diagnose(MISMATCH, this.#scene());
  }

  /** Moves the mark to the end of a text of which nothing is reported, or to what may be a tag or a reference in it. */
  #follow(): void {
    const { length } = this.#pieces;
    if (length - this.#mark > SOON || this.#pieces.has(this.#mark, '<')) return;
    const found = this.#pieces.slice(this.#mark, length).search(MARKUP);
    this.#passOver(found < 0 ? length : this.#mark + found);
  }

  /** What lies before is let go: the parser says nothing more of the tag or comment that came before this text. */
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
