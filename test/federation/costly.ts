/** Small files that cost much to read. */
import { strToU8, zipSync } from 'fflate';

const cells = (...texts: string[]): string =>
  texts.map((text) => `<table:table-cell><text:p>${text}</text:p></table:table-cell>`).join('');

/** A spreadsheet (ODS) of less than 1 kB whose one row is repeated: to read a million takes many seconds without a pause. */
export const repeatedRow = (times: number): Uint8Array =>
  zipSync({
    mimetype: [strToU8('application/vnd.oasis.opendocument.spreadsheet'), { level: 0 }],
    'content.xml': strToU8(
      `<office:document-content><office:body><office:spreadsheet><table:table table:name="Marchés"><table:table-row>${cells('id', 'objet')}</table:table-row>` +
        `<table:table-row table:number-rows-repeated="${times}">${cells('2024M1', 'Travaux')}</table:table-row></table:table></office:spreadsheet></office:body></office:document-content>`,
    ),
  });

/** A workbook (XLSX) of which 500 sheets are one part, of 10,000 rows. */
export const sharedPart = (): Uint8Array =>
  zipSync({
    '[Content_Types].xml': strToU8('<Types/>'),
    'xl/workbook.xml': strToU8(
      `<workbook><sheets>${Array.from({ length: 500 }, (_, at) => `<sheet name="F${at}" sheetId="${at + 1}" r:id="r0"/>`).join('')}</sheets></workbook>`,
    ),
    'xl/_rels/workbook.xml.rels': strToU8('<Relationships><Relationship Id="r0" Target="worksheets/s0.xml"/></Relationships>'),
    'xl/worksheets/s0.xml': strToU8(
      `<worksheet><sheetData>${'<row><c t="str"><v>id</v></c></row>'.repeat(10_000)}</sheetData></worksheet>`,
    ),
  });
