/** xml.*: why XML that is not well-formed, or not safe, is not read further. */
import type { XmlSyntaxParams } from '../params.ts';
import { xml10 } from './sources.ts';
import type { Explanations } from './types.ts';

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
