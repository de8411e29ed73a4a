/** The looks of cells as `xl/styles.xml`: a fixed table, so that a look is a number. All are in text format (`@`, number 49). */
import type { Look } from './types.ts';

/** Order of `cellXfs`; 0 is what a workbook gives to cells without a look. */
const LOOKS: Look[] = ['text', 'header', 'required-header', 'help', 'title', 'prose'];

export const lookNumber = (look: Look): number => LOOKS.indexOf(look) + 1;

const FONTS = [
  '<font><sz val="11"/><name val="Calibri"/></font>',
  '<font><b/><sz val="11"/><color rgb="FFFFFFFF"/><name val="Calibri"/></font>',
  '<font><i/><sz val="9"/><color rgb="FF404040"/><name val="Calibri"/></font>',
  '<font><b/><sz val="14"/><name val="Calibri"/></font>',
];

const solid = (colour: string): string =>
  `<fill><patternFill patternType="solid"><fgColor rgb="FF${colour}"/><bgColor indexed="64"/></patternFill></fill>`;

/** The first two are set by the format. White on both header colours has a contrast of at least 7. */
const FILLS = [
  '<fill><patternFill patternType="none"/></fill>',
  '<fill><patternFill patternType="gray125"/></fill>',
  solid('44546A'),
  solid('7B1E3A'),
  solid('F2F2F2'),
];

function format(font: number, fill: number, wrap: boolean): string {
  const alignment = wrap ? '<alignment vertical="top" wrapText="1"/>' : '';
  return `<xf numFmtId="49" fontId="${font}" fillId="${fill}" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1"${wrap ? ' applyAlignment="1">' : '>'}${alignment}</xf>`;
}

const FORMATS: Record<Look, string> = {
  text: format(0, 0, false),
  header: format(1, 2, false),
  'required-header': format(1, 3, false),
  help: format(2, 4, true),
  title: format(3, 0, false),
  prose: format(0, 0, true),
};

const group = (name: string, items: readonly string[]): string => `<${name} count="${items.length}">${items.join('')}</${name}>`;

const PLAIN = '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>';

export const STYLES = [
  '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">',
  group('fonts', FONTS),
  group('fills', FILLS),
  group('borders', ['<border><left/><right/><top/><bottom/><diagonal/></border>']),
  group('cellStyleXfs', ['<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>']),
  group('cellXfs', [PLAIN, ...LOOKS.map((look) => FORMATS[look])]),
  group('cellStyles', ['<cellStyle name="Normal" xfId="0" builtinId="0"/>']),
  '</styleSheet>',
].join('');
