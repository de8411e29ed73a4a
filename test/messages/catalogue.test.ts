import { expect, test } from 'vitest';
import { InputError } from '../../src/finding.ts';
import { CODES, NO_CONTEXT, renderMessage, titleOf } from '../../src/messages.ts';
import { findingOf, findingOfInput, isReviewed, severityOf } from '../../src/messages/finding-of.ts';

test('a finding has the params of its code, or it does not compile', () => {
  // @ts-expect-error `property` is missing
  findingOf('schema.required', '', {});
  // @ts-expect-error there is no such code
  findingOf('schema.nothing', '', {});
});

test('all codes are errors but those that are information or warnings', () => {
  const mild = CODES.filter((code) => severityOf(code) !== 'error').map((code) => [code, severityOf(code)]);
  expect(Object.fromEntries(mild)).toEqual({
    'encoding.bom': 'info',
    'structure.version-label': 'warning',
    'xml.other-encoding': 'info',
    'xml.empty-element': 'warning',
    'xml.empty-root': 'warning',
    'xml.date-zone': 'info',
    'xml.plural-element': 'warning',
    'xml.published-xsd-refuses': 'warning',
    'table.rows-above-header': 'info',
    'table.merged-cells': 'warning',
    'table.hidden-sheet': 'warning',
    'table.hidden-rows': 'warning',
    'table.hidden-columns': 'warning',
    'table.repeated-header': 'info',
    'table.total-row': 'warning',
    'table.prepared-rows': 'warning',
    'table.date-in-text': 'warning',
    'table.formula': 'warning',
    'table.encoding-windows-1252': 'info',
    'table.example-row': 'info',
    'table.gap': 'warning',
    'table.empty-item': 'warning',
    'table.other-header': 'warning',
    'table.extra-column': 'info',
    'rules.list-too-long': 'warning',
    'rules.left-out': 'info',
    'rules.harms-others': 'warning',
    'convert.version-left-out': 'info',
    'ocds.not-in-standard': 'warning',
    'ocds.date-moved': 'warning',
    'ocds.subcontracts-not-repeated': 'warning',
    'ocds.same-contract': 'warning',
    'ocds.corrected': 'info',
    'ocds.not-removed': 'warning',
    'ocds.not-in-file': 'info',
    'ocds.withdrawn': 'info',
    'ocds.version-left-out': 'info',
    'migrate.dropped': 'warning',
    'migrate.redundant': 'info',
    'migrate.rounded-number': 'warning',
    'migrate.stray': 'warning',
    'migrate.stray-around': 'warning',
    'migrate.label': 'info',
    'migrate.recoded': 'info',
    'migrate.changed': 'warning',
    'migrate.absence': 'info',
    'migrate.filled': 'info',
    'migrate.moved': 'info',
    'migrate.moved-deduced': 'warning',
    'migrate.deduced': 'warning',
    'migrate.zone-dropped': 'info',
    'migrate.merged-code': 'info',
    'migrate.not-asked': 'info',
    'migrate.order': 'info',
    'migrate.assumed-for-none': 'info',
    'migrate.completed': 'info',
    'migrate.assumed': 'warning',
    'migrate.not-used': 'warning',
    'migrate.unmet': 'warning',
  });
  expect(findingOf('encoding.bom', '', {})).toEqual({ code: 'encoding.bom', severity: 'info', path: '', params: {} });
});

test('what is to be reviewed is no error', () => {
  const reviewed = CODES.filter(isReviewed);
  expect(reviewed).toEqual([
    'table.gap',
    'table.hidden-sheet',
    'table.hidden-rows',
    'table.hidden-columns',
    'table.date-in-text',
  ]);
  for (const code of reviewed) expect(severityOf(code), code).not.toBe('error');
  expect(findingOf('table.date-in-text', '/marches/marche/0/id', { value: '2026-01-01' })).toMatchObject({ review: true });
});

test('codes are families and kebab or keyword names', () => {
  for (const code of CODES)
    expect(code).toMatch(
      /^(schema|encoding|syntax|xml|structure|package|table|rules|convert|migrate|ocds|input|output)\.[a-zA-Z0-9-]+$/,
    );
});

test('titles of codes differ, so that a summary can be read without the codes', () => {
  for (const lang of ['fr', 'en'] as const) {
    const titles = CODES.map((code) => titleOf(code, lang));
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
