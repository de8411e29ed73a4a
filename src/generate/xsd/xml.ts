/** A piece of an XSD as data, so that pieces can be compared before they are printed. */
import { XSD } from '../../messages/compiled/xsd.ts';
import { escaped, escapedAttribute } from '../../write/xml/text.ts';
import type { Code, Model } from '../../model/types.ts';

/** An attribute that is undefined is left out. */
export type Xml = { name: string; attributes: Readonly<Record<string, string | undefined>>; content: readonly Xml[] | string };

export const xml = (
  name: string,
  attributes: Readonly<Record<string, string | undefined>> = {},
  content: readonly Xml[] | string = [],
): Xml => ({ name: `xs:${name}`, attributes, content });

/** The text of a piece, each element on a line of its own. */
export function printed({ name, attributes, content }: Xml, indent = ''): string {
  const reported = Object.entries(attributes).flatMap(([key, value]) =>
    value === undefined ? [] : [` ${key}="${escapedAttribute(value)}"`],
  );
  const tag = name + reported.join('');
  if (content.length === 0) return `${indent}<${tag}/>\n`;
  if (typeof content === 'string') return `${indent}<${tag}>${escaped(content)}</${name}>\n`;
  return `${indent}<${tag}>\n${content.map((inner) => printed(inner, `${indent}  `)).join('')}${indent}</${name}>\n`;
}

/** The documentation of a field: title, description, unit and source, in both languages. */
const LANGS = ['fr', 'en'] as const;
type Lang = (typeof LANGS)[number];

const annotation = (texts: Readonly<Record<Lang, string>>): Xml =>
  xml(
    'annotation',
    {},
    LANGS.map((lang) => xml('documentation', { 'xml:lang': lang }, texts[lang])),
  );

/** The annotation of a field; none where the field has no texts. */
export function documentation(model: Model, id: string | undefined): Xml[] {
  const field = id === undefined ? undefined : model.fields[id];
  if (!field) return [];
  const reported = (lang: Lang): string => {
    const say = XSD[lang];
    const unit = field.unit ? [say.unit({ unit: field.unit[lang] })] : [];
    return [`${field.title[lang]}.`, field.description[lang], ...unit, say.source({ source: field.source[lang] })].join(' ');
  };
  return [annotation({ fr: reported('fr'), en: reported('en') })];
}

/** The annotation of a code: its labels. */
export const labels = (code: Code | undefined): Xml[] => (code ? [annotation({ fr: code.libelle, en: code.label_en })] : []);
