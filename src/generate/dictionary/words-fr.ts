import { fr as say } from '../../../packages/base/src/language.ts';
import type { Words } from './words.ts';

export const FR: Words = {
  title: 'Dictionnaire des données essentielles de la commande publique',
  generated: '*Généré depuis le référentiel : ne pas modifier.*',
  intro: (version) => [
    version === 'next' ? 'Version à venir du standard (`next`).' : `Version ${version} du standard.`,
    '',
    "Chaque champ est décrit à sa place, dans l'ordre du format. Le chemin JSON part de la racine du fichier, `[]` désigne chaque élément d'une liste ; le chemin XML est une expression XPath.",
  ],
  contents: 'Table des matières',
  file: 'Fichier',
  kinds: { marche: 'Marché', 'contrat-concession': 'Contrat de concession' },
  codelists: 'Listes de codes',
  codelist: 'Liste',
  codelistLink: 'liste',
  wholeRecord: 'Règles qui comparent les contrats entiers du fichier :',
  labels: {
    json: 'Chemin JSON',
    xml: 'Chemin XML',
    type: 'Type',
    presence: 'Présence',
    unit: 'Unité',
    constraints: 'Contraintes',
    codes: 'Codes',
    source: 'Source',
    examples: 'Exemples',
    ocds: 'OCDS',
    eforms: 'eForms',
    rules: 'Règles qui lisent ce champ',
  },
  colon: ' : ',
  types: {
    text: 'texte',
    date: 'date (AAAA-MM-JJ)',
    number: 'nombre',
    integer: 'nombre entier',
    boolean: 'booléen (`true` ou `false`)',
    code: "code d'une liste",
    object: 'objet',
  },
  listOf: (item) => `liste ; chaque élément : ${item}`,
  envelope: (name) => `objet dans une enveloppe ${name}`,
  presence: (required, parent) => {
    if (required === undefined) return `un par élément de ${parent}`;
    const where = parent === '' ? '' : ` dans ${parent}`;
    return required ? `obligatoire${where}` : `facultatif${where}`;
  },
  constraints: {
    minLength: (n) => `au moins ${say.count(n, 'caractère', 'caractères')}`,
    maxLength: (n) => `au plus ${say.count(n, 'caractère', 'caractères')}`,
    minimum: (n) => `au moins ${say.number(n)}`,
    maximum: (n) => `au plus ${say.number(n)}`,
    minItems: (n) => `au moins ${say.count(n, 'élément', 'éléments')}`,
    uniqueItems: 'éléments tous différents',
    nullable: '`null` accepté',
  },
  none: 'aucun équivalent',
  severities: { error: 'erreur', warning: 'avertissement', info: 'information' },
  codeColumns: ['Code', 'Libellé', 'Description', 'Depuis'],
  deprecated: (version, replacement) =>
    `Déconseillé depuis ${version}${replacement === '' ? '' : `, remplacé par ${replacement}`}.`,
};
