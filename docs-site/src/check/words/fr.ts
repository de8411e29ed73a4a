/** Les mots des deux pages en français. */
import type { Severity } from '../../../../src/finding.ts';
import { fr } from '../../../../packages/base/src/language.ts';
import type { FileSummary, RecordCounts } from '../../../../src/report/types.ts';
import { FR as SAID } from '../../../../src/report/words-fr.ts';
import { CHANGE_FR } from './change-fr.ts';

const contrats = (n: number): string => fr.count(n, 'contrat', 'contrats');
const constats = (n: number): string => fr.count(n, 'constat', 'constats');
const total = (records: RecordCounts): number => records.marche + records['contrat-concession'];

const SEVERITIES: Record<Severity, string> = { error: 'Erreur', warning: 'Avertissement', info: 'Information' };

export const FR = {
  title: 'Contrôler un fichier',
  description: 'Contrôlez un fichier de données essentielles dans votre navigateur : il ne quitte pas votre machine.',
  intro:
    "Déposez un fichier : il est contrôlé ici, par votre navigateur. Il n'est envoyé nulle part, et la page fonctionne aussi sans réseau une fois chargée.",
  forms: 'JSON, XML, CSV, classeur XLSX ou paquet de tables (.zip), même compressés en .gz, de toute taille.',
  pick: 'Choisir un fichier',
  oneAtATime: (name: string, count: number) =>
    `Un fichier à la fois : « ${name} » est contrôlé, et ${count === 2 ? "l'autre ne l'est pas" : `les ${count - 1} autres ne le sont pas`}.`,
  drop: 'ou déposez-le dans ce cadre',
  paste: 'Ou coller du texte',
  pasteLabel: 'Texte à contrôler (JSON, XML ou CSV)',
  pasteGo: 'Contrôler ce texte',
  pastedName: 'texte collé',
  version: 'Version du format',
  detected: 'reconnue dans le fichier',
  again: 'Contrôler à nouveau',
  checking: (file: string) => `Contrôle de « ${file} »`,
  progress: (read: string, size: string, percent: number) => `${read} lus sur ${size} (${percent} %)`,
  soFar: (findings: number) => `${constats(findings)} pour l'instant`,
  cancel: 'Annuler',
  cancelled: 'Contrôle annulé.',
  bytes: (n: number): string => (n < 1e6 ? `${fr.number(Math.ceil(n / 1000))} ko` : `${fr.number(Math.round(n / 1e5) / 10)} Mo`),
  result: (file: string) => `Résultat : ${file}`,
  unreadable: SAID.unreadable,
  goneTitle: "Le fichier n'est plus lisible",
  gone: "Le fichier a changé, a été déplacé ou n'est pas un fichier : choisissez-le de nouveau.",
  bugTitle: "Le contrôle n'a pas pu se faire",
  stalled:
    "Le contrôle n'avançait plus et a été arrêté : c'est une faute du programme, pas de votre fichier. La page reste utilisable, vous pouvez contrôler un autre fichier. Signalez cette faute avec le texte ci-dessous.",
  bug: "Ce n'est pas la faute de votre fichier. Rechargez la page et recommencez ; si cela se reproduit, signalez-le avec le texte ci-dessous, sans joindre le fichier.",
  verdict(summary: FileSummary): string {
    if (summary.verdict === 'unreadable') return SAID.unreadable;
    if (summary.verdict === 'conforming') return SAID.conforming(summary.records);
    return SAID.notConforming(summary.records, total(summary.records) - summary.records.conforming);
  },
  verdictShort: { conforming: 'Conforme', 'not-conforming': 'Non conforme', unreadable: 'Illisible' },
  countLabels: {
    error: 'Erreurs',
    warning: 'Avertissements',
    info: 'Informations',
    records: 'Contrats lus',
    conforming: 'Contrats sans erreur',
  },
  severities: SEVERITIES,
  rulesDay: (day: string, version: string) => `Règles ${version}, jour de référence ${day}.`,
  forecast: {
    title: 'Ce que ferait la consolidation nationale',
    onceMended:
      "Ces nombres valent une fois réparé ce qui ne va pas dans le fichier lui-même : tel qu'il est, il peut être écarté en entier.",
    labels: { publish: 'Publiés', reserve: 'Publiés avec réserves', drop: 'Écartés', unknown: 'Sans prévision' },
    why: {
      drop: 'Pourquoi des contrats seraient écartés',
      reserve: 'Pourquoi des contrats auraient des réserves',
      unknown: 'Pourquoi rien ne peut être prévu',
    },
    none: 'Aucune prévision pour cette version : la consolidation nationale ne la lit pas, ou les règles ne le disent pas.',
  },
  groups: {
    title: 'Résumé par problème et par champ',
    columns: { severity: 'Gravité', problem: 'Problème', field: 'Champ', count: 'Nombre', records: 'Contrats', code: 'Code' },
    show: 'Voir où',
    allRows: (n: number) => `Montrer les ${fr.number(n)} lignes`,
    showOf: (title: string, field: string) => `Voir où : ${title}${field === '' ? '' : `, ${field}`}`,
    other: '(autres champs)',
    more: (n: number) => `et ${fr.count(n, 'autre ligne', 'autres lignes')} : voir les rapports à télécharger.`,
  },
  places: {
    title: 'Où dans le fichier',
    columns: ['Gravité', 'Place', 'Message', 'Code'],
    filters: 'Filtrer les constats',
    severity: 'Gravité',
    code: 'Code',
    field: 'Champ',
    text: 'Texte (message, chemin, identifiant)',
    all: 'tous',
    anySeverity: 'toutes',
    clear: 'Effacer les filtres',
    shown: (rows: number, matching: number) =>
      matching === 0
        ? 'Aucun constat ne correspond.'
        : `${fr.number(rows)} sur ${constats(matching)}${rows < matching ? ' ; tous sont dans les rapports CSV et JSON' : ''}.`,
    cut: (kept: number, all: number) =>
      `Le fichier a ${constats(all)} : les ${fr.number(kept)} premiers sont gardés ici, tous sont comptés dans le résumé. Corrigez les premiers, puis recommencez, ou utilisez « decp validate ».`,
  },
  downloads: {
    title: 'Rapports à télécharger',
    html: 'Rapport à lire ou imprimer (HTML)',
    csv: 'Constats pour tableur (CSV)',
    json: 'Constats pour programmes (JSON)',
    name: 'controle',
    partName: (n: number) => `controle-les-${n}-premiers`,
  },
  certificate: {
    section: 'Certificat de contrôle',
    name: 'certificat',
    why: 'Il lie ce résultat à votre fichier par sa somme SHA-256, calculée à ce moment-là.',
    html: 'Certificat (HTML)',
    json: 'Certificat (JSON)',
    working: (percent: number) => `Calcul de la somme : ${percent} %`,
    sum: (sum: string) => `SHA-256 : ${sum}`,
    title: 'Certificat de conformité',
    refusedTitle: 'Certificat de contrôle',
    conforming: "Conforme : aucune erreur n'a été trouvée.",
    notConforming: 'Non conforme : des erreurs ont été trouvées.',
    file: 'Fichier',
    size: 'Taille',
    bytes: (n: string) => `${n} octets`,
    format: 'Forme',
    schema: 'Version du schéma',
    day: 'Jour de référence',
    records: 'Contrats',
    recordCounts: (records: RecordCounts) => `${contrats(total(records))}, dont ${fr.number(records.conforming)} sans erreur`,
    made: 'Fait le',
    note: "Ce certificat a été fait par le navigateur de la personne qui a le fichier, sans contrôle d'un tiers. Il dit ce que le contrôle a trouvé dans ces octets ; il ne prouve rien de la vérité des données.",
  },
  report: {
    title: 'Contrôle de',
    day: 'Jour du contrôle',
    tool: 'Outil',
    rules: 'Version des règles',
    noRules: 'aucune règle',
    counts: 'Constats',
    none: 'aucun',
    hidden: (n: number) =>
      `${n === 1 ? "1 constat n'est pas montré" : `${fr.number(n)} constats ne sont pas montrés`} dans ce rapport ; tous sont comptés.`,
    foot: "Fait sur la machine de la personne qui a le fichier : celui-ci n'a été envoyé nulle part.",
  },
  colon: ' : ',
  howToConvert: 'Comment convertir',
  newTab: 'nouvel onglet',
  advice: {
    mend: "À faire : corrigez d'abord le premier problème du résumé, puis contrôlez à nouveau.",
    empty: "À faire : ce fichier n'a aucun contrat ; il n'y a rien à publier.",
    convert: 'À faire : convertissez en JSON ou en XML pour publier (« decp convert »).',
    otherVersion: (inForce: string) => SAID.otherVersion(inForce),
    dropped: (n: number) =>
      `À faire : le fichier peut être publié, mais la consolidation nationale en écarterait ${contrats(n)} ; lisez la prévision.`,
    read: 'À faire : relisez les points du résumé ; le fichier peut être publié.',
    nothing: 'À faire : rien, le fichier peut être publié.',
  },
  proposal: (version: string) => `La version ${version}, publiée ici, est une proposition, que l'État n'applique pas.`,
  proposalLink: "Compter les contrats qu'elle refuserait en plus",
  newer: 'Une version plus récente de cette page est prête.',
  reload: 'Recharger',
  change: CHANGE_FR,
};

export type OwnWords = typeof FR;
