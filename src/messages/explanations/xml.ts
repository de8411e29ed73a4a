/** xml.*: where XML and JSON do not say things the same way, and what the published XSD files judged. */
import type { XmlParams, XmlSyntaxParams } from '../params.ts';
import { FORM, XSD, xml10 } from './sources.ts';
import type { Explanations } from './structure.ts';

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

/** xml.*: why XML that is not well-formed, or not safe, is not read further. */
export const XML_SYNTAX: Explanations<XmlSyntaxParams> = {
  'xml.not-xml': {
    why: {
      fr: "Un fichier XML commence par « < ». Celui-ci est autre chose : du JSON, un tableur, une archive ou une page d'erreur enregistrée sous un nom en .xml.",
      en: 'An XML file begins with “<”. This one is something else: JSON, a spreadsheet, an archive or an error page saved under a name in .xml.',
    },
    mend: {
      fr: 'Exportez les données en XML, ou contrôlez le fichier sous son vrai format.',
      en: 'Export the data as XML, or check the file in its true format.',
    },
    source: xml10('sec-well-formed'),
  },
  'xml.doctype': {
    why: {
      fr: "Une déclaration DOCTYPE peut nommer un fichier de la machine ou du réseau à lire, ou des entités qui se multiplient jusqu'à remplir la mémoire. Le format n'en a pas besoin : elle est refusée, et rien n'est suivi.",
      en: 'A DOCTYPE declaration may name a file of the machine or of the network to be read, or entities that multiply until memory is full. The format does not need it: it is refused, and nothing is followed.',
    },
    mend: {
      fr: 'Retirez la déclaration « <!DOCTYPE … > » et remplacez les entités par leurs caractères.',
      en: 'Remove the declaration “<!DOCTYPE … >” and replace the entities with their characters.',
    },
    source: xml10('sec-prolog-dtd'),
  },
  'xml.version': {
    why: {
      fr: 'XML 1.1 change les caractères permis et les fins de ligne ; peu de logiciels le lisent, et un XSD 1.0 ne sait pas le juger.',
      en: 'XML 1.1 changes the characters that are allowed and the ends of lines; few programs read it, and an XSD 1.0 cannot judge it.',
    },
    mend: {
      fr: 'Annoncez la version 1.0 : <?xml version="1.0" encoding="UTF-8"?>.',
      en: 'Announce version 1.0: <?xml version="1.0" encoding="UTF-8"?>.',
    },
    source: xml10('sec-prolog-dtd'),
  },
  'xml.unknown-encoding': {
    why: {
      fr: 'La première ligne annonce un codage que ce programme ne lit pas : les accents seraient perdus ou changés. Il lit UTF-8, ISO-8859-1, ISO-8859-15 et Windows-1252.',
      en: 'The first line announces an encoding that this program does not read: accents would be lost or changed. It reads UTF-8, ISO-8859-1, ISO-8859-15 and Windows-1252.',
    },
    mend: { fr: 'Exportez à nouveau le fichier en UTF-8 et annoncez-le.', en: 'Export the file again as UTF-8 and announce it.' },
    source: xml10('charencoding'),
  },
  'xml.other-encoding': {
    why: {
      fr: "Le fichier annonce un codage ancien et a été lu ainsi. Tout lecteur de XML doit connaître l'UTF-8, aucun n'est tenu de connaître celui-ci.",
      en: 'The file announces an old encoding and was read so. Every reader of XML must know UTF-8, none has to know this one.',
    },
    mend: { fr: 'Réglez le logiciel qui exporte sur « UTF-8 ».', en: 'Set the program that exports to “UTF-8”.' },
    source: xml10('charencoding'),
  },
  'xml.truncated': {
    why: {
      fr: "Le fichier s'arrête avant que tous ses éléments soient fermés : export ou téléchargement interrompu, disque plein. Les contrats complets ont été contrôlés.",
      en: 'The file stops before all its elements are closed: export or download interrupted, disk full. The complete contracts were checked.',
    },
    mend: { fr: 'Exportez ou téléchargez à nouveau le fichier entier.', en: 'Export or download the whole file again.' },
    source: xml10('sec-well-formed'),
  },
  'xml.mismatched-tag': {
    why: {
      fr: "Chaque élément se ferme par une balise du même nom, avant l'élément qui le contient. Une balise de fin d'un autre nom ne dit plus où commence et finit chaque donnée.",
      en: 'Each element closes with a tag of the same name, before the element that holds it. An end tag of another name no longer tells where each piece of data begins and ends.',
    },
    mend: {
      fr: 'Corrigez le nom de la balise, majuscules comprises, ou ajoutez celle qui manque avant elle.',
      en: 'Correct the name of the tag, capitals included, or add the one that is missing before it.',
    },
    source: xml10('GIMatch'),
  },
  'xml.bad-reference': {
    why: {
      fr: "En XML, « & » commence une référence. Seul, ou suivi d'un nom que le fichier ne peut pas définir (&eacute;, &nbsp;), il rend le fichier illisible.",
      en: 'In XML, “&” begins a reference. Alone, or followed by a name that the file cannot define (&eacute;, &nbsp;), it makes the file unreadable.',
    },
    mend: {
      fr: 'Écrivez « &amp; » pour une esperluette, et le caractère lui-même (é, espace insécable) pour le reste.',
      en: 'Write “&amp;” for an ampersand, and the character itself (é, no-break space) for the rest.',
    },
    source: xml10('sec-references'),
  },
  'xml.forbidden-character': {
    why: {
      fr: 'XML 1.0 interdit les caractères de contrôle autres que tabulation et fins de ligne, même sous forme de référence : aucun logiciel conforme ne lirait le fichier.',
      en: 'XML 1.0 forbids control characters other than tab and ends of lines, even as references: no conforming program would read the file.',
    },
    mend: {
      fr: "Nettoyez la donnée dans le logiciel d'origine, puis exportez à nouveau.",
      en: 'Clean the data in the program that it comes from, then export again.',
    },
    source: xml10('charsets'),
  },
  'xml.malformed': {
    why: {
      fr: "Un passage ne suit pas la grammaire de XML : balise mal écrite, attribut sans guillemets, signe « < » dans un texte, commentaire mal fermé. Un lecteur de XML doit s'arrêter là.",
      en: 'A passage does not follow the grammar of XML: a tag badly written, an attribute without quotation marks, a sign “<” in a text, a comment badly closed. A reader of XML must stop there.',
    },
    mend: {
      fr: "Produisez le fichier avec une bibliothèque XML plutôt qu'en assemblant du texte.",
      en: 'Make the file with an XML library rather than by putting text together.',
    },
    source: xml10('sec-well-formed'),
  },
  'xml.several-roots': {
    why: {
      fr: 'Un fichier XML a une seule racine. Plusieurs fichiers mis bout à bout ne font pas un fichier XML.',
      en: 'An XML file has a single root. Several files put end to end do not make an XML file.',
    },
    mend: { fr: 'Placez tous les contrats dans un seul élément <marches>.', en: 'Put all contracts into one element <marches>.' },
    source: xml10('sec-well-formed'),
  },
  'xml.text-outside-root': {
    why: {
      fr: "Avant et après la racine ne peuvent se trouver que des blancs et des commentaires. Un texte vient d'un message d'erreur ou d'un reste de copie.",
      en: 'Before and after the root there can only be blanks and comments. A text comes from an error message or is left over from a copy.',
    },
    mend: { fr: 'Retirez tout ce qui précède ou suit la racine.', en: 'Remove all that comes before or after the root.' },
    source: xml10('sec-well-formed'),
  },
  'xml.duplicate-attribute': {
    why: {
      fr: 'Une balise ne peut porter deux fois le même attribut : rien ne dirait lequel compte.',
      en: 'A tag cannot carry the same attribute twice: nothing would tell which counts.',
    },
    mend: { fr: "Gardez l'attribut qui est juste.", en: 'Keep the attribute that is right.' },
    source: xml10('uniqattspec'),
  },
  'xml.too-long': {
    why: {
      fr: "Une seule balise, un seul commentaire ou un seul texte dépasse ce qu'un contrat entier peut peser. C'est presque toujours un guillemet ou un commentaire resté ouvert, ou un fichier fait pour remplir la mémoire.",
      en: 'A single tag, comment or text is larger than a whole contract may be. It is nearly always a quotation mark or comment left open, or a file made to fill memory.',
    },
    mend: {
      fr: 'Fermez ce qui est resté ouvert, ou retirez ce passage.',
      en: 'Close what was left open, or remove this passage.',
    },
    source: xml10('sec-logical-struct'),
  },
};
