/** A piece of an XSD as data, so that pieces can be compared before they are printed. */
import { escaped, escapedAttribute } from '../../write/xml/text.ts';

/** An attribute that is undefined is left out. */
export type Xml = { name: string; attributes: Readonly<Record<string, string | undefined>>; content: readonly Xml[] | string };

export const xml = (
  name: string,
  attributes: Readonly<Record<string, string | undefined>> = {},
  content: readonly Xml[] | string = [],
): Xml => ({ name: `xs:${name}`, attributes, content });

/** The text of a piece, each element on a line of its own. */
export function printed({ name, attributes, content }: Xml, indent = ''): string {
  const told = Object.entries(attributes).flatMap(([key, value]) =>
    value === undefined ? [] : [` ${key}="${escapedAttribute(value)}"`],
  );
  const tag = name + told.join('');
  if (content.length === 0) return `${indent}<${tag}/>\n`;
  if (typeof content === 'string') return `${indent}<${tag}>${escaped(content)}</${name}>\n`;
  return `${indent}<${tag}>\n${content.map((inner) => printed(inner, `${indent}  `)).join('')}${indent}</${name}>\n`;
}
