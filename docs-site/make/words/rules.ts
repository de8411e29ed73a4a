/** The words of the pages of rules and of findings. */
import type { Lang } from '../../../packages/base/src/language.ts';
import { markdown } from '../markdown.ts';
import { html, type Html } from '../../shared/html.ts';

const FR = {
  rules: 'Règles',
  rulesDescription: (count: string) =>
    `Les ${count} règles de contenu du format, par famille : ce qu'elles vérifient, pourquoi, et comment corriger.`,
  rulesIntro: (count: string) =>
    markdown`${count} règles vérifient ce qu'un schéma ne sait pas dire. Leur famille dit d'où elles viennent, leur gravité ce qu'elles valent : une **erreur** rend la donnée non conforme, un **avertissement** et une **information** la signalent.`,
  rulesCaption: (family: string) => `Règles de la famille « ${family} »`,
  rulesColumns: ['Règle', 'Gravité', 'Depuis', 'Contrats touchés'],
  familyIntro: {
    reglementaire: "Un texte le demande, ou l'implique.",
    agregateur: 'La consolidation nationale écarte ou marque le contrat.',
    qualite: 'Une valeur possible mais douteuse, à vérifier.',
  },
  ruleDescription: (title: string) =>
    `Règle « ${title} » : pourquoi elle existe, comment corriger, expression, source, mesure, exemple.`,
  headings: {
    why: 'Pourquoi',
    mend: 'Comment corriger',
    example: 'Un exemple',
    expression: 'Ce que la règle vérifie',
    fields: 'Champs lus',
    consolidation: 'Ce que fait la consolidation nationale',
    measure: 'Dans les données réelles',
    source: 'Source',
    message: 'Le message',
  },
  labels: {
    id: 'Code',
    severity: 'Gravité',
    family: 'Famille',
    scope: 'Porte sur',
    since: 'Versions',
    group: 'Concerne',
    consolidation: 'Consolidation nationale',
  },
  scopes: { marche: 'les marchés', concession: 'les contrats de concession' },
  versions: (since: string, until?: string) => (until === undefined ? `à partir de ${since}` : `de ${since} à ${until}`),
  expressionIntro:
    "En CEL (Common Expression Language), telle qu'elle est exécutée. La règle ne juge que les contrats où tout ce qu'elle lit est présent et accepté par le schéma.",
  each: (path: Html) => html`pour chaque élément de ${path}`,
  when: 'quand',
  assert: 'il faut',
  at: (path: Html) => html`le constat désigne ${path}`,
  unique: (keys: Html) => html`aucun autre contrat du fichier n'a la même valeur de ${keys}`,
  uniqueRecord: 'aucun autre contrat du fichier ne lui est identique',
  deviation: 'La consolidation nationale vérifie autre chose',
  refused: 'Refusé',
  reported: 'Signalé',
  mended: 'Corrigé',
  accepted: 'Accepté',
  exampleFrom: (file: Html) => html`Tiré de ${file}, dans le dépôt. « … » tient la place de ce qui est laissé de côté.`,
  measured: (hit: Html, evaluated: string, share: string) => html`${hit} sur les ${evaluated} où elle pouvait juger (${share}).`,
  measureTitle: 'Touchés',
  records: ['contrat touché', 'contrats touchés'] as [string, string],
  measureRest: (records: string, findings: string) => `${records} lus, ${findings} en tout.`,
  findingsCount: ['constat', 'constats'] as [string, string],
  contracts: ['contrat', 'contrats'] as [string, string],
  notMeasured: html`Aucun fichier mesuré ne l'a rencontrée.`,
  notMeasuredFinding: html`Aucun fichier mesuré ne porte ce constat.`,
  from: (records: string, files: string, measured: string) =>
    `Compté sur ${records} de ${files}, le ${measured}. Les noms des acheteurs ne sont pas gardés.`,
  files: ['fichier réel', 'fichiers réels'] as [string, string],
  atFields: 'Champs où il se trouve le plus',
  fieldLine: (field: Html, records: string) => html`${field} : ${records}`,
  noFields: 'Cette règle compare des contrats entiers.',
  findings: 'Constats',
  findingsDescription: (count: string) =>
    `Les ${count} codes que le contrôle peut donner, par sujet : ce qu'ils veulent dire et comment corriger.`,
  findingsIntro: (count: string) =>
    `Le contrôle d'un fichier répond par des constats. ${count} codes viennent du programme ; les autres sont les règles. Chacun dit pourquoi il existe et comment corriger.`,
  findingsCaption: (group: string) => `Constats sur ${group}`,
  findingsColumns: ['Code', html`Ce qu'il dit`, 'Gravité'],
  findingDescription: (code: string, title: string) =>
    `Constat ${code} (${title}) : pourquoi, comment corriger, exemple, source.`,
  command: 'Les mêmes explications, dans un terminal',
};

const EN: typeof FR = {
  rules: 'Rules',
  rulesDescription: (count) =>
    `The ${count} rules on the content of the format, by family: what they check, why, and how to mend.`,
  rulesIntro: (count) =>
    markdown`${count} rules check what a schema cannot say. Their family tells where they come from, their severity what they weigh: an **error** makes the data non-conforming, a **warning** and an **information** point at it.`,
  rulesCaption: (family) => `Rules of the family “${family}”`,
  rulesColumns: ['Rule', 'Severity', 'Since', 'Contracts hit'],
  familyIntro: {
    reglementaire: 'A text asks for it, or implies it.',
    agregateur: 'The national consolidation leaves the contract out or marks it.',
    qualite: 'A value that is possible but doubtful, to be checked.',
  },
  ruleDescription: (title) => `Rule “${title}”: why it exists, how to mend, expression, source, measure, example.`,
  headings: {
    why: 'Why',
    mend: 'How to mend it',
    example: 'An example',
    expression: 'What the rule checks',
    fields: 'Fields that it reads',
    consolidation: 'What the national consolidation does',
    measure: 'In real data',
    source: 'Source',
    message: 'The message',
  },
  labels: {
    id: 'Code',
    severity: 'Severity',
    family: 'Family',
    scope: 'Bears on',
    since: 'Versions',
    group: 'About',
    consolidation: 'National consolidation',
  },
  scopes: { marche: 'public contracts', concession: 'concession contracts' },
  versions: (since, until) => (until === undefined ? `from ${since} on` : `from ${since} to ${until}`),
  expressionIntro:
    'In CEL (Common Expression Language), as it is run. The rule judges only the contracts where all that it reads is present and accepted by the schema.',
  each: (path) => html`for each item of ${path}`,
  when: 'when',
  assert: 'it must hold that',
  at: (path) => html`the finding points to ${path}`,
  unique: (keys) => html`no other contract of the file has the same value of ${keys}`,
  uniqueRecord: 'no other contract of the file is the same',
  deviation: 'The national consolidation checks something else',
  refused: 'Refused',
  reported: 'Reported',
  mended: 'Mended',
  accepted: 'Accepted',
  exampleFrom: (file) => html`Taken from ${file}, in the repository. “…” stands for what is left out.`,
  measured: (hit, evaluated, share) => html`${hit} of the ${evaluated} where it could judge (${share}).`,
  measureTitle: 'Hit',
  records: ['contract hit', 'contracts hit'],
  measureRest: (records, findings) => `${records} read, ${findings} in all.`,
  findingsCount: ['finding', 'findings'],
  contracts: ['contract', 'contracts'],
  notMeasured: html`No file that was measured met it.`,
  notMeasuredFinding: html`No file that was measured has this finding.`,
  from: (records, files, measured) => `Counted on ${records} of ${files}, on ${measured}. The names of buyers are not kept.`,
  files: ['real file', 'real files'],
  atFields: 'Fields where it is found most',
  fieldLine: (field, records) => html`${field}: ${records}`,
  noFields: 'This rule compares whole contracts.',
  findings: 'Findings',
  findingsDescription: (count) =>
    `The ${count} codes that the check can give, by subject: what they mean and how to mend the data.`,
  findingsIntro: (count) =>
    `The check of a file answers with findings. ${count} codes come from the program; the others are the rules. Each says why it exists and how to mend the data.`,
  findingsCaption: (group) => `Findings about ${group}`,
  findingsColumns: ['Code', 'What it says', 'Severity'],
  findingDescription: (code, title) => `Finding ${code} (${title}): why, how to mend it, example, source.`,
  command: 'The same explanations, in a terminal',
};

export const RULE_WORDS: Record<Lang, typeof FR> = { fr: FR, en: EN };
