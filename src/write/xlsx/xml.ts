/** Text in the XML of a workbook. */

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Characters that XML cannot hold or would change, and texts that look like the escape itself: workbooks write them `_xHHHH_` (ECMA-376, ST_Xstring). */
const ESCAPED = /[\u0000-\u0008\u000b-\u001f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)/g;

const code = (char: string): string => `_x${char.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`;

/** Text as it stands between tags or in an attribute; reads back as the same text. */
export const xmlText = (text: string): string => text.replace(ESCAPED, code).replace(/[&<>"]/g, (char) => ENTITIES[char] ?? char);

/** The name of a sheet or a text in an attribute, where `_x…_` means nothing. */
export const xmlName = (text: string): string => text.replace(/[&<>"]/g, (char) => ENTITIES[char] ?? char);
