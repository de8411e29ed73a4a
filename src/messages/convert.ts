/** The codes of the conversion: what stands in a record, but has no place in the form that it is converted to. */
import { type Lang, en, fr } from '../../packages/base/src/language.ts';
import type { WrittenForm } from '../model/forms.ts';
import type { ConvertParams } from './params.ts';
import type { Catalogue } from './types.ts';
import { codePoint } from '../../packages/base/src/visible.ts';

const INTO: Readonly<Record<WrittenForm, Record<Lang, string>>> = {
  json: { fr: 'le format JSON', en: 'the JSON format' },
  xml: { fr: 'le format XML', en: 'the XML format' },
  csv: { fr: 'le modèle CSV', en: 'the CSV template' },
  xlsx: { fr: 'le modèle XLSX', en: 'the XLSX template' },
  package: { fr: 'le paquet de tables', en: 'the data package' },
};

export const CONVERT: Catalogue<ConvertParams> = {
  'convert.control-character': {
    severity: 'error',
    title: { fr: 'caractère impossible à convertir', en: 'character that cannot be converted' },
    fr: ({ form, code }) => ({
      found: `le caractère invisible ${codePoint(code)}, que ${INTO[form].fr} ne peut pas contenir`,
      expected: 'un texte sans caractère de commande',
      remedy: "Retirez ce caractère du fichier d'origine ; dans le fichier converti, le signe « � » marque sa place.",
    }),
    en: ({ form, code }) => ({
      found: `the invisible character ${codePoint(code)}, which ${INTO[form].en} cannot hold`,
      expected: 'a text without control characters',
      remedy: 'Remove this character from the source file; in the converted file the sign “�” marks its place.',
    }),
  },
  'convert.lone-surrogate': {
    severity: 'error',
    title: { fr: 'moitié de caractère impossible à convertir', en: 'half a character that cannot be converted' },
    fr: ({ form }) => ({
      found: `la moitié d'un caractère, que ${INTO[form].fr} ne peut pas contenir`,
      expected: 'un texte dont chaque caractère est entier',
      remedy:
        "Corrigez ce texte dans le fichier d'origine (un caractère y a été coupé) ; le signe « � » marque sa place dans le fichier converti.",
    }),
    en: ({ form }) => ({
      found: `half of a character, which ${INTO[form].en} cannot hold`,
      expected: 'a text in which every character is whole',
      remedy:
        'Correct this text in the source file (a character was cut in two); the sign “�” marks its place in the converted file.',
    }),
  },
  'convert.null': {
    severity: 'error',
    title: { fr: 'valeur vide non convertie', en: 'null value not converted' },
    fr: ({ form }) => ({
      found: `« null », que ${INTO[form].fr} ne distingue pas d'un champ absent`,
      expected: 'une valeur, ou aucun champ',
      remedy: "Omettez le champ dans le fichier d'origine, ou donnez sa valeur ; il est absent du fichier converti.",
    }),
    en: ({ form }) => ({
      found: `“null”, which ${INTO[form].en} does not tell from an absent field`,
      expected: 'a value, or no field',
      remedy: 'Leave the field out of the source file, or give its value; it is absent from the converted file.',
    }),
  },
  'convert.wrong-type': {
    severity: 'error',
    title: { fr: 'valeur changée par la conversion', en: 'value changed by the conversion' },
    fr: ({ form, value }) => ({
      found: `${fr.value(value)}, qui serait lu autrement dans ${INTO[form].fr}`,
      expected: 'une valeur du type que le schéma demande',
      remedy: "Corrigez la valeur dans le fichier d'origine : relue dans le fichier converti, elle serait différente ou absente.",
    }),
    en: ({ form, value }) => ({
      found: `${en.value(value)}, which would read otherwise in ${INTO[form].en}`,
      expected: 'a value of the type that the schema asks for',
      remedy: 'Correct the value in the source file: read back from the converted file it would be different or absent.',
    }),
  },
  'convert.empty-text': {
    severity: 'error',
    title: { fr: 'texte vide non converti', en: 'empty text not converted' },
    fr: ({ form }) => ({
      found: `un texte vide, que ${INTO[form].fr} ne distingue pas d'un champ absent`,
      expected: 'un texte, ou aucun champ',
      remedy: "Omettez le champ dans le fichier d'origine, ou donnez sa valeur.",
    }),
    en: ({ form }) => ({
      found: `an empty text, which ${INTO[form].en} does not tell from an absent field`,
      expected: 'a text, or no field',
      remedy: 'Leave the field out of the source file, or give its value.',
    }),
  },
  'convert.empty-list': {
    severity: 'error',
    title: { fr: 'liste vide non convertie', en: 'empty list not converted' },
    fr: ({ form }) => ({
      found: `une liste vide, que ${INTO[form].fr} ne distingue pas d'une liste absente`,
      expected: 'une liste qui contient au moins un élément, ou aucune liste',
      remedy: "Omettez la liste dans le fichier d'origine, ou remplissez-la ; elle est absente du fichier converti.",
    }),
    en: ({ form }) => ({
      found: `an empty list, which ${INTO[form].en} does not tell from an absent one`,
      expected: 'a list that holds at least one item, or no list',
      remedy: 'Leave the list out of the source file, or fill it; it is absent from the converted file.',
    }),
  },
  'convert.empty-object': {
    severity: 'error',
    title: { fr: 'bloc vide non converti', en: 'empty block not converted' },
    fr: ({ form }) => ({
      found: `un bloc de champs vide, qui n'a pas de place dans ${INTO[form].fr}`,
      expected: 'un bloc qui contient ses champs, ou aucun bloc',
      remedy: "Retirez ce bloc du fichier d'origine, ou remplissez-le ; il est absent du fichier converti.",
    }),
    en: ({ form }) => ({
      found: `an empty block of fields, which has no place in ${INTO[form].en}`,
      expected: 'a block that holds its fields, or no block',
      remedy: 'Remove this block from the source file, or fill it; it is absent from the converted file.',
    }),
  },
  'convert.unknown-property': {
    severity: 'error',
    title: { fr: 'champ inconnu non converti', en: 'unknown field not converted' },
    fr: ({ form, property }) => ({
      found: `le champ inconnu ${fr.quote(property)}, qui n'a pas de place dans ${INTO[form].fr}`,
      expected: 'les seuls champs que le schéma connaît',
      remedy: "Retirez ce champ du fichier d'origine, ou donnez-lui le nom prévu ; il est absent du fichier converti.",
    }),
    en: ({ form, property }) => ({
      found: `the unknown field ${en.quote(property)}, which has no place in ${INTO[form].en}`,
      expected: 'only fields that the schema knows',
      remedy: 'Remove this field from the source file, or give it its proper name; it is absent from the converted file.',
    }),
  },
};
