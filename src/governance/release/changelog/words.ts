/** What the changelog and the release notes say, whatever the language. */
import type { Severity } from '../../../finding.ts';
import type { ErratumReason } from '../../../model/errata.ts';
import type { Family } from '../../../model/rules.ts';
import type { Section, Part } from './sections.ts';
import { fr } from '../../../../packages/base/src/language.ts';
import { percent } from '../../../report/percent.ts';

/** The records that errata were measured on: the most that one of them hits, and how many were measured for each. */
export type Measured = { hit: number; of: number; least: number; most: number };

export type ChangelogWords = {
  title(version: string): string;
  /** Under the title of the notes. */
  published(date: string, previous: string): string;
  promise: string;
  /** What is published here is not what the State applies. */
  proposal(version: string, inForce: string): string;
  /** Over what was written by hand. */
  inShort: string;
  /** Before the list of who must do what. */
  actions: string;
  producers: string;
  reusers: string;
  nothing: string;
  /** What producers and reusers do: each a sentence, without its beginning. */
  act: {
    mend(version: string, section: string): string;
    check(version: string, section: string): string;
    /** What the version in force refuses is not written yet, though the proposal takes it. */
    wait(section: string, inForce: string): string;
    /** `later`: the code to write instead may be one that the version in force refuses. */
    avoid(code: string, instead: string | undefined, later: boolean): string;
    mayMiss(field: string): string;
    otherType(field: string): string;
    newField(field: string): string;
    moved(from: string, to: string): string;
    newCode(code: string, field: string): string;
    newValues(fields: string, example: string | undefined): string;
  };
  section: Record<Section, (n: number) => string>;
  /** What is said under the heading of a section. */
  intro: Record<Section, (version: string) => string>;
  /** Before the places of one part of a file. */
  part: Record<Part, string>;
  root: string;
  item(title: string): string;
  elsewhere: string;
  /** Before the examples. */
  example: Record<'previous' | 'next', (n: number) => string>;
  without(name: string): string;
  noExample: string;
  why(reason: string): string;
  reason: Record<ErratumReason, string>;
  examined: string;
  source(titles: string): string;
  /** What stands between two texts, or two places of one, that hold commas themselves. */
  between: string;
  measured(measured: Measured): string;
  /** `n` rules of a family. */
  rules(kind: string, n: number, family: string, severity: string): string;
  family: Record<Family, string>;
  severity: Record<Severity, string>;
  explain: string;
  texts(n: number): string;
  ruleTexts(n: number): string;
  legal: string;
  colon: string;
};

/** The changelog and the release notes in French. */
const RULES: Record<string, [one: string, many: string]> = {
  'rule-added': ['règle nouvelle', 'règles nouvelles'],
  'rule-removed': ['règle retirée', 'règles retirées'],
  'rule-narrowed': ['règle qui trouve plus de fautes', 'règles qui trouvent plus de fautes'],
  'rule-widened': ['règle qui trouve moins de fautes', 'règles qui trouvent moins de fautes'],
  'rule-severity-raised': ['règle plus sévère', 'règles plus sévères'],
  'rule-severity-lowered': ['règle moins sévère', 'règles moins sévères'],
};

const contrats = (n: number): string => fr.count(n, 'contrat', 'contrats');

export const CHANGELOG_FR: ChangelogWords = {
  title: (version) => `Version ${version} du format`,
  published: (date, previous) => `Publiée le ${date}, après la version ${previous}.`,
  promise: 'Ce que promet ce numéro.',
  proposal: (version, inForce) =>
    `**Une proposition**, tant que l'État n'applique pas la version ${version}. La version en vigueur est la ${inForce} : la consolidation nationale juge par elle, et écarte un contrat qu'elle refuse.`,
  inShort: 'En bref',
  actions: 'Ce que chacun doit faire',
  producers: 'ceux qui produisent les données',
  reusers: 'ceux qui réutilisent les données',
  nothing: "Il n'y a rien à faire.",
  act: {
    mend: (version, section) =>
      `corrigez vos logiciels avant de publier sous la version ${version} : ce qui est dit sous « ${section} » est refusé. Pour le vérifier, lancez \`npx decp validate --schema ${version} mes-marches.json\`.`,
    check: (version, section) =>
      `vérifiez vos fichiers avec \`npx decp validate --schema ${version} mes-marches.json\`. Seules des données déjà fautives sont refusées ; elles sont dites sous « ${section} ».`,
    wait: (section, inForce) =>
      `n'écrivez pas encore ce qui est dit sous « ${section} » : la consolidation nationale écarte un contrat que la version ${inForce} refuse.`,
    avoid: (code, instead, later) =>
      `n'employez plus le code ${code}, qui est déconseillé${instead === undefined ? '' : ` ; écrivez ${instead}`}${later ? ", une fois que l'État applique cette version" : ''}.`,
    mayMiss: (field) => `${field} peut maintenant manquer.`,
    otherType: (field) => `${field} peut maintenant être d'une autre sorte de valeur.`,
    newField: (field) => `un champ est nouveau : ${field}.`,
    moved: (from, to) => `ce qui se lisait dans ${from} se lit maintenant dans ${to}.`,
    newCode: (code, field) => `${field} peut maintenant valoir ${code}.`,
    newValues: (fields, example) =>
      `attendez-vous à des valeurs nouvelles${example === undefined ? '' : `, comme ${example}`} : ${fields}.`,
  },
  section: {
    broken: () => 'Rompu',
    mended: () => 'Refusé désormais (errata)',
    widened: () => 'Accepté désormais',
    rules: () => 'Règles sans effet sur ce que le format accepte',
    texts: () => 'Textes',
  },
  intro: {
    broken: () => 'Ces données étaient acceptées et ne le sont plus. Le numéro majeur le dit.',
    mended: (version) =>
      `Ces données étaient acceptées à tort. Chaque cas a été approuvé, avec sa source et la part des contrats touchés : \`schema/${version}/errata.yaml\`.`,
    widened: () => 'Ces données étaient refusées et ne le sont plus.',
    rules: () =>
      'Ces règles signalent une donnée douteuse, ou disent ce que fait la consolidation nationale. Aucune ne change ce que le format accepte.',
    texts: () => "Aucune donnée n'est jugée autrement.",
  },
  part: { file: 'Dans le fichier', marche: 'Dans un marché', 'contrat-concession': 'Dans un contrat de concession' },
  root: 'sa racine',
  item: (title) => `chaque élément de ${title}`,
  elsewhere: "et à d'autres endroits",
  example: {
    previous: (n) => (n === 1 ? 'Exemple refusé désormais' : 'Exemples refusés désormais'),
    next: (n) => (n === 1 ? 'Exemple accepté désormais' : 'Exemples acceptés désormais'),
  },
  without: (name) => `(sans ${name})`,
  noExample: 'Aucun exemple à montrer',
  why: (reason) => `Pourquoi : ${reason}.`,
  reason: {
    'legal-text': 'un texte le demandait déjà',
    'own-documentation': 'la documentation publiée le demandait déjà',
    'undefined-name': "ce nom n'a jamais été défini par le format",
  },
  examined: "une personne a examiné ce changement et conclu que rien n'est perdu",
  source: (titles) => `Source : ${titles}.`,
  between: ' ; ',
  measured: (measured) => `Mesuré sur de vraies données : ${measuredWords(measured)}.`,
  rules: (kind, n, family, severity) => {
    const [one, many] = RULES[kind] ?? ['règle changée', 'règles changées'];
    return `${fr.count(n, one, many)} (famille « ${family} », gravité « ${severity} »)`;
  },
  family: { reglementaire: 'réglementaire', agregateur: 'agrégateur', qualite: 'qualité' },
  severity: { error: 'erreur', warning: 'avertissement', info: 'information' },
  explain: '`npx decp explain <règle>` dit pourquoi une règle existe et comment corriger.',
  texts: (n) => fr.count(n, 'texte changé', 'textes changés'),
  ruleTexts: (n) => fr.count(n, 'règle dont le texte change', 'règles dont le texte change'),
  legal: 'Textes que cette version met en œuvre',
  colon: ' : ',
};

function measuredWords({ hit, of, least, most }: Measured): string {
  if (hit > 0) return `${contrats(hit)} sur ${fr.number(of)} au plus pour un même cas (${percent(hit / of, hit, fr)})`;
  if (least === most) return `aucun contrat touché sur ${fr.number(of)}`;
  return `aucun contrat touché, de ${fr.number(least)} à ${fr.number(most)} contrats mesurés selon le cas`;
}
