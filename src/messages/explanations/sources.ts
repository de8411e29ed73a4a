/** Where checks come from, cited alike everywhere. */
import type { Texts } from '../../model/types.ts';

/** The grammar of JSON. */
export const rfc8259 = (section: string): Texts => ({
  fr: `RFC 8259 (format JSON), section ${section} : https://www.rfc-editor.org/rfc/rfc8259#section-${section}`,
  en: `RFC 8259 (the JSON format), section ${section}: https://www.rfc-editor.org/rfc/rfc8259#section-${section}`,
});

/** How characters become bytes. */
export const rfc3629 = (section: string): Texts => ({
  fr: `RFC 3629 (UTF-8), section ${section} : https://www.rfc-editor.org/rfc/rfc3629#section-${section}`,
  en: `RFC 3629 (UTF-8), section ${section}: https://www.rfc-editor.org/rfc/rfc3629#section-${section}`,
});

const BY_VERSION = {
  fr: "la valeur attendue est celle du schéma de la version appliquée, dont chaque champ cite l'arrêté",
  en: 'what is expected is what the schema of the version applied says, each field of which cites the order',
};

const jsonSchema = (part: string, keyword: string, section: string): Texts => {
  const cited = `https://json-schema.org/draft/2020-12/json-schema-${part}#section-${section}`;
  return {
    fr: `JSON Schema 2020-12, « ${keyword} », section ${section} : ${cited} ; ${BY_VERSION.fr}.`,
    en: `JSON Schema 2020-12, “${keyword}”, section ${section}: ${cited}; ${BY_VERSION.en}.`,
  };
};

/** A keyword of the vocabulary of validation. */
export const validation = (keyword: string, section: string): Texts => jsonSchema('validation', keyword, section);

/** A keyword of the core. */
export const core = (keyword: string, section: string): Texts => jsonSchema('core', keyword, section);

/** The form of the file, as the published schemas set it. */
export const FORM: Texts = {
  fr: "Le schéma de la version appliquée : la racine du fichier et ses listes de contrats. Aucun texte réglementaire ne fixe cette forme, c'est un choix technique du format.",
  en: 'The schema of the version applied: the root of the file and its lists of contracts. No legal text sets this form, it is a technical decision of the format.',
};

/** A bound of this program, which no text sets. */
export const BOUND: Texts = {
  fr: 'Une limite de ce programme, que le format JSON permet (RFC 8259, section 9 : https://www.rfc-editor.org/rfc/rfc8259#section-9). Aucun texte réglementaire ne la fixe.',
  en: 'A bound of this program, which the JSON format allows (RFC 8259, section 9: https://www.rfc-editor.org/rfc/rfc8259#section-9). No legal text sets it.',
};

/** Something that concerns the program and not the data. */
export const PROGRAM: Texts = {
  fr: 'Ce programme : rien ici ne juge les données.',
  en: 'This program: nothing here judges the data.',
};

/** What the national consolidation does, as its public program was read. */
export const CONSOLIDATION: Texts = {
  fr: 'Programme public de la consolidation nationale (139bercy/decp-arr2022), lu en août 2026.',
  en: 'Public program of the national consolidation (139bercy/decp-arr2022), read in August 2026.',
};

/** The grammar of XML. */
export const xml10 = (anchor: string): Texts => ({
  fr: `XML 1.0, cinquième édition : https://www.w3.org/TR/xml/#${anchor}`,
  en: `XML 1.0, fifth edition: https://www.w3.org/TR/xml/#${anchor}`,
});

/** The XSD files that were published beside the JSON Schemas. */
export const XSD: Texts = {
  fr: 'Fichiers XSD publiés avec les versions 1.4.0 à 2.0.2 du format (139bercy/format-commande-publique), comparés aux schémas JSON.',
  en: 'XSD files published with versions 1.4.0 to 2.0.2 of the format (139bercy/format-commande-publique), compared with the JSON schemas.',
};
