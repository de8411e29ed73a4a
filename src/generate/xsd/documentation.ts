/** What the schema says to people: title, description, unit and source of a field, in both languages. */
import type { Code, Model } from '../../model/types.ts';
import { xml, type Xml } from './xml.ts';

const LANGS = ['fr', 'en'] as const;
type Lang = (typeof LANGS)[number];

const UNIT: Record<Lang, string> = { fr: 'Unité : ', en: 'Unit: ' };
const SOURCE: Record<Lang, string> = { fr: 'Source : ', en: 'Source: ' };

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
  const told = (lang: Lang): string => {
    const unit = field.unit ? [`${UNIT[lang]}${field.unit[lang]}.`] : [];
    return [`${field.title[lang]}.`, field.description[lang], ...unit, `${SOURCE[lang]}${field.source[lang]}.`].join(' ');
  };
  return [annotation({ fr: told('fr'), en: told('en') })];
}

/** The annotation of a code: its labels. */
export const labels = (code: Code | undefined): Xml[] => (code ? [annotation({ fr: code.libelle, en: code.label_en })] : []);
