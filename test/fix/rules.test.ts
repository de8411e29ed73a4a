/** What a rule says of its own findings: the value of an optional field is taken away, characters that nobody sees are removed. */
import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { EXAMPLES_DAY } from '../../src/governance/examples/all.node.ts';
import { fixBytes } from '../../src/fix/fix-file.node.ts';
import { withoutInvisible } from '../../src/fix/invisible.ts';
import { foundValue } from '../../src/fix/sure.ts';
import { NO_CONTEXT } from '../../src/messages.ts';
import type { Rule } from '../../src/model/rules.ts';
import { concat } from '../../src/read/concat.ts';
import { loadVersion } from '../../src/validate/registry.node.ts';
import { allRules } from '../../src/validate/load-rules.node.ts';
import { IN_FORCE, readJsonFile } from '../support/engine.ts';
import { cells, rowsOf, TABLES } from './faulty.ts';

const { marches } = readJsonFile(`examples/${IN_FORCE}/valid/base-marche.json`) as { marches: { marche: [object] } };
const { model } = await loadVersion(IN_FORCE);
const RULES = allRules(EXAMPLES_DAY);

async function fixed(name: string, before: Uint8Array | string) {
  const bytes = typeof before === 'string' ? new TextEncoder().encode(before) : before;
  const { pieces, changes, left, verdict } = await fixBytes(bytes, name, { rules: RULES });
  const made = concat(pieces);
  return { bytes: made, text: new TextDecoder('utf-8', { ignoreBOM: true }).decode(made), changes, left, verdict };
}

const base = { ...marches.marche[0], idAccordCadre: '?' };
const JSON_FILE = JSON.stringify({ marches: { marche: [base] } }, null, 2);
const FILLER = '"idAccordCadre": "néant"';
/** The file with its `idAccordCadre` put elsewhere in its record. */
const withMember = (member: string, before: RegExp): string =>
  JSON_FILE.replace(/\n *"idAccordCadre": "\?",?/, '')
    .replace(/,(\s*\})/g, '$1')
    .replace(before, (found) => `${member}${found}`);

describe('a filler word in place of the identifier of a framework agreement', () => {
  test.each([
    ['the first member', withMember(`${FILLER},\n        `, /"id": /)],
    ['a member in the middle', withMember(`${FILLER},\n        `, /"montant": /)],
    [
      'the last member',
      JSON_FILE.replace(/,?\n *"idAccordCadre": "\?",?/, '').replace(/\n {6}\}\n {4}\]/, `,\n        ${FILLER}\n      }\n    ]`),
    ],
    ['a member whose name has an escape', withMember('"idAccordC\\u0061dre" : "N/A" ,', /"montant": /)],
  ])('in JSON goes with its name and its comma: %s', async (_, given) => {
    const { text, changes, left, verdict } = await fixed('a.json', given);
    const { idAccordCadre: __, ...record } = (JSON.parse(given) as { marches: { marche: [typeof base] } }).marches.marche[0];
    expect(JSON.parse(text)).toEqual({ marches: { marche: [record] } });
    expect(changes).toMatchObject([{ finding: { code: 'accord-cadre-mot-de-remplissage' }, to: null }]);
    expect({ left, errors: verdict.counts.error }).toEqual({ left: [], errors: 0 });
  });

  test('in XML goes with its element', async () => {
    const file = (member: string) =>
      `<?xml version="1.0" encoding="UTF-8"?>\n<marches><marche>\n  <id>2024</id>${member}\n</marche></marches>\n`;
    expect((await fixed('a.xml', file('\n  <idAccordCadre>Sans objet</idAccordCadre>'))).text).toBe(file(''));
  });

  const row = cells(model, { kind: 'marche', value: base });
  const table = (filler: string): string[][] => rowsOf([new Map([...row, ['idAccordCadre', filler]])]);

  test('in CSV leaves an empty cell', async () => {
    const csv = (filler: string) =>
      table(filler)
        .map((texts) => texts.join('\t'))
        .join('\n');
    const { text, changes } = await fixed('a.csv', csv(' n.c. '));
    expect(text).toBe(csv(''));
    expect(changes).toHaveLength(1);
  });

  test.each([
    ['a.xlsx', TABLES.xlsx, 'xl/worksheets/sheet1.xml'],
    ['a.ods', TABLES.ods, 'content.xml'],
  ] as const)('in %s leaves an empty cell', async (name, write, part) => {
    const given = write(table('#N/A'));
    expect(strFromU8(unzipSync(given)[part]!)).toContain('#N/A');
    const { bytes, changes, verdict } = await fixed(name, given);
    expect(strFromU8(unzipSync(bytes)[part]!)).not.toContain('#N/A');
    expect({ changes: changes.length, errors: verdict.counts.error, records: verdict.records.marche }).toEqual({
      changes: 1,
      errors: 0,
      records: 1,
    });
  });

  test('of another field is left to people', async () => {
    const { changes, verdict } = await fixed(
      'a.json',
      JSON_FILE.replace('"?"', '"2023FCS00004"').replace(/"objet": "[^"]*"/, '"objet": "Sans objet"'),
    );
    expect(changes).toEqual([]);
    expect(verdict.toReview).toBe(1);
  });
});

test.each([
  ['/marches/marche/0/actesSousTraitance/1/acteSousTraitance/sousTraitant/id', 'NC'],
  ['/marches/marche/0/actesSousTraitance/1/acteSousTraitance/id', 2],
  ['/marches/marche/0', undefined],
])('the value that a rule finds at %s is the one that its message cites by the longest end of this path', (path, value) => {
  const params = { id: 2, 'sousTraitant.id': 'NC' };
  const rule = { id: 'mot-de-remplissage' } as Rule;
  const finding = { code: rule.id, severity: 'warning' as const, path, params };
  expect(foundValue(finding, { ...NO_CONTEXT, rule: () => rule })).toBe(value);
});

describe('characters that nobody sees', () => {
  test.each([
    ['Fourniture\u200b de re\u00adpas', 'Fourniture de repas'],
    ['\ufeffFourniture\tde repas\n', 'Fourniture de repas'],
    ['Fourniture \r\n\r\n de\u2028repas', 'Fourniture de repas'],
    ['  Fourniture  de repas ', 'Fourniture  de repas'],
    ['\u200b', ''],
  ])('%j is %j without them', (text, clean) => expect(withoutInvisible(text)).toBe(clean));

  test('are removed from texts and identifiers', async () => {
    const given = JSON_FILE.replace('"?"', '"2023\u200bFCS00004"')
      .replace(/"objet": "[^"]*"/, String.raw`"objet": "Fourniture\nde re\u00adpas"`)
      .replace(/"id": "[^"]*"/, '"id": "2024-\ufeff001"');
    const { text, changes, left } = await fixed('a.json', given);
    expect(changes.map(({ finding: { code }, to }) => [code, to])).toEqual([
      ['identifiant-caracteres', '2024-001'],
      ['caracteres-invisibles', 'Fourniture de repas'],
      ['caracteres-invisibles', '2023FCS00004'],
    ]);
    expect(left).toEqual([]);
    expect(text).not.toMatch(/[\u00ad\u200b\ufeff]|\\n/);
  });

  test('of a hostile text of blanks, the letter is left', () => {
    expect(withoutInvisible(`${' '.repeat(200_000)}x`)).toHaveLength(1);
  });
});
