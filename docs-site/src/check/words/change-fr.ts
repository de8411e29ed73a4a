/** Les mots de « ce qui change pour moi » en français. */
import { fr } from '../../../../packages/base/src/language.ts';

const contrats = (n: number): string => fr.count(n, 'contrat', 'contrats');
const n = (count: number): string => fr.number(count);

export const CHANGE_FR = {
  title: 'Ce qui change pour moi',
  description: 'Déposez votre fichier : voyez lesquels de vos contrats une autre version du format refuserait, et que corriger.',
  intro:
    "Choisissez deux versions et déposez votre fichier. Il est contrôlé deux fois, une fois par version, dans votre navigateur : il n'est envoyé nulle part.",
  from: 'De la version',
  to: 'À la version',
  rules: 'Que contrôler',
  schemaOnly: 'le schéma seul',
  withRules: 'le schéma et les règles',
  same: 'Choisissez deux versions différentes.',
  pass: (i: number, version: string) => `Contrôle ${i} sur 2, version ${version}`,
  result: (from: string, to: string, name: string) => `De ${from} à ${to} : ${name}`,
  fileRefused: (to: string) => `La version ${to} refuse le fichier lui-même : ce qu'il faut corriger est dit plus bas.`,
  stillRefused: 'Les contrats que les deux versions refusent sont à corriger de toute façon :',
  check: 'contrôlez le fichier',
  none: "Aucun contrat n'a été lu : il n'y a rien à comparer.",
  headline: (breaks: number, total: number, to: string) =>
    breaks === 0
      ? `${total === 1 ? "Votre contrat n'est pas" : `Aucun de vos ${contrats(total)} n'est`} nouvellement refusé en ${to}.`
      : `${contrats(breaks)} sur ${n(total)} ${breaks < 2 ? 'serait nouvellement refusé' : 'seraient nouvellement refusés'} en ${to}.`,
  labels: {
    breaks: (to: string) => `Nouvellement refusés en ${to}`,
    freed: (to: string) => `Nouvellement acceptés en ${to}`,
    good: 'Acceptés par les deux',
    bad: 'Refusés par les deux',
  },
  breaksTitle: (to: string) => `Ce que ${to} refuse en plus`,
  breaksLead: 'Pour chaque problème : combien de contrats nouvellement refusés, et la correction à faire.',
  freedTitle: (from: string) => `Ce que ${from} refusait et qui ne compte plus`,
  freedLead: 'Problèmes que ces contrats avaient dans la version de départ.',
  edit: 'Correction à faire',
  example: (place: string) => `Par exemple, ${place} :`,
  cut: 'Le fichier a trop de constats pour tous les garder : ces nombres portent sur les premiers.',
  shape: (version: string, read: number, other: number) =>
    `La version ${version} lit ${contrats(read)} dans ce fichier, l'autre ${n(other)} : la racine n'a pas la forme que les deux attendent, les contrats ne peuvent donc pas être comparés un à un.`,
  fileTitle: (version: string) => `Ce que ${version} dit du fichier lui-même`,
  compare: (from: string, to: string) => `Tout ce qui change de ${from} à ${to}`,
  compareAny: 'Comparer deux versions',
};
