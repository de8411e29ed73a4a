/** The bytes of a file as the programs of the national consolidation parse them: by the encoding of its process, whatever the file says. */
import type { Encoding, Process } from './processes.ts';
import { type Content, contentOfJson, contentOfXml, type XmlRoot } from './content.ts';
import { Fault, LIMITS } from '../read/xml/fault.ts';
import { type Attributes, type Listener, Parser } from '../read/xml/parser.ts';
import { Pieces } from '../read/xml/pieces.ts';
import { Written } from '../read/xml/written.ts';
import type { WrittenRecord } from '../read/record.ts';
import { LISTED } from './xml.ts';

/** What the consolidation sees in a file. Throws a PythonError where its whole process is lost. */
export function contentOf(bytes: Uint8Array, process: Pick<Process, 'format' | 'encoding' | 'convertsNc'>): Content {
  const text = decoded(bytes, process.encoding);
  if (text === undefined) return 'unreadable';
  if (process.format === 'json') {
    const parsed = parseJson(text);
    return parsed ? contentOfJson(parsed.value) : 'unreadable';
  }
  const root = parseXml(text);
  return root ? contentOfXml(root, process) : 'unreadable';
}

function decoded(bytes: Uint8Array, encoding: Encoding): string | undefined {
  const isMarkDropped = encoding === 'utf-8-sig';
  try {
    return new TextDecoder(isMarkDropped ? 'utf-8' : encoding, { fatal: true, ignoreBOM: !isMarkDropped }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** `json.load` takes what JSON does, `NaN`, `Infinity` and `-Infinity`. */
function parseJson(text: string): { value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    const { changed, marks } = withMarks(text);
    if (marks.size === 0) return undefined;
    try {
      const reviver = (_: string, value: unknown): unknown => (typeof value === 'string' ? (marks.get(value) ?? value) : value);
      return { value: JSON.parse(changed, reviver) as unknown };
    } catch {
      return undefined;
    }
  }
}

/** The numbers that JSON has not, as texts that the file does not have. */
function withMarks(text: string): { changed: string; marks: ReadonlyMap<string, number> } {
  let mark = 'n';
  while (text.includes(mark)) mark += 'n';
  const marks = new Map<string, number>();
  const changed = text.replaceAll(TOKENS, (token) => {
    const number = NUMBERS.get(token);
    if (number === undefined) return token;
    marks.set(mark + token, number);
    return JSON.stringify(mark + token);
  });
  return { changed, marks };
}

const NUMBERS = new Map([
  ['NaN', Number.NaN],
  ['Infinity', Infinity],
  ['-Infinity', -Infinity],
]);

/** A text in quotes, which stays as it is, or one of `NUMBERS`. */
const TOKENS = /"(?:[^"\\]|\\.)*"|NaN|-?Infinity/gs;

function parseXml(text: string): XmlRoot | undefined {
  const document = new XmlDocument();
  const pieces = new Pieces(0);
  try {
    const parser = new Parser(pieces, LIMITS, document);
    const bare = text.startsWith('\uFEFF') ? text.slice(1) : text;
    pieces.add({ text: bare, bytes: bare.length });
    parser.write(bare);
    parser.close();
    return document.root();
  } catch (error) {
    if (error instanceof Fault) return undefined;
    throw error;
  }
}

/** Gathers the root and what stands in it. */
class XmlDocument implements Listener {
  readonly #records: WrittenRecord[] = [];
  #name = '';
  #attributes: Attributes = {};
  #text = '';
  #record: Written | undefined;

  open(name: string, _start: number, attributes: Attributes, depth: number): void {
    if (depth === 1) [this.#name, this.#attributes] = [name, attributes];
    else if (depth === 2) this.#record = new Written(name, attributes, LISTED);
    else this.#record?.open(name, attributes);
  }

  text(text: string): void {
    if (this.#record) this.#record.text(text);
    else this.#text += text;
  }

  close(depth: number): void {
    this.#record?.close();
    if (depth !== 2 || !this.#record) return;
    const { name, value } = this.#record;
    this.#records.push({ name, value });
    this.#record = undefined;
  }

  root(): XmlRoot {
    const bare = this.#text.trim();
    const value = Object.keys(this.#attributes).length > 0 ? this.#attributes : bare === '' ? null : bare;
    return { name: this.#name, value, records: this.#records };
  }
}
