/** The words of the list of fields and of the structure. */
import type { Lang } from '../../../packages/base/src/language.ts';
import { markdown } from '../markdown.ts';
import { html, type Html } from '../../shared/html.ts';

const FR = {
  fields: 'Champs',
  fieldsDescription: (count: string) =>
    `Les ${count} champs des données essentielles de la commande publique, dans toutes les versions du format.`,
  fieldsIntro: (count: string) =>
    `${count} champs, de toutes les versions du format. Chaque champ a une page : définition, source juridique, présence dans chaque version, valeurs acceptées et refusées, règles.`,
  fieldsCaption: 'Champs de toutes les versions',
  fieldsColumns: ['Champ', 'Dans', 'Chemin', 'Type', 'Présence', 'Versions'],
  from: (first: string, last: string) => (first === last ? first : `${first} à ${last}`),
  structure: 'Structure',
  structureDescription:
    "Les objets du format en arbre : le fichier, le marché, le contrat de concession, et ce qu'ils contiennent.",
  structureIntro: (version: string) =>
    markdown`Comment un fichier de la version ${version} est fait. Chaque nom mène à la page de son champ ; **obligatoire** dit ce qu'un objet doit toujours avoir.`,
  diagram: "Vue d'ensemble",
  diagramTitle: 'Les objets du format et ce qui les relie',
  diagramText: 'Le même schéma en mots',
  holdsOne: (owner: Html, name: Html) => html`${owner} a ${name}.`,
  holdsMany: (owner: Html, name: Html) => html`${owner} a une liste ${name}.`,
  required: 'obligatoire',
  optional: 'facultatif',
  many: 'plusieurs',
};

const EN: typeof FR = {
  fields: 'Fields',
  fieldsDescription: (count) =>
    `The ${count} fields of the essential data of French public procurement, in all versions of the format.`,
  fieldsIntro: (count) =>
    `${count} fields, of all versions of the format. Each field has a page: definition, legal source, presence in each version, values accepted and refused, rules.`,
  fieldsCaption: 'Fields of all versions',
  fieldsColumns: ['Field', 'In', 'Path', 'Type', 'Presence', 'Versions'],
  from: (first, last) => (first === last ? first : `${first} to ${last}`),
  structure: 'Structure',
  structureDescription:
    'The objects of the format as trees: the file, the public contract, the concession contract, and what they hold.',
  structureIntro: (version) =>
    markdown`How a file of version ${version} is made. Each name leads to the page of its field; **required** says what an object must always have.`,
  diagram: 'Overview',
  diagramTitle: 'The objects of the format and what ties them',
  diagramText: 'The same diagram in words',
  holdsOne: (owner, name) => html`${owner} has ${name}.`,
  holdsMany: (owner, name) => html`${owner} has a list ${name}.`,
  required: 'required',
  optional: 'optional',
  many: 'several',
};

export const LIST_WORDS: Record<Lang, typeof FR> = { fr: FR, en: EN };
