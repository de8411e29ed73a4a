import { describe, expect, test } from 'vitest';
import { Fault, type Limits, LIMITS } from '../../src/read/xml/fault.ts';
import { Parser } from '../../src/read/xml/parser.ts';
import { Pieces } from '../../src/read/xml/pieces.ts';

/** A parser that is given a text in pieces, and what it reported, with the places in the text. */
function bench(limits: Partial<Limits> = {}) {
  const pieces = new Pieces(0);
  const reported: string[] = [];
  const parser: Parser = new Parser(
    pieces,
    { ...LIMITS, ...limits },
    {
      open: (name, start, attributes, depth) =>
        reported.push(`${'>'.repeat(depth)} ${name}@${start} ${JSON.stringify(attributes)}`),
      text: (text, start) => reported.push(`${JSON.stringify(text)}@${start}`),
      close: (depth, end) => reported.push(`${'<'.repeat(depth)} @${end}`),
    },
  );
  const write = (text: string): void => {
    pieces.add({ text, bytes: Buffer.byteLength(text) });
    parser.write(text);
    parser.checkSize();
  };
  return { parser, reported, write };
}

/** What is reported of a whole text that comes in pieces of a size. */
function reportedOf(xml: string, size = xml.length): string[] {
  const { parser, reported, write } = bench();
  for (let at = 0; at < xml.length; at += size) write(xml.slice(at, at + size));
  parser.close();
  return reported;
}

/** The fault at which a text is given up, and what was reported before it. */
function faultOf(xml: string, limits: Partial<Limits> = {}): { code: string; at: number; reported: string[] } | undefined {
  const { parser, reported, write } = bench(limits);
  try {
    write(xml);
    parser.close();
    return undefined;
  } catch (error) {
    if (error instanceof Fault) return { code: error.code, at: error.at, reported };
    throw error;
  }
}

test('start tags, texts, sections and end tags are reported with their places in UTF-16 units, however the text is cut', () => {
  const xml = '<?xml version="1.0"?><a x=">😀"><!-- < --><b>é&amp;<![CDATA[<😀]]></b><c/></a>';
  const expected = ['> a@21 {"x":">😀"}', '>> b@42 {}', '"é&"@45', '"<😀"@51', '<< @70', '>> c@70 {}', '<< @74', '< @78'];
  for (const size of [xml.length, 1, 3]) expect(reportedOf(xml, size), `pieces of ${size}`).toEqual(expected);
});

describe('a text is given up where', () => {
  test.each<[title: string, xml: string, limits: Partial<Limits>, code: string, at: number]>([
    ['it declares a document type', ' <!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', {}, 'xml.doctype', 1],
    ['it is of another version of XML', '<?xml version="1.1"?><a/>', {}, 'xml.version', 21],
    [
      'elements are too deep in one another',
      '<a><b><c><d/></c></b></a>',
      { maxOpenElements: 3, maxDepth: 2 },
      'structure.too-deep',
      9,
    ],
    ['an end tag is that of another element', '<a><b>x</c></a>', {}, 'xml.mismatched-tag', 7],
    ['it ends too early', '<a><b>', {}, 'xml.truncated', 6],
    ['a comment is without end', `<a><!--${'x'.repeat(20)}`, { maxMarkup: 10 }, 'xml.too-long', 3],
    ['a text is without end', `<a>${'é'.repeat(20)}`, { maxRecordBytes: 10 }, 'xml.too-long', 3],
    ['a document type is without end', `<!DOCTYPE ${'x'.repeat(20)}`, { maxMarkup: 10 }, 'xml.doctype', 0],
  ])('%s', (_, xml, limits, code, at) => {
    expect(faultOf(xml, limits)).toMatchObject({ code, at });
  });
});

test('a record that another end tag closes is not reported as closed', () => {
  expect(faultOf('<a><b>x</a>')?.reported.filter((one) => one.startsWith('<'))).toEqual([]);
});

test('text that is ignored has no limit, and what comes after it is reported in its place', () => {
  const { parser, reported, write } = bench({ maxRecordBytes: 10, maxMarkup: 10 });
  write('<a>');
  parser.ignoreText();
  for (let time = 0; time < 5; time++) write('xxxxxxxx');
  write('<b>');
  parser.heedText();
  write('é');
  write('è</b></a>');
  parser.close();
  expect(reported).toEqual(['> a@0 {}', '>> b@43 {}', '"éè"@46', '<< @52', '< @56']);
});

test('text that is ignored is let go as it comes: its bytes are not needed any more', () => {
  const { parser, write } = bench();
  write('<a>b<c/>');
  parser.ignoreText();
  const piece = 'x'.repeat(10_000);
  for (let time = 1; time <= 3; time++) {
    write(piece);
    expect(parser.mark).toBe('<a>b<c/>'.length + time * piece.length);
  }
});
