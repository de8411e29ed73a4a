/** The sheet « Mode d'emploi » of the template. */
import type { Cell } from '../../write/xlsx/types.ts';

const PARAGRAPHS = [
  'Une ligne par contrat : les marchés dans la feuille « Marchés », les contrats de concession dans la feuille « Concessions », à partir de la troisième ligne.',
  'Ne modifiez pas la première ligne : elle nomme chaque donnée comme le fait le format JSON. La deuxième ligne explique chaque colonne ; elle peut rester ou être supprimée.',
  'Les colonnes obligatoires ont un titre bordeaux, les autres un titre gris. Une case vide veut dire que la donnée est absente.',
  "Choisissez dans les listes déroulantes : le texte doit être exactement celui de la liste. Les cases sont au format « Texte », pour qu'un SIRET garde ses zéros ; collez des valeurs, sans la mise en forme d'origine.",
  'Dates : 2024-12-31 ou 31/12/2024. Nombres : 1250,5 ou 1 250,50, sans symbole ni point de milliers. Un point ou une virgule suivi de trois chiffres exactement (1,234) est refusé, car on le lit de deux façons : écrivez 1234 ou 1,2340. Oui ou non : oui, non.',
  'Pour un titulaire, un acte ou une modification de plus, copiez les colonnes et augmentez le numéro : titulaires.4.typeIdentifiant, titulaires.4.id, modifications.2.id. Remplissez les numéros dans leur ordre.',
  "Un texte qui commence par = + - ou @ s'écrit avec une apostrophe devant ('), pour que le tableur n'en fasse pas une formule ; elle est retirée à la lecture.",
  'Une feuille sans contrat peut rester telle quelle. Les autres feuilles que vous ajoutez ne sont pas lues.',
  'Enregistrez au format XLSX, ou CSV (UTF-8, séparateur point-virgule), puis contrôlez : decp validate fichier.xlsx',
];

/** The rows of the sheet. `version` is the version of the standard that the columns are those of. */
export const instructionRows = (version: string): Cell[][] => [
  [{ text: "Données essentielles de la commande publique : mode d'emploi", look: 'title' }],
  ...[`Modèle généré depuis le schéma, version « ${version} ». Ne pas modifier la structure.`, ...PARAGRAPHS].map(
    (text): Cell[] => [{ text, look: 'prose' }],
  ),
];
