/** xml.*: where XML and JSON do not say things the same way, and what the published XSD files judged. */
import type { XmlParams } from '../params.ts';
import { FORM, XSD } from './sources.ts';
import type { Explanations } from './types.ts';

export const XML: Explanations<XmlParams> = {
  'xml.root': {
    why: {
      fr: "Les logiciels cherchent les contrats dans l'élément racine <marches>. Sous une autre racine, aucun contrat n'est lu.",
      en: 'Programs look for the contracts in the root element <marches>. Under another root no contract is read.',
    },
    mend: {
      fr: 'Faites de <marches> la racine du fichier, sans enveloppe.',
      en: 'Make <marches> the root of the file, without envelope.',
    },
    source: FORM,
  },
  'xml.namespace': {
    why: {
      fr: "Aucune version du format n'a d'espace de noms. Un élément qui en porte un a, pour un validateur XSD, un autre nom que celui attendu : tout le fichier serait refusé.",
      en: 'No version of the format has a namespace. To an XSD validator an element in one has another name than the one expected: the whole file would be refused.',
    },
    mend: {
      fr: "Retirez l'attribut « xmlns » de la racine et les préfixes des éléments ; « xmlns:xsi » peut rester.",
      en: 'Remove the attribute “xmlns” from the root and the prefixes of elements; “xmlns:xsi” may stay.',
    },
    source: XSD,
  },
  'xml.attribute': {
    why: {
      fr: "Le format place toutes les données dans des éléments. Un attribut n'est lu par personne : ce qu'il dit serait perdu.",
      en: 'The format puts all data into elements. Nobody reads an attribute: what it says would be lost.',
    },
    mend: {
      fr: "Placez la valeur dans l'élément qui lui correspond, puis retirez l'attribut.",
      en: 'Put the value into the element that it belongs to, then remove the attribute.',
    },
    source: XSD,
  },
  'xml.repeated-element': {
    why: {
      fr: "Un champ qui n'est pas une liste n'a qu'une valeur. De deux éléments du même nom, chaque logiciel en retient un autre.",
      en: 'A field that is no list has one value. Of two elements of the same name each program keeps another one.',
    },
    mend: {
      fr: 'Gardez un seul élément, celui dont la valeur est juste.',
      en: 'Keep one element, the one whose value is right.',
    },
    source: XSD,
  },
  'xml.unexpected-element': {
    why: {
      fr: "Une liste ne contient que des éléments d'un nom. Celui-ci n'a pas de place dans les données : il n'est pas repris ailleurs.",
      en: 'A list holds only elements of one name. This one has no place in the data: it is not taken over elsewhere.',
    },
    mend: { fr: "Donnez à l'élément le nom attendu, ou retirez-le.", en: 'Give the element the name expected, or remove it.' },
    source: FORM,
  },
  'xml.text': {
    why: {
      fr: "Entre des éléments, seuls des blancs ont un sens pour la mise en page. Un texte à cet endroit n'appartient à aucun champ et serait perdu.",
      en: 'Between elements only blanks make sense, for the layout. A text there belongs to no field and would be lost.',
    },
    mend: {
      fr: "Placez le texte dans l'élément du champ qu'il renseigne.",
      en: 'Put the text into the element of the field that it fills in.',
    },
    source: XSD,
  },
  'xml.date-zone': {
    why: {
      fr: "Les dates du format sont des jours, sans heure. Le type de date de XML permet un fuseau horaire, que beaucoup d'outils ajoutent seuls ; le jour est lu sans lui.",
      en: 'The dates of the format are days, without time. The type of dates of XML allows a time zone, which many tools add by themselves; the day is read without it.',
    },
    mend: {
      fr: 'Rien à corriger en XML. En JSON, écrivez AAAA-MM-JJ.',
      en: 'Nothing to mend in XML. In JSON, write YYYY-MM-DD.',
    },
    source: {
      fr: 'XML Schema 1.0, partie 2, type « date » : https://www.w3.org/TR/xmlschema-2/#date',
      en: 'XML Schema 1.0, part 2, type “date”: https://www.w3.org/TR/xmlschema-2/#date',
    },
  },
  'xml.plural-element': {
    why: {
      fr: "Les fichiers XSD publiés pour 2.0.1 et 2.0.2 et les schémas JSON des mêmes versions donnent deux noms à cet élément. Ce programme lit les deux pour ces versions ; à partir de la version à venir, il n'y a plus que le singulier.",
      en: 'The XSD files published for 2.0.1 and 2.0.2 and the JSON schemas of the same versions give this element two names. This program reads both for these versions; from the version to come on there is only the singular.',
    },
    mend: {
      fr: 'Gardez le pluriel tant que le destinataire contrôle avec ce XSD ; écrivez le singulier à partir de la version à venir.',
      en: 'Keep the plural as long as the receiver checks with this XSD; write the singular from the version to come on.',
    },
    source: XSD,
  },
  'xml.published-xsd-refuses': {
    why: {
      fr: "Le fichier XSD et le schéma JSON publiés pour une même version ne jugent pas de même. Ce programme juge tout fichier par le schéma JSON, et signale ce qu'un validateur XSD refuserait.",
      en: 'The XSD file and the JSON schema published for one version do not judge alike. This program judges every file by the JSON schema, and tells what an XSD validator would refuse.',
    },
    mend: { fr: 'Écrivez la donnée comme les deux fichiers la veulent.', en: 'Write the data as both files want it.' },
    source: XSD,
  },
};
