/** The codes of what XML says otherwise than JSON: elements, attributes, text between them, and the published XSD files. */
import { type Lang, en, fr } from '../../packages/base/src/language.ts';
import type { XmlParams } from './params.ts';
import type { XsdReason } from './published-xsd.ts';
import type { Catalogue } from './types.ts';

const frTag = (name: string): string => fr.quote(`<${name}>`);
const enTag = (name: string): string => en.quote(`<${name}>`);

/** What the published XSD does not want, as a noun; `name` is the element that it asks for. */
const REFUSED: Record<XsdReason, Record<Lang, (name?: string) => string>> = {
  date: {
    fr: () => "une date qui n'est pas un jour du calendrier (AAAA-MM-JJ)",
    en: () => 'a date that is no day of the calendar (YYYY-MM-DD)',
  },
  'unknown-element': { fr: () => "un élément qu'il ne connaît pas", en: () => 'an element that it does not know' },
  'missing-element': {
    fr: (name = '') => `l'absence de l'élément ${frTag(name)}`,
    en: (name = '') => `the absence of the element ${enTag(name)}`,
  },
  'empty-element': { fr: () => 'un élément vide', en: () => 'an empty element' },
  'empty-list': { fr: () => 'une liste vide', en: () => 'an empty list' },
  'boolean-blanks': { fr: () => 'un booléen entouré de blancs', en: () => 'a boolean among blanks' },
  'singular-element': {
    fr: () => `le nom au singulier (il attend ${frTag('modificationActesSousTraitance')})`,
    en: () => `the name in the singular (it expects ${enTag('modificationActesSousTraitance')})`,
  },
  'version-attribute': { fr: () => "l'attribut « version »", en: () => 'the attribute “version”' },
};

export const XML: Catalogue<XmlParams> = {
  'xml.root': {
    severity: 'error',
    title: { fr: 'autre racine', en: 'another root' },
    fr: ({ name }) => ({
      found: `un fichier dont la racine est ${frTag(name)}`,
      expected: 'la racine <marches>, qui contient des <marche> et des <contrat-concession>',
      remedy:
        "Vérifiez que c'est le bon fichier, et retirez toute enveloppe autour de <marches>. Aucun contrat n'a été contrôlé.",
    }),
    en: ({ name }) => ({
      found: `a file whose root is ${enTag(name)}`,
      expected: 'the root <marches>, which holds <marche> and <contrat-concession>',
      remedy: 'Check that it is the right file, and remove any envelope around <marches>. No contract was checked.',
    }),
  },
  'xml.namespace': {
    severity: 'error',
    title: { fr: 'espace de noms', en: 'namespace' },
    fr: ({ name }) => ({
      found: `l'élément ${frTag(name)} placé dans un espace de noms`,
      expected: "des éléments sans préfixe ni attribut « xmlns » : le format n'en définit pas",
      remedy: 'Retirez « xmlns » et les préfixes. Les noms ont été lus sans eux ; ce constat est donné une fois par fichier.',
    }),
    en: ({ name }) => ({
      found: `the element ${enTag(name)} in a namespace`,
      expected: 'elements without prefix or attribute “xmlns”: the format defines none',
      remedy: 'Remove “xmlns” and the prefixes. The names were read without them; this finding is given once a file.',
    }),
  },
  'xml.attribute': {
    severity: 'error',
    title: { fr: 'attribut inattendu', en: 'unexpected attribute' },
    fr: ({ name }) => ({
      found: `l'attribut ${fr.quote(name)}`,
      expected: 'des données dans les éléments : le format ne connaît aucun attribut ici',
      remedy: "Retirez l'attribut, ou placez sa valeur dans l'élément prévu pour elle.",
    }),
    en: ({ name }) => ({
      found: `the attribute ${en.quote(name)}`,
      expected: 'data in elements: the format knows no attribute here',
      remedy: 'Remove the attribute, or put its value into the element meant for it.',
    }),
  },
  'xml.repeated-element': {
    severity: 'error',
    title: { fr: 'élément répété', en: 'repeated element' },
    fr: ({ name }) => ({
      found: `l'élément ${frTag(name)} plusieurs fois`,
      expected: "cet élément une seule fois : ce n'est pas une liste",
      remedy: 'Gardez celui qui est juste. Seul le dernier a été contrôlé.',
    }),
    en: ({ name }) => ({
      found: `the element ${enTag(name)} several times`,
      expected: 'this element once: it is no list',
      remedy: 'Keep the right one. Only the last one was checked.',
    }),
  },
  'xml.unexpected-element': {
    severity: 'error',
    title: { fr: 'élément inattendu dans une liste', en: 'unexpected element in a list' },
    fr: ({ name, expected }) => ({
      found: `l'élément ${frTag(name)}`,
      expected: `des éléments ${frTag(expected)}`,
      remedy: "Corrigez le nom de l'élément, ou retirez-le.",
    }),
    en: ({ name, expected }) => ({
      found: `the element ${enTag(name)}`,
      expected: `elements ${enTag(expected)}`,
      remedy: 'Correct the name of the element, or remove it.',
    }),
  },
  'xml.text': {
    severity: 'error',
    title: { fr: 'texte entre les éléments', en: 'text between elements' },
    fr: ({ element, found }) => ({
      found: `le texte ${fr.quote(found, 60)} directement dans ${frTag(element)}`,
      expected: 'des éléments, et entre eux rien que des blancs',
      remedy: "Placez ce texte dans l'élément prévu pour lui, ou retirez-le : il n'a pas été lu.",
    }),
    en: ({ element, found }) => ({
      found: `the text ${en.quote(found, 60)} directly in ${enTag(element)}`,
      expected: 'elements, and between them nothing but blanks',
      remedy: 'Put this text into the element meant for it, or remove it: it was not read.',
    }),
  },
  'xml.date-zone': {
    severity: 'info',
    title: { fr: 'fuseau horaire dans une date', en: 'time zone in a date' },
    fr: ({ zone }) => ({
      found: `une date suivie du fuseau horaire ${fr.quote(zone)}`,
      expected: 'une date seule (AAAA-MM-JJ)',
      remedy: "Rien ne presse : XML l'autorise et le jour a été lu sans le fuseau. En JSON, écrivez la date seule.",
    }),
    en: ({ zone }) => ({
      found: `a date followed by the time zone ${en.quote(zone)}`,
      expected: 'a date alone (YYYY-MM-DD)',
      remedy: 'No hurry: XML allows it and the day was read without the zone. In JSON, write the date alone.',
    }),
  },
  'xml.plural-element': {
    severity: 'warning',
    title: { fr: 'ancien nom au pluriel', en: 'former name in the plural' },
    fr: ({ name, expected }) => ({
      found: `l'élément ${frTag(name)}, nom du fichier XSD publié`,
      expected: `l'élément ${frTag(expected)}, nom du schéma JSON et du format à venir`,
      remedy: 'Il a été lu quand même. Le format à venir le refuse : préparez le changement de nom.',
    }),
    en: ({ name, expected }) => ({
      found: `the element ${enTag(name)}, the name in the published XSD file`,
      expected: `the element ${enTag(expected)}, the name in the JSON schema and in the format to come`,
      remedy: 'It was read all the same. The format to come refuses it: prepare the change of name.',
    }),
  },
  'xml.published-xsd-refuses': {
    severity: 'warning',
    title: { fr: 'refusé par le fichier XSD publié', en: 'refused by the published XSD file' },
    fr: ({ reason, edition, name }) => ({
      found: `${REFUSED[reason].fr(name)}, que le schéma JSON accepte`,
      expected: `ce que le fichier XSD ${edition} publié accepte aussi`,
      remedy: 'Corrigez ce point si un logiciel contrôle le fichier avec ce XSD : il refuserait tout le fichier.',
    }),
    en: ({ reason, edition, name }) => ({
      found: `${REFUSED[reason].en(name)}, which the JSON schema accepts`,
      expected: `what the published XSD file ${edition} accepts too`,
      remedy: 'Mend this if a program checks the file with this XSD: it would refuse the whole file.',
    }),
  },
};
