/** The text report in French. */
import { fr, capital } from '../../packages/base/src/language.ts';
import type { RecordCounts } from './types.ts';
import { type Words, cellWords, present, sentence, subject } from './words.ts';

const contrats = (n: number): string => fr.count(n, 'contrat', 'contrats');
const fois = (n: number): string => `${fr.number(n)} fois`;
const marches = (n: number): string => fr.count(n, 'marché', 'marchés');
const concessions = (n: number): string => fr.count(n, 'contrat de concession', 'contrats de concession');
const total = (records: RecordCounts): number => records.marche + records['contrat-concession'];

const read = (records: RecordCounts): string =>
  total(records) === 0
    ? 'aucun contrat'
    : fr.and(
        present([
          [records.marche, marches],
          [records['contrat-concession'], concessions],
        ]),
      );

const CELL = { sheet: 'feuille', row: 'ligne', column: 'colonne' };

/** Les formes de fichier, après « n'est pas ». */
const FORMS: Readonly<Record<string, string>> = {
  json: 'du JSON',
  xml: 'du XML',
  csv: 'un CSV',
  xlsx: 'un classeur',
  package: 'un paquet de tables',
};

export const FR: Words = {
  version({ version, versionChosen, versionDetected, versionReason }) {
    const reason = versionReason === null ? '' : ` : ${versionReason.fr}`;
    if (versionDetected === null || (versionChosen && version === versionDetected))
      return sentence(`Version ${version ?? ''}, choisie pour ce contrôle`);
    return version === versionDetected
      ? sentence(`Version ${version}, reconnue au contenu${reason}`)
      : sentence(
          `Version ${version ?? ''}, choisie pour ce contrôle ; le contenu est celui d'une version ${versionDetected}${reason}`,
        );
  },
  conforming: (records) => `Conforme : ${read(records)}, aucune erreur.`,
  notConforming(records, toMend) {
    if (total(records) === 0) return "Non conforme : aucun contrat n'a été lu.";
    if (toMend === 0) return `Non conforme : le fichier est à corriger ; ses contrats n'ont pas d'erreur (${read(records)}).`;
    return `Non conforme : ${contrats(toMend)} à corriger sur ${fr.number(total(records))} (${read(records)}).`;
  },
  unreadable: "Illisible : aucun contrat n'a pu être lu.",
  convertFirst: 'À faire : convertissez en JSON ou en XML pour publier : « decp convert fichier.csv fichier.json ».',
  notSound: (format) =>
    `Le fichier n'est pas ${FORMS[format] ?? 'un fichier'} correct ; les contrats qui se lisent ont été contrôlés quand même.`,
  notJudged: "Une partie du fichier n'a pas pu être jugée ; le reste a été contrôlé.",
  counts: ({ error, warning, info }) =>
    fr.and(
      present([
        [error, (n) => fr.count(n, 'erreur', 'erreurs')],
        [warning, (n) => fr.count(n, 'avertissement', 'avertissements')],
        [info, (n) => fr.count(n, 'information', 'informations')],
      ]),
    ),
  columns: ['Nombre', 'Contrats', 'Problème', 'Champ'],
  mild: { error: '', warning: ' (avertissement)', info: ' (information)' },
  otherFields: '(autres champs)',
  group: (group) =>
    `${capital(subject(group, ' : '))}, ${fois(group.count)}${group.records > 0 ? ` dans ${contrats(group.records)}` : ''}`,
  record: ({ kind, index, id }) =>
    `${kind === 'marche' ? 'marché' : 'contrat de concession'} n° ${String(index + 1)}${id === undefined ? '' : ` ${fr.quote(id, 30)}`}`,
  position: ({ line, column, cell }) => (cell ? cellWords(cell, CELL) : `ligne ${String(line)}, colonne ${String(column)}`),
  explain: (code) => `En savoir plus : decp explain ${code}`,
  more: (n) => `et ${fr.count(n, 'autre', 'autres')}`,
  moreRows: (rows) => `et ${fr.count(rows, 'autre ligne', 'autres lignes')}`,
  hidden: (n, how) =>
    `${n === 1 ? "1 constat n'est pas montré" : `${fr.number(n)} constats ne sont pas montrés`} ci-dessus ; pour tous les voir : ${how}`,
  forecast: ({ publish, reserve, drop, unknown }) =>
    `Prévision de la consolidation nationale : ${fr.number(publish)} à publier, ${fr.number(reserve)} à publier avec réserves, ${fr.number(drop)} à écarter${unknown > 0 ? `, ${fr.number(unknown)} sans prévision` : ''}.`,
  uncertain: 'sans prévision :',
  dropped: 'écartés :',
  reserved: 'avec réserves :',
  refusedBySchema: (version) => `refusé par le schéma ${version}`,
  notRead: 'illisible',
  beyondLimits: 'trop volumineux pour ce contrôle',
  notEvaluated: (rules) =>
    `${fr.count(rules, 'vérification de règle non faite', 'vérifications de règle non faites')} : un champ que la règle lit manque, n'a pas la forme attendue ou est trop long.`,
  nothingToDo: 'À faire : rien, le fichier peut être publié.',
  nothingThere: "À faire : ce fichier n'a aucun contrat ; il n'y a rien à publier.",
  otherVersion: (inForce) => `À faire : rien pour cette version ; la version en vigueur est la ${inForce}.`,
  proposal: (version) => `La version ${version}, publiée ici, est une proposition ; pour compter ce qu'elle refuserait en plus :`,
  dropsForeseen: (records) =>
    `À faire : le fichier peut être publié, mais la consolidation nationale en écarterait ${contrats(records)} ; lisez la prévision ci-dessus.`,
  readAgain: 'À faire : relisez les points ci-dessus ; le fichier peut être publié.',
  mendFirst: (group) =>
    `À faire : corrigez d'abord « ${subject(group, ' : ')} » (${fois(group.count)}), puis relancez le contrôle.`,
  mendFile: 'À faire : suivez le conseil ci-dessus, puis relancez le contrôle.',
  files: (n, verdicts) =>
    `${fr.count(n, 'fichier', 'fichiers')} : ${fr.and(
      present([
        [verdicts.conforming, (k) => fr.count(k, 'conforme', 'conformes')],
        [verdicts['not-conforming'], (k) => fr.count(k, 'non conforme', 'non conformes')],
        [verdicts.unreadable, (k) => fr.count(k, 'illisible', 'illisibles')],
      ]),
    )}.`,
};
