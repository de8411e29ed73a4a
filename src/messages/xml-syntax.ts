/** The codes of a file that is not XML as it should be: nothing after such a fault is read. */
import { en, fr } from '../../packages/base/src/language.ts';
import type { XmlSyntaxParams } from './params.ts';
import type { Catalogue } from './types.ts';
import { codePoint } from '../../packages/base/src/visible.ts';

const FR_STOP = "La suite du fichier n'a pas été lue : relancez ensuite le contrôle.";
const EN_STOP = 'The rest of the file was not read: run the check again afterwards.';

const frTag = (name: string): string => fr.quote(`<${name}>`);
const enTag = (name: string): string => en.quote(`<${name}>`);

export const XML_SYNTAX: Catalogue<XmlSyntaxParams> = {
  'xml.not-xml': {
    severity: 'error',
    title: { fr: "ce n'est pas du XML", en: 'this is not XML' },
    fr: ({ found }) => ({
      found: `un fichier qui commence par ${fr.quote(found)}`,
      expected: 'un fichier XML, qui commence par « < »',
      remedy: "Vérifiez que c'est le bon fichier, et qu'il a été exporté en XML.",
    }),
    en: ({ found }) => ({
      found: `a file that begins with ${en.quote(found)}`,
      expected: 'an XML file, which begins with “<”',
      remedy: 'Check that it is the right file, and that it was exported as XML.',
    }),
  },
  'xml.doctype': {
    severity: 'error',
    title: { fr: 'déclaration DOCTYPE', en: 'DOCTYPE declaration' },
    fr: () => ({
      found: 'une déclaration « <!DOCTYPE », qui peut faire lire un autre fichier ou gonfler celui-ci sans fin',
      expected: 'un fichier sans DOCTYPE ni entités : aucune version du format ne les utilise',
      remedy: `Retirez la déclaration et écrivez les caractères eux-mêmes. ${FR_STOP}`,
    }),
    en: () => ({
      found: 'a declaration “<!DOCTYPE”, which may have another file read or inflate this one without end',
      expected: 'a file without DOCTYPE or entities: no version of the format uses them',
      remedy: `Remove the declaration and write the characters themselves. ${EN_STOP}`,
    }),
  },
  'xml.version': {
    severity: 'error',
    title: { fr: 'autre version de XML', en: 'another version of XML' },
    fr: ({ version }) => ({
      found: `la version ${fr.quote(version)} de XML`,
      expected: 'la version 1.0 de XML, la seule que tous les logiciels lisent',
      remedy: `Écrivez version="1.0" dans la première ligne. ${FR_STOP}`,
    }),
    en: ({ version }) => ({
      found: `version ${en.quote(version)} of XML`,
      expected: 'version 1.0 of XML, the only one that all programs read',
      remedy: `Write version="1.0" in the first line. ${EN_STOP}`,
    }),
  },
  'xml.unknown-encoding': {
    severity: 'error',
    title: { fr: 'codage inconnu', en: 'unknown encoding' },
    fr: ({ encoding }) => ({
      found: `un fichier qui annonce le codage ${fr.quote(encoding)}`,
      expected: 'un fichier écrit en UTF-8',
      remedy: 'Enregistrez ou exportez à nouveau le fichier en UTF-8, et annoncez-le dans la première ligne.',
    }),
    en: ({ encoding }) => ({
      found: `a file that announces the encoding ${en.quote(encoding)}`,
      expected: 'a file written in UTF-8',
      remedy: 'Save or export the file again as UTF-8, and announce it in the first line.',
    }),
  },
  'xml.other-encoding': {
    severity: 'info',
    title: { fr: 'autre codage que UTF-8', en: 'another encoding than UTF-8' },
    fr: ({ encoding }) => ({
      found: `un fichier écrit en ${fr.quote(encoding)}, comme il l'annonce`,
      expected: 'un fichier écrit en UTF-8, que tous les logiciels lisent',
      remedy: 'Rien ne presse, le fichier est lu ainsi ; pour les autres logiciels, exportez-le en UTF-8.',
    }),
    en: ({ encoding }) => ({
      found: `a file written in ${en.quote(encoding)}, as it announces`,
      expected: 'a file written in UTF-8, which all programs read',
      remedy: 'No hurry, the file is read so; for other programs, export it as UTF-8.',
    }),
  },
  'xml.truncated': {
    severity: 'error',
    title: { fr: 'fichier XML incomplet', en: 'incomplete XML file' },
    fr: ({ element }) => ({
      found:
        element === undefined ? 'la fin du fichier, trop tôt' : `la fin du fichier, alors que ${frTag(element)} n'est pas fermé`,
      expected: element === undefined ? 'un fichier complet' : `la balise de fin ${frTag(`/${element}`)} et la suite`,
      remedy: 'Exportez ou téléchargez à nouveau le fichier : sa fin manque.',
    }),
    en: ({ element }) => ({
      found:
        element === undefined ? 'the end of the file, too early' : `the end of the file while ${enTag(element)} is not closed`,
      expected: element === undefined ? 'a complete file' : `the end tag ${enTag(`/${element}`)} and what follows`,
      remedy: 'Export or download the file again: its end is missing.',
    }),
  },
  'xml.mismatched-tag': {
    severity: 'error',
    title: { fr: 'balise de fin inattendue', en: 'unexpected end tag' },
    fr: ({ open, close }) => ({
      found: `la balise de fin ${frTag(`/${close}`)}`,
      expected: `${frTag(`/${open}`)}, qui ferme le dernier élément ouvert`,
      remedy: `Fermez chaque élément par une balise du même nom, dans l'ordre inverse des ouvertures. ${FR_STOP}`,
    }),
    en: ({ open, close }) => ({
      found: `the end tag ${enTag(`/${close}`)}`,
      expected: `${enTag(`/${open}`)}, which closes the last element opened`,
      remedy: `Close each element with a tag of the same name, in the reverse order of opening. ${EN_STOP}`,
    }),
  },
  'xml.bad-reference': {
    severity: 'error',
    title: { fr: 'caractère « & » mal écrit', en: 'character “&” badly written' },
    fr: ({ found }) => ({
      found: `${fr.quote(found)}, qui n'est pas une référence connue`,
      expected: '« &amp; » pour une esperluette, et sinon &lt; &gt; &quot; &apos; ou un numéro de caractère (&#233;)',
      remedy: `Écrivez « &amp; » à la place de « & », et les lettres accentuées telles quelles. ${FR_STOP}`,
    }),
    en: ({ found }) => ({
      found: `${en.quote(found)}, which is no known reference`,
      expected: '“&amp;” for an ampersand, else &lt; &gt; &quot; &apos; or the number of a character (&#233;)',
      remedy: `Write “&amp;” in place of “&”, and accented letters as they are. ${EN_STOP}`,
    }),
  },
  'xml.forbidden-character': {
    severity: 'error',
    title: { fr: 'caractère interdit en XML', en: 'character that XML forbids' },
    fr: ({ code }) => ({
      found: `le caractère invisible ${codePoint(code)}`,
      expected: 'un texte sans caractère de contrôle, que XML interdit',
      remedy: `Retirez ce caractère de la donnée d'origine, souvent collé depuis un autre logiciel. ${FR_STOP}`,
    }),
    en: ({ code }) => ({
      found: `the invisible character ${codePoint(code)}`,
      expected: 'a text without control characters, which XML forbids',
      remedy: `Remove this character from the original data, often pasted from another program. ${EN_STOP}`,
    }),
  },
  'xml.malformed': {
    severity: 'error',
    title: { fr: 'XML mal formé', en: 'XML that is not well-formed' },
    fr: ({ found }) => ({
      found: `${fr.quote(found)}, qui ne suit pas la grammaire de XML`,
      expected: 'des balises <nom>…</nom> bien écrites, et « &lt; » pour le signe « < » dans un texte',
      remedy: `Corrigez ce passage, ou exportez le fichier avec un outil qui écrit du XML. ${FR_STOP}`,
    }),
    en: ({ found }) => ({
      found: `${en.quote(found)}, which does not follow the grammar of XML`,
      expected: 'tags <name>…</name> well written, and “&lt;” for the sign “<” in a text',
      remedy: `Correct this passage, or export the file with a tool that writes XML. ${EN_STOP}`,
    }),
  },
  'xml.several-roots': {
    severity: 'error',
    title: { fr: 'plusieurs racines', en: 'several roots' },
    fr: () => ({
      found: 'un second élément après la fin de la racine',
      expected: 'un seul élément <marches> qui contient tous les contrats',
      remedy: `Réunissez les contrats dans un seul <marches>, ou faites plusieurs fichiers. ${FR_STOP}`,
    }),
    en: () => ({
      found: 'a second element after the end of the root',
      expected: 'one element <marches> that holds all contracts',
      remedy: `Put the contracts into one <marches>, or make several files. ${EN_STOP}`,
    }),
  },
  'xml.text-outside-root': {
    severity: 'error',
    title: { fr: 'texte hors de la racine', en: 'text outside of the root' },
    fr: ({ found }) => ({
      found: `${fr.quote(found)} hors de l'élément racine`,
      expected: "rien d'autre que la racine <marches>",
      remedy: `Retirez ce texte. ${FR_STOP}`,
    }),
    en: ({ found }) => ({
      found: `${en.quote(found)} outside of the root element`,
      expected: 'nothing but the root <marches>',
      remedy: `Remove this text. ${EN_STOP}`,
    }),
  },
  'xml.duplicate-attribute': {
    severity: 'error',
    title: { fr: 'attribut répété', en: 'repeated attribute' },
    fr: ({ name }) => ({
      found: `l'attribut ${fr.quote(name)} deux fois dans une balise`,
      expected: 'un attribut une seule fois au plus',
      remedy: `Retirez l'un des deux. ${FR_STOP}`,
    }),
    en: ({ name }) => ({
      found: `the attribute ${en.quote(name)} twice in one tag`,
      expected: 'an attribute once at the most',
      remedy: `Remove one of the two. ${EN_STOP}`,
    }),
  },
  'xml.too-long': {
    severity: 'error',
    title: { fr: 'balise ou texte démesuré', en: 'tag or text beyond measure' },
    fr: ({ limit }) => ({
      found: `une balise, un commentaire ou un texte de plus de ${fr.number(limit)} caractères`,
      expected: 'des éléments de quelques Kio',
      remedy: `Vérifiez qu'un guillemet, un commentaire ou une section CDATA n'est pas resté ouvert. ${FR_STOP}`,
    }),
    en: ({ limit }) => ({
      found: `a tag, a comment or a text of more than ${en.number(limit)} characters`,
      expected: 'elements of a few KiB',
      remedy: `Check that no quotation mark, comment or CDATA section was left open. ${EN_STOP}`,
    }),
  },
};
