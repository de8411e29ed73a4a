import { expect, test } from 'vitest';
import { InputError } from '../../src/finding.ts';
import { MESSAGES, NO_CONTEXT, renderMessage, titleOf, type Code } from '../../src/messages.ts';
import { findingOf, findingOfInput, severityOf } from '../../src/messages/finding-of.ts';
import type { Catalogue, Entry } from '../../src/messages/types.ts';

const draft = () => ({ found: '', expected: '', remedy: '' });
const whole: Entry<object> = { severity: 'error', title: { fr: '', en: '' }, fr: draft, en: draft };

test('an entry without one of its languages does not compile', () => {
  const { en: _en, ...french } = whole;
  // @ts-expect-error English is missing
  const withoutEnglish: Entry<object> = french;
  // @ts-expect-error the English title is missing
  const withoutTitle: Entry<object> = { ...whole, title: { fr: '' } };
  // @ts-expect-error a code is missing
  const withoutCode: Catalogue<{ 'a.b': object; 'c.d': object }> = { 'a.b': whole };
  expect([withoutEnglish, withoutTitle, withoutCode, _en]).toHaveLength(4);
});

test('a finding has the params of its code, or it does not compile', () => {
  // @ts-expect-error `property` is missing
  findingOf('schema.required', '', {});
  // @ts-expect-error there is no such code
  findingOf('schema.nothing', '', {});
});

test('a finding has the severity that the catalogue gives its code', () => {
  const codes = Object.keys(MESSAGES) as Code[];
  expect(codes.filter((code) => severityOf(code) !== MESSAGES[code].severity)).toEqual([]);
});

test('all codes are errors but six that are information, and eight that are warnings', () => {
  const mild = Object.entries(MESSAGES).filter(([, { severity }]) => severity !== 'error');
  expect(mild.map(([code, { severity }]) => [code, severity])).toEqual([
    ['encoding.bom', 'info'],
    ['structure.version-label', 'warning'],
    ['xml.other-encoding', 'info'],
    ['xml.date-zone', 'info'],
    ['xml.plural-element', 'warning'],
    ['xml.published-xsd-refuses', 'warning'],
    ['table.unread-sheet', 'warning'],
    ['table.date-in-text', 'warning'],
    ['table.formula', 'warning'],
    ['table.encoding-windows-1252', 'info'],
    ['table.gap', 'warning'],
    ['rules.list-too-long', 'warning'],
    ['rules.left-out', 'info'],
    ['convert.version-left-out', 'info'],
  ]);
  expect(findingOf('encoding.bom', '', {})).toEqual({ code: 'encoding.bom', severity: 'info', path: '', params: {} });
});

test('codes are families and kebab or keyword names', () => {
  for (const code of Object.keys(MESSAGES))
    expect(code).toMatch(/^(schema|encoding|syntax|xml|structure|package|table|rules|convert|input|output)\.[a-zA-Z0-9-]+$/);
});

test('titles of codes differ, so that a summary can be read without the codes', () => {
  for (const lang of ['fr', 'en'] as const) {
    const titles = Object.keys(MESSAGES).map((code) => titleOf(code, lang));
    expect(new Set(titles).size).toBe(titles.length);
  }
});

test('an InputError becomes a finding on the whole file that has a message', () => {
  const finding = findingOfInput(new InputError('syntax.empty'));
  expect(finding).toEqual({ code: 'syntax.empty', severity: 'error', path: '', params: {} });
  expect(renderMessage(finding, NO_CONTEXT, 'fr')).toMatch(/^Un fichier vide ; attendu : /);
});

test('a code that the catalogue does not know still makes a message', () => {
  const text = renderMessage({ code: 'some-rule', severity: 'warning', path: '/marches', params: {} }, NO_CONTEXT, 'en');
  expect(text).toContain('“some-rule”');
});
