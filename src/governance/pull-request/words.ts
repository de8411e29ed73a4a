/** What the page on a pull request says, whatever the language. */
import type { Severity } from '../../finding.ts';
import type { Cause, VerdictCounts } from '../../model/impact.ts';
import type { Family } from '../../model/rules.ts';
import type { ExampleCounts } from './source-changes.ts';
import type { ExampleVerdict, PullRequest } from './types.ts';
import { fr } from '../../../packages/base/src/language.ts';

export type PullRequestWords = {
  title: string;
  stoppedTitle(n: number): string;
  /** Nothing stops it. */
  notStopped: string;
  stopped(where: string, sentence: string): string;
  /** The sources cannot be read: there is nothing to compare. */
  unread: string;
  /** One line: nothing of the format changed. */
  nothing(base: string): string;
  /** One line: only texts changed. */
  onlyTexts(n: number): string;
  /** The number that is needed after a release, if any, and the one declared. */
  numbers(release: string, asked: string | undefined, declared: string | undefined): string;
  kept: string;
  broken(n: number): string;
  undeclaredTitle(n: number): string;
  advice: string;
  changesTitle(base: string): string;
  sourcesTitle(n: number): string;
  line(n: number): string;
  /** A file itself, where it is a list. */
  root: string;
  /** What comes between a place and its values. */
  colon: string;
  before: string;
  after: string;
  added(where: string): string;
  removed(where: string): string;
  renamed(where: string, before: string, after: string, counts: { echoes?: number; examples?: ExampleCounts }): string;
  /** A text that cites a constant that changed. */
  follows(where: string): string;
  fileIs: Record<'added' | 'removed', string>;
  renamedFile(from: string): string;
  unreadFile: string;
  /** An object for whose whole there is no room. */
  tooLong: string;
  moreSources(n: number, command: string): string;
  examplesTitle: string;
  sameExamples(count: number): string;
  changedExamples(n: number, count: number): string;
  verdict: Record<ExampleVerdict, string>;
  becomes(file: string, before: string, after: string): string;
  sampleTitle: string;
  sample(files: number, counts: VerdictCounts): string;
  cause(cause: Cause, where: string, code: string): string;
  record: string;
  rulesTitle: string;
  noRules: string;
  rule(id: string, what: keyof PullRequest['rules'], kind: string, title: string): string;
  severity: Record<Severity, string>;
  family: Record<Family, string>;
  scoreTitle: string;
  score(score: PullRequest['score']): string;
  survivor(id: string): string;
  more(n: number): string;
  /** How to make the page again. */
  footer(base: string, command: string): string;
};

/** The page on a pull request in French. */
const inExamples = ({ concerned, following }: ExampleCounts): string => {
  const had = ` ; ${fr.count(concerned, 'exemple le contenait', 'exemples le contenaient')}`;
  if (concerned === 0) return had;
  if (following < concerned) return `${had}, ${fr.count(following, 'a suivi', 'ont suivi')}`;
  return `${had}, ${concerned === 1 ? 'et a suivi' : 'et tous ont suivi'}`;
};

const contrats = (n: number): string => fr.count(n, 'contrat', 'contrats');

const RULE = { added: 'ajoutée', removed: 'retirée', changed: 'modifiée' };

export const PULL_REQUEST_FR: PullRequestWords = {
  title: 'Ce que change cette proposition',
  stoppedTitle: (n) => `Ce qui arrête cette proposition (${fr.number(n)})`,
  notStopped: "Rien n'arrête cette proposition.",
  stopped: (where, sentence) => `${where} : ${sentence}`,
  unread: "Le reste du rapport attend : le format, tel qu'il est proposé, ne se lit pas.",
  nothing: (base) => `Le format ne change pas depuis ${base}.`,
  onlyTexts: (n) =>
    n === 1
      ? "Seul un texte change : aucune donnée n'est jugée autrement."
      : `Seuls des textes changent (${fr.number(n)}) : aucune donnée n'est jugée autrement.`,
  numbers: (release, asked, declared) =>
    `Par rapport à la version publiée ${release} : ${asked === undefined ? "aucun nouveau numéro n'est demandé" : `numéro demandé ${asked}`}${declared === undefined ? '' : `, annoncé ${declared}`}.`,
  kept: 'Ce que promet ce numéro est tenu.',
  broken: (n) =>
    n === 0
      ? "Ce que promet ce numéro n'est pas tenu."
      : `Ce que promet ce numéro n'est pas tenu : ${fr.count(n, 'changement non déclaré', 'changements non déclarés')}.`,
  undeclaredTitle: (n) => `À déclarer (${fr.count(n, 'changement', 'changements')})`,
  advice:
    'Revenez sur le changement, ou annoncez le numéro demandé dans `schema/releases.json` ; si ce qui est perdu était déjà fautif et rare, ajoutez un erratum : voyez « Déclarer un erratum » dans `CONTRIBUTING.md`.',
  changesTitle: (base) => `Changements depuis ${base}`,
  sourcesTitle: (n) => (n === 1 ? 'Le fichier modifié' : `Les ${fr.number(n)} fichiers modifiés`),
  line: (n) => `ligne ${n}`,
  root: 'la liste',
  colon: ' : ',
  before: 'avant',
  after: 'maintenant',
  added: (where) => `ajouté, ${where}`,
  removed: (where) => `retiré, ${where}`,
  renamed: (where, before, after, { echoes = 0, examples }) =>
    `${where === '' ? '' : `${where} : `}${before} renommé ${after}${echoes === 0 ? '' : `, comme à ${fr.count(echoes, 'autre endroit', 'autres endroits')} des sources`}${examples === undefined ? '' : inExamples(examples)}`,
  follows: (where) => `${where}, qui cite une constante modifiée`,
  fileIs: { added: 'nouveau', removed: 'retiré' },
  renamedFile: (from) => `auparavant ${from}`,
  unreadFile: 'ne se lit pas, et ne peut être comparé endroit par endroit',
  tooLong: 'trop long pour être montré ici',
  moreSources: (n, command) =>
    `${fr.count(n, 'autre changement est trop long', 'autres changements sont trop longs')} pour cette page. Pour tout voir : ${command}`,
  examplesTitle: 'Exemples jugés autrement',
  sameExamples: (count) => `Aucun des ${fr.number(count)} exemples n'est jugé autrement.`,
  changedExamples: (n, count) => `${fr.count(n, 'exemple est jugé', 'exemples sont jugés')} autrement, sur ${fr.number(count)} :`,
  verdict: { accepted: 'accepté', refused: 'refusé', unreadable: 'illisible' },
  becomes: (file, before, after) => `${file} : ${before} avant, ${after} maintenant`,
  sampleTitle: "Données d'essai",
  sample: (files, { judged, newlyRefused, newlyAccepted }) =>
    newlyRefused + newlyAccepted === 0
      ? `Aucun des ${contrats(judged)} de ${fr.count(files, 'fichier inventé', 'fichiers inventés')} du dépôt n'est jugé autrement.`
      : `Sur ${contrats(judged)} de ${fr.count(files, 'fichier inventé', 'fichiers inventés')} du dépôt, ${fr.count(newlyRefused, 'est désormais refusé', 'sont désormais refusés')} et ${fr.count(newlyAccepted, 'est désormais accepté', 'sont désormais acceptés')} :`,
  cause: ({ effect, records, changing }, where, code) =>
    `${where} : ${code}, constat ${effect === 'new' ? 'nouveau' : 'disparu'} dans ${contrats(records)}, dont ${fr.number(changing)} ${changing < 2 ? 'jugé' : 'jugés'} autrement`,
  record: '(le contrat lui-même)',
  rulesTitle: 'Règles',
  noRules: 'Aucune règle ne change.',
  rule: (id, what, kind, title) => `${id} ${RULE[what]} (${kind}) : ${title}`,
  severity: { error: 'erreur', warning: 'avertissement', info: 'information' },
  family: { reglementaire: 'réglementaire', agregateur: 'agrégateur', qualite: 'qualité' },
  scoreTitle: 'Score de mutation',
  score: ({ percent, noticed, total, equivalent }) =>
    `${fr.number(percent)} % : les exemples remarquent ${fr.number(noticed)} façons d'abîmer le format sur ${fr.number(total - equivalent)}${equivalent > 0 ? `, sans compter ${fr.count(equivalent, 'façon qui ne change', 'façons qui ne changent')} rien` : ''}.`,
  survivor: (id) => `aucun exemple ne remarque ${id}`,
  more: (n) => `et ${fr.count(n, 'autre', 'autres')}`,
  footer: (base, command) => `Comparaison avec ${base}. Pour refaire cette page : ${command}`,
};
