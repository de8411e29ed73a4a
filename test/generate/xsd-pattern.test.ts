import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { xsdPattern } from '../../src/generate/xsd/pattern.ts';
import { escaped, escapedAttribute } from '../../src/write/xml/text.ts';
import { xsdJudge } from './libxml.ts';

const judgeOf = (pattern: string) =>
  xsdJudge(`<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:element name="a"><xs:simpleType>
<xs:restriction base="xs:string"><xs:pattern value="${escapedAttribute(pattern)}"/></xs:restriction></xs:simpleType></xs:element></xs:schema>`);

/** Patterns of this format, then one for each part that a pattern may have; with texts that keep to them. */
const PATTERNS: [pattern: string, matching: string[]][] = [
  ['[^ \\t\\r\\n]', ['a', ' a ', '\n😀\r']],
  ['^[0-9]{14}$', ['12345678901234']],
  ['^[0-9]{8}(-[0-9])?$', ['12345678', '12345678-9']],
  ['^(0|[1-9][0-9]*)\\.(0|[1-9][0-9]*)$', ['2.1', '0.0', '10.20']],
  ['^[0-9]{14}.{7,16}$', ['12345678901234abcdefg', `12345678901234${'😀'.repeat(16)}`]],
  ['^Marché$', ['Marché']],
  ['^$', ['']],
  ['', ['', 'x\n']],
  ['^a|b$', ['ax', 'xb', 'a\nb']],
  ['(a|b)c', ['ac', 'xbcx']],
  ['^(?:a|b)+?c*$', ['ab', 'bcc']],
  ['^a{2,}b{0,1}c{3}$', ['aaabccc', 'aaccc']],
  ['^\\d\\d$', ['12']],
  ['^\\w+\\s\\W\\D\\S$', ['é'.normalize('NFD').slice(0, 1) + '_9 ééé', 'a\u00a0-a-']],
  ['^[\\d\\s_-]+$', ['1\u2003_-']],
  ['^[a-c^\\]\\\\-]+$', ['a^]\\-']],
  ['^[^a-c\\d]$', ['d', '😀', '\n']],
  ['^.$', ['a', '😀', '\u0085']],
  ['^\\.\\?\\*\\+\\(\\)\\[\\]\\{\\}\\|\\/\\^\\$$', ['.?*+()[]{}|/^$']],
  ['^\\u{1F600}\\u00e9\\x41\\t\\n$', ['😀éA\t\n']],
  ['^[\\u{1F600}-\\u{1F610}]$', ['😅']],
];

const NEAR = ['\n', '\u2028', '\u0660', '\u00a0', 'a', '-', '0', '😀', '\r'];

/** A text near one that matches: cut, doubled, or with something put in. */
const near = (texts: readonly string[]): fc.Arbitrary<string> =>
  fc
    .tuple(fc.constantFrom(...texts), fc.nat(20), fc.constantFrom('', ...NEAR), fc.nat(2))
    .map(([text, at, more, cut]) => [...text.slice(0, at), more, ...text.slice(at + cut)].join(''))
    .filter((text) => !/[\ud800-\udfff]/.test(text.replaceAll(/[\ud800-\udbff][\udc00-\udfff]/g, '')));

describe('a translated pattern accepts the same texts', () => {
  test.each(PATTERNS)('%s', (pattern, matching) => {
    const engine = new RegExp(pattern, 'u');
    const judge = judgeOf(xsdPattern(pattern) ?? '');
    const both = (text: string): void => {
      expect([text, judge.accepts(`<a>${escaped(text)}</a>`)]).toEqual([text, engine.test(text)]);
    };
    for (const text of matching) expect(engine.test(text), text).toBe(true);
    for (const text of [...matching, ...NEAR]) both(text);
    fc.assert(fc.property(near(matching), both), { numRuns: 300 });
    judge.dispose();
  });
});

test.each(['(?=a)b', '(?!a)b', '(?<=a)b', '(a)\\1', '\\bmot', 'a^b', '(^a|b)c', '\\p{Lu}', '[]', '[\\D]', '[^\\S]'])(
  '%s has no counterpart: XSD cannot say it',
  (pattern) => {
    expect(xsdPattern(pattern)).toBeUndefined();
  },
);
