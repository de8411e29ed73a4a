/** How values stand as text in XML, for those who read it, write it and make the XSD: the lexical forms of XSD 1.0, part 2. */
import type { Leaf } from './tree.ts';

/** Spellings of booleans that published XSD files accept. */
export const XML_BOOLEANS: Readonly<Record<string, boolean>> = {
  true: true,
  false: false,
  1: true,
  0: false,
  oui: true,
  non: false,
};

const INTEGER = /^[+-]?[0-9]+$/;
const DECIMAL = /^[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)$/;
/** A day with the time zone that `xs:date` allows. */
const ZONED = /^(-?[0-9]{4,}-[0-9]{2}-[0-9]{2})(?:Z|[+-](?:0[0-9]|1[0-3]):[0-5][0-9]|[+-]14:00)$/;

/** Numbers, booleans and dates may stand among blanks in XML (`whiteSpace` is `collapse`); text counts as it stands. */
function trimmed(text: string): string {
  // By character: an expression would look at blanks in the middle again from each of them.
  let [from, to] = [0, text.length];
  while (from < to && BLANKS.includes(text.charAt(from))) from++;
  while (to > from && BLANKS.includes(text.charAt(to - 1))) to--;
  return text.slice(from, to);
}

const BLANKS = ' \t\r\n';

/**
 * The value that the text of an element stands for, by the schema. Text that is no value of the type stays text: the schema
 * then refuses it as it would in JSON. `zone`: a time zone was left out of a date, whose day is the same.
 */
export function fromXmlText(leaf: Leaf, text: string): { value: string | number | boolean; zone?: string } {
  if (leaf.isDate) return day(trimmed(text), text);
  if (leaf.type === 'string') return { value: text };
  const bare = trimmed(text);
  if (leaf.type === 'boolean') return { value: (Object.hasOwn(XML_BOOLEANS, bare) ? XML_BOOLEANS[bare] : undefined) ?? text };
  const form = leaf.type === 'integer' ? INTEGER : DECIMAL;
  return { value: form.test(bare) ? Number(bare) : text };
}

function day(bare: string, text: string): { value: string; zone?: string } {
  const value = ZONED.exec(bare)?.[1];
  if (value !== undefined) return { value, zone: bare.slice(value.length) };
  // A date among blanks is that date; what is no date at all stays as it stands.
  return { value: /^-?[0-9]+-[0-9]{2}-[0-9]{2}$/.test(bare) ? bare : text };
}

/** A finite number in the form of `xs:decimal`: no exponent, every digit that JSON gives it, so that it reads back the same. */
export function decimalText(value: number): string {
  const text = Object.is(value, -0) ? '-0' : String(value);
  const parts = /^(-?)([0-9]+)(?:\.([0-9]+))?e([+-][0-9]+)$/.exec(text);
  if (!parts) return text;
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = parts;
  const digits = whole + fraction;
  const point = whole.length + Number(exponent);
  if (point <= 0) return `${sign}0.${'0'.repeat(-point)}${digits}`;
  if (point >= digits.length) return sign + digits + '0'.repeat(point - digits.length);
  return `${sign}${digits.slice(0, point)}.${digits.slice(point)}`;
}
