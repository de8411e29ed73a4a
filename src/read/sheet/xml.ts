/** The XML of workbooks, as a stream of elements and texts. No entity, no document type, no depth: a workbook needs none. */
import { SaxesParser } from 'saxes';
import { InputError } from '../../finding.ts';

/**
 * What takes the elements and texts of a part. Names of elements stand without their prefix: some programs write `x:row`. `end`: where the tag
 * ends, in UTF-16 units of the part.
 */
export type XmlHandler = {
  open?: (name: string, attributes: Readonly<Record<string, string>>, prefix: string, end: number) => void;
  close?: (name: string, end: number) => void;
  text?: (text: string) => void;
};

const DEEPEST = 64;
const SLICE = 65_536;

/** UTF-16 units of one text, comment or tag at the most: the parser keeps them, and tens of bytes for each entity or attribute in them. */
const LONGEST = 32 * 1_048_576;

const localName = (name: string): string => name.slice(name.indexOf(':') + 1);
const prefixOf = (name: string): string => name.slice(0, Math.max(0, name.indexOf(':')));

/**
 * Parses a part; yields after each slice, so that what a handler gathered can be passed on before the rest is read.
 * @throws InputError `table.broken-workbook` for what is not well formed, has a document type, is nested too deep or has a text or a tag of a size that no program writes
 */
export function* parseXml(bytes: Uint8Array, part: string, handler: XmlHandler): Generator<undefined, void> {
  const parser = new SaxesParser({ xmlns: false });
  const refuse = (): never => {
    throw new InputError('table.broken-workbook', { part });
  };
  let depth = 0;
  let done = 0;
  parser.on('error', refuse);
  parser.on('doctype', refuse);
  parser.on('opentag', ({ name, attributes }) => {
    if (++depth > DEEPEST) refuse();
    done = parser.position;
    handler.open?.(localName(name), attributes, prefixOf(name), parser.position);
  });
  parser.on('closetag', ({ name }) => {
    depth -= 1;
    done = parser.position;
    handler.close?.(localName(name), parser.position);
  });
  parser.on('text', (text) => handler.text?.(text));
  parser.on('cdata', (text) => handler.text?.(text));
  const decoder = new TextDecoder('utf-8', { fatal: true });
  for (let at = 0; at < bytes.length; at += SLICE) {
    parser.write(decoded(decoder, bytes.subarray(at, at + SLICE), at + SLICE < bytes.length) ?? refuse());
    if (parser.position - done > LONGEST) refuse();
    yield;
  }
  parser.close();
}

function decoded(decoder: InstanceType<typeof TextDecoder>, bytes: Uint8Array, stream: boolean): string | undefined {
  try {
    return decoder.decode(bytes, { stream });
  } catch {
    return undefined;
  }
}

/** Parses a part to its end. */
export function parseAll(bytes: Uint8Array, part: string, handler: XmlHandler): void {
  for (const _ of parseXml(bytes, part, handler));
}
