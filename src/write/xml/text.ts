/** Escapes text for XML 1.0 (sections 2.2 Characters, 2.4 Character Data, 3.3.3 Attribute-Value Normalization). */

/** Code units that no XML 1.0 document may hold, not even escaped, lone surrogates included. */
const FORBIDDEN =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

const SPECIAL = /[&<>\r]/g;
const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\r': '&#13;',
  '\n': '&#10;',
  '\t': '&#9;',
};

/** The content of an element. A CR is written as `&#13;`: readers turn a literal CR into a line feed. */
export const escaped = (text: string): string => text.replace(SPECIAL, (character) => ESCAPES[character] ?? character);

/** The value of an attribute in double quotes. Tabs and line ends are escaped: readers turn literal ones into spaces. */
export const escapedAttribute = (text: string): string =>
  text.replace(/[&<>"\r\n\t]/g, (character) => ESCAPES[character] ?? character);

/** The text with each character that XML cannot hold replaced by U+FFFD, and the different code units replaced. */
export function carried(text: string): { text: string; forbidden: number[] } {
  const forbidden = new Set<number>();
  const kept = text.replace(FORBIDDEN, (character) => {
    forbidden.add(character.charCodeAt(0));
    return '\ufffd';
  });
  return { text: kept, forbidden: [...forbidden] };
}

/** Whether a code unit is one half of a surrogate pair. */
export const isSurrogate = (code: number): boolean => code >= 0xd800 && code <= 0xdfff;

const START =
  'A-Z_a-z\\u{C0}-\\u{D6}\\u{D8}-\\u{F6}\\u{F8}-\\u{2FF}\\u{370}-\\u{37D}\\u{37F}-\\u{1FFF}\\u{200C}\\u{200D}\\u{2070}-\\u{218F}\\u{2C00}-\\u{2FEF}\\u{3001}-\\u{D7FF}\\u{F900}-\\u{FDCF}\\u{FDF0}-\\u{FFFD}\\u{10000}-\\u{EFFFF}';
const NAME = new RegExp(`^[${START}][${START}\\-.0-9\\u{B7}\\u{300}-\\u{36F}\\u{203F}\\u{2040}]*$`, 'u');

/** Whether an element may bear this name, in a document without namespaces (no colon). */
export const isXmlName = (name: string): boolean => NAME.test(name);
