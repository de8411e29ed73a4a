import { stringify } from 'csv-stringify/sync';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Finding } from '../../src/finding.ts';
import type { Described } from '../../src/messages.ts';
import { csvReport } from '../../src/report/csv.ts';
import { joinedText } from '../../packages/base/src/text-parts.ts';
import { findingEntry, toJson, findingMembers, findingParts } from '../../src/report/entry.ts';
import { OPTIONS } from './files.ts';
import { anyCharacter } from '../support/any-character.ts';

/** Texts with all that reports write with care: quotes, controls, formulas, marks of direction, lone surrogates. */
const text = fc.oneof(
  fc.string(),
  fc.string({ unit: anyCharacter }),
  fc
    .array(fc.constantFrom(...'="\\,;\n\r\t+-@＝é œ\u00a0\u00ad\u007f\u202e\ud800😀', 'x'.repeat(700)))
    .map((parts) => parts.join('')),
);
const count = fc.nat();
const params = fc.dictionary(
  fc.constantFrom('allowed', 'expected', 'value', 'property', 'limit', 'é"'),
  fc.oneof(text, fc.jsonValue(), fc.constant(undefined), fc.double(), fc.array(text), fc.constant('y'.repeat(5000))),
);
const position = fc.record(
  { offset: count, line: count, column: count, cell: fc.record({ sheet: text, row: count, column: text, name: text }) },
  { requiredKeys: ['offset', 'line', 'column'] },
);
const record = fc.record(
  { kind: fc.constantFrom('marche' as const, 'contrat-concession' as const), index: count, id: text, buyer: text },
  { requiredKeys: ['kind', 'index'] },
);
const finding = fc.record(
  {
    code: text,
    severity: fc.constantFrom('error' as const, 'warning' as const, 'info' as const),
    path: text,
    record,
    position,
    params,
  },
  { requiredKeys: ['code', 'severity', 'path', 'params'] },
) as fc.Arbitrary<Finding>;
const message = fc.record(
  { title: text, field: text, found: text, expected: text, remedy: text, text, shared: fc.constant(true as const) },
  { requiredKeys: ['title', 'found', 'expected', 'remedy', 'text'] },
) as fc.Arbitrary<Described>;

test('a finding written piece by piece is its entry written as a whole, also where its message is shared', () => {
  fc.assert(
    fc.property(finding, finding, message, (one, other, said) => {
      for (const it of [one, { ...other, params: one.params }])
        expect(`{${findingMembers(it, said)}`).toBe(toJson(findingEntry(it, said)));
    }),
    { numRuns: 500 },
  );
});

/** Messages made from templates, several of each. */
const ofTemplate = fc
  .tuple(
    message,
    fc.array(text, { minLength: 1, maxLength: 4 }),
    fc.array(fc.array(text, { minLength: 4, maxLength: 4 }), { minLength: 2 }),
  )
  .map(([said, pieces, lists]) =>
    lists.map((list): Described => {
      const parts = { pieces, values: list.slice(0, pieces.length - 1) };
      const { shared: _, ...words } = said;
      return { ...words, text: joinedText(parts), parts };
    }),
  );

test('a finding in parts is the same as one written as a whole, whether its message is shared, of a template, or neither', () => {
  fc.assert(
    fc.property(fc.array(finding, { minLength: 1 }), ofTemplate, message, (findings, messages, other) => {
      const partsOf = findingParts('{"file":1,', '\n');
      const [{ params }] = findings as [Finding];
      for (const [i, one] of findings.entries())
        for (const said of [messages[i % messages.length] as Described, other]) {
          const it = said.shared ? { ...one, params } : one;
          const parts = partsOf(it, said);
          const json = typeof parts === 'string' ? parts : joinedText(parts);
          expect(json).toBe(`{"file":1,${toJson(findingEntry(it, said)).slice(1)}\n`);
        }
    }),
    { numRuns: 300 },
  );
});

test('a row of the CSV report is what a library makes of its cells', () => {
  const report = csvReport({ ...OPTIONS, lang: 'fr' });
  report.file({ file: 'a.json' });
  fc.assert(
    fc.property(finding, message, ({ position: _, record: __, ...it }, said) => {
      const row = report.finding({ ...it, path: '/a' }, () => said);
      const { title, field = '', found, expected, remedy } = said;
      const severity = { error: 'erreur', warning: 'avertissement', info: 'information' }[it.severity];
      const cells = ['a.json', '', '', severity, it.code, title, '', '', '', '', field, found, expected, remedy, '/a', ''];
      expect(row).toBe(stringify([cells], { escape_formulas: true, record_delimiter: '\r\n', quote_record_delimiter: true }));
    }),
    { numRuns: 500 },
  );
});
