/** convert.*: why something of a record has no place in another form. */
import type { Texts } from '../../model/types.ts';
import type { ConvertParams } from '../params.ts';
import type { Explanations } from './structure.ts';

const XML_CHARACTERS: Texts = {
  fr: 'Extensible Markup Language (XML) 1.0, section 2.2 : https://www.w3.org/TR/xml/#charsets',
  en: 'Extensible Markup Language (XML) 1.0, section 2.2: https://www.w3.org/TR/xml/#charsets',
};

/** The forms are those that this program makes of the model. */
const FORMS: Texts = {
  fr: "Ce programme : la conversion n'écrit que ce qu'elle saurait relire à l'identique, et signale le reste. Le schéma de la version dit ce que chaque champ peut contenir.",
  en: 'This program: the conversion only writes what it could read back the same, and reports the rest. The schema of the version says what each field may hold.',
};

export const CONVERT: Explanations<ConvertParams> = {
  'convert.control-character': {
    why: {
      fr: "JSON peut transporter tous les caractères, même ceux qui commandaient autrefois une imprimante ; d'autres formats les interdisent. Ils viennent en général d'un copier-coller ou d'un export abîmé.",
      en: 'JSON can carry every character, even those that once steered a printer; other formats forbid them. They usually come from a copy and paste or from a damaged export.',
    },
    mend: {
      fr: "Retirez le caractère du fichier d'origine, puis relancez la conversion.",
      en: 'Remove the character from the source file, then run the conversion again.',
    },
    source: XML_CHARACTERS,
  },
  'convert.lone-surrogate': {
    why: {
      fr: "Un caractère rare (un pictogramme, par exemple) s'écrit en deux moitiés dans JSON. L'une est restée seule, sans doute parce que le texte a été coupé à une longueur fixe ; seule, elle ne désigne rien et ne s'écrit pas en UTF-8.",
      en: 'A rare character (a pictogram, for example) is written in two halves in JSON. One was left alone, probably because the text was cut at a fixed length; alone it stands for nothing and cannot be written in UTF-8.',
    },
    mend: {
      fr: "Rétablissez ou retirez le caractère dans le fichier d'origine, puis relancez la conversion.",
      en: 'Restore or remove the character in the source file, then run the conversion again.',
    },
    source: XML_CHARACTERS,
  },
  'convert.null': {
    why: {
      fr: "Dans JSON, un champ peut être présent sans valeur (« null »). En XML et dans un tableau, un champ sans valeur est un champ absent : relu, il ne serait plus là. Le schéma de la version n'admet d'ailleurs pas « null ».",
      en: 'In JSON a field can be there without a value (“null”). In XML and in a table, a field without a value is an absent field: read back, it would no longer be there. The schema of the version does not accept “null” anyway.',
    },
    mend: {
      fr: "Omettez le champ dans le fichier d'origine si l'information n'existe pas ; sinon, donnez sa valeur.",
      en: 'Leave the field out of the source file if there is no such information; otherwise give its value.',
    },
    source: FORMS,
  },
  'convert.wrong-type': {
    why: {
      fr: "JSON distingue le texte « 12 » du nombre 12 ; en XML et dans un tableau, c'est le schéma qui dit si l'on lit un nombre ou un texte. Une valeur qui n'a pas le type prévu y serait lue comme une autre valeur, ou n'y aurait pas de place.",
      en: 'JSON tells the text “12” from the number 12; in XML and in a table it is the schema that says whether a number or a text is read. A value that does not have the type expected would read as another value there, or would have no place.',
    },
    mend: {
      fr: "Contrôlez d'abord le fichier d'origine : cette valeur y est refusée. Corrigez-la, puis relancez la conversion.",
      en: 'Check the source file first: this value is refused there. Correct it, then run the conversion again.',
    },
    source: FORMS,
  },
  'convert.empty-text': {
    why: {
      fr: "En XML et dans un tableau, un champ facultatif sans texte est un champ absent : on ne sait pas dire qu'il est présent et vide.",
      en: 'In XML and in a table, an optional field without text is an absent field: there is no way to say that it is there and empty.',
    },
    mend: {
      fr: "Omettez le champ dans le fichier d'origine, ou donnez sa valeur, puis relancez la conversion.",
      en: 'Leave the field out of the source file, or give its value, then run the conversion again.',
    },
    source: FORMS,
  },
  'convert.empty-list': {
    why: {
      fr: "Là où une liste n'est qu'un élément ou une ligne répétés, une liste sans élément ne laisse aucune trace : relue, elle serait absente.",
      en: 'Where a list is no more than an element or a row that is repeated, a list without items leaves no trace: read back, it would be absent.',
    },
    mend: {
      fr: "Omettez la liste dans le fichier d'origine, ou remplissez-la, puis relancez la conversion.",
      en: 'Leave the list out of the source file, or fill it, then run the conversion again.',
    },
    source: FORMS,
  },
  'convert.empty-object': {
    why: {
      fr: "Certains blocs du format JSON (ceux qui entourent chaque titulaire ou chaque modification) n'existent pas en tant que tels dans les autres formats : vides, ils ne laissent aucune trace.",
      en: 'Some blocks of the JSON format (those around each contractor or each modification) do not exist as such in the other forms: empty, they leave no trace.',
    },
    mend: {
      fr: "Retirez le bloc du fichier d'origine, ou remplissez-le, puis relancez la conversion.",
      en: 'Remove the block from the source file, or fill it, then run the conversion again.',
    },
    source: FORMS,
  },
  'convert.unknown-property': {
    why: {
      fr: "Le fichier d'origine contient un champ que la version ne connaît pas, là où le format de destination n'a de place que pour les champs connus. Il n'est pas écrit, et rien d'autre n'est perdu.",
      en: 'The source file holds a field that the version does not know, where the target form only has room for the known ones. It is not written, and nothing else is lost.',
    },
    mend: {
      fr: "Retirez le champ, ou donnez-lui le nom prévu par la version si c'est une faute de frappe, puis relancez la conversion.",
      en: 'Remove the field, or give it the name of the version if it is a typing mistake, then run the conversion again.',
    },
    source: FORMS,
  },
};
