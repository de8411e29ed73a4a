import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';
import { codelistForm } from '../../src/governance/checks/codelist-forms.node.ts';
import { savedBySpreadsheet, type Mark } from '../../src/model/codelist-form.ts';
import { readCodelists } from '../../src/model/codelists.ts';
import { readTree } from '../../src/host/tree.node.ts';
import { ROOT } from '../support/engine.ts';

const lists = await readTree(`${ROOT}schema/next/codelists`);

/** How a spreadsheet may save a list. */
type Saved = {
  delimiter: string;
  end: string;
  encoding: 'utf8' | 'bom' | 'latin1' | 'utf16le' | 'unmarked16le' | 'unmarked16be';
  empty: boolean;
  quoted: boolean;
};

const WINDOWS_1252: Readonly<Record<string, number>> = { œ: 0x9c, '\u2019': 0x92 };

function saved(text: string, { delimiter, end, encoding, empty, quoted }: Saved): Buffer {
  const rows: string[][] = parse(text);
  const cell = (value: string) =>
    quoted || value.includes(delimiter) || value.includes('"') ? `"${value.replaceAll('"', '""')}"` : value;
  const lines = rows.map((row) =>
    [...row, ...(empty ? ['', ''] : [])].map((value) => (value === '' ? '' : cell(value))).join(delimiter),
  );
  if (empty) lines.push(delimiter.repeat(9), '', delimiter.repeat(3));
  const whole = lines.map((line) => line + end).join('');
  if (encoding === 'bom') return Buffer.from(`\uFEFF${whole}`);
  if (encoding === 'utf16le') return Buffer.from(`\uFEFF${whole}`, 'utf16le');
  if (encoding === 'unmarked16le') return Buffer.from(whole, 'utf16le');
  if (encoding === 'unmarked16be') return Buffer.from(whole, 'utf16le').swap16();
  if (encoding === 'utf8') return Buffer.from(whole);
  return Buffer.from([...whole].map((char) => WINDOWS_1252[char] ?? char.charCodeAt(0)));
}

const OURS: Saved = { delimiter: ',', end: '\n', encoding: 'utf8', empty: false, quoted: false };
const WAYS: [name: string, way: Partial<Saved>, marks: Mark[]][] = [
  ['our own form', {}, []],
  ['all cells in quotes', { quoted: true }, []],
  ['semicolons', { delimiter: ';' }, ['semicolons']],
  ['tabs', { delimiter: '\t' }, ['tabs']],
  ['empty lines and columns', { empty: true }, ['empty']],
  ['a byte order mark', { encoding: 'bom' }, ['bom']],
  ['Windows line ends', { end: '\r\n' }, ['crlf']],
  ['Windows-1252', { encoding: 'latin1' }, ['windows-1252']],
  ['« CSV » of a French Excel', { encoding: 'latin1', delimiter: ';', end: '\r\n' }, ['windows-1252', 'semicolons', 'crlf']],
  [
    '« CSV UTF-8 » of a French Excel',
    { encoding: 'bom', delimiter: ';', end: '\r\n', empty: true },
    ['bom', 'semicolons', 'crlf', 'empty'],
  ],
  ['« Unicode text »', { encoding: 'utf16le', delimiter: '\t', end: '\r\n' }, ['utf-16', 'tabs', 'crlf']],
  ['UTF-16 without a mark, small end first', { encoding: 'unmarked16le' }, ['utf-16']],
  ['UTF-16 without a mark, great end first', { encoding: 'unmarked16be' }, ['utf-16']],
];

describe.each(WAYS)('a codelist saved with %s', (_, way, marks) => {
  const isSaid = (text: string) => way.encoding !== 'latin1' || /[^\x00-\x7f]/.test(text);

  test('is said once, of the file, and gets its form back to the byte', () => {
    for (const [name, text] of lists) {
      if (!isSaid(text)) continue;
      const form = codelistForm(saved(text, { ...OURS, ...way }));
      expect([name, form.text]).toEqual([name, text]);
      expect(form.fault).toEqual(marks.length === 0 ? undefined : savedBySpreadsheet(marks));
    }
  });

  test('is never read as other codes: it is refused with that sentence, or reads the same', () => {
    for (const [name, text] of lists) {
      const path = `codelists/${name}`;
      const read = () => readCodelists(new Map([[path, saved(text, { ...OURS, ...way }).toString('utf8')]]));
      const misleads = marks.some((mark) => mark !== 'bom' && mark !== 'crlf') && isSaid(text);
      if (misleads) expect(read).toThrow('file saved by a spreadsheet');
      else expect(read()).toEqual(readCodelists(new Map([[path, text]])));
    }
  });
});

test('characters that are lost are not made up', () => {
  const bytes = Buffer.concat([Buffer.from([...lists.values()].join('')), Buffer.from([0xe9, 0x0a])]);
  expect(codelistForm(bytes)).toMatchObject({ lost: true, fault: { fr: expect.stringMatching(/sont perdus/) as string } });
});

test('a file in UTF-16 that was cut within a character is lost', () => {
  const bytes = Buffer.from('code,libelle\nA,un\n', 'utf16le').subarray(0, -1);
  expect(codelistForm(bytes)).toMatchObject({ lost: true });
});

test('a table that cannot be read keeps its text: its own check says what is wrong', () => {
  const broken = 'code;libelle\n"ouvert;x\n';
  expect(codelistForm(Buffer.from(broken))).toEqual({ text: broken, fault: savedBySpreadsheet(['semicolons']) });
  const uneven = 'code,libelle\nA,un,de trop\n';
  expect(codelistForm(Buffer.from(uneven))).toEqual({ text: uneven });
});

test('a comma too many in one line is reported of that line: no program may move its cells', () => {
  const text = lists.get('type-prix.csv') ?? '';
  const shifted = `${text}Essai,Essai,Trial,Une part, l'autre.,"proposition, besoin",next,,\n`;
  expect(codelistForm(Buffer.from(shifted)).fault).toBeUndefined();
  const line = text.split('\n').length;
  expect(() => readCodelists(new Map([['codelists/type-prix.csv', shifted]]))).toThrow(
    `codelists/type-prix.csv:${line}:1: this line has 9 cells instead of 8`,
  );
});
