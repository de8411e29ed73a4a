/** The words around an explanation. */
import type { Lang } from '../../packages/base/src/language.ts';
import type { Severity } from '../finding.ts';
import type { Group, RuleFacts } from './types.ts';
import type { Consolidation, RecordScope } from '../model/rules.ts';

export type ExplainWords = {
  why: string;
  mend: string;
  source: string;
  consolidationTitle: string;
  example: string;
  invalid: string;
  /** What a rule only warns or informs of is not refused. */
  reported: string;
  /** The same data put right, or other data that the rule accepts. */
  mended: string;
  accepted: string;
  about: string;
  severity: Record<Severity, string>;
  group: Record<Group, string>;
  consolidation: Record<Consolidation, string>;
  scope: Record<RecordScope, string>;
  since: (rule: RuleFacts, scopes: string[]) => string;
  hint: string;
};

const FR: ExplainWords = {
  why: 'Pourquoi',
  mend: 'Comment corriger',
  source: 'Source',
  consolidationTitle: 'Ce que fait la consolidation nationale',
  example: 'Exemple',
  invalid: 'refusé',
  reported: 'signalé',
  mended: 'corrigé',
  accepted: 'accepté',
  about: 'Concerne',
  severity: { error: 'erreur', warning: 'avertissement', info: 'information' },
  group: {
    schema: 'le schéma (champs, valeurs, listes)',
    structure: 'la structure du fichier',
    package: 'le paquet de tables',
    table: 'le tableau (CSV ou classeur)',
    rules: 'la vérification des règles',
    convert: 'la conversion vers un autre format',
    syntax: "l'écriture du JSON",
    xml: "l'écriture du XML",
    encoding: 'le codage des caractères',
    input: 'les fichiers à lire, la commande',
    output: 'le rapport à écrire',
    reglementaire: "règle réglementaire : un texte le demande, ou l'implique",
    agregateur: 'règle de la consolidation nationale',
    qualite: 'règle de qualité : une valeur à vérifier',
  },
  consolidation: {
    drop: 'Elle écarte le contrat.',
    mark: 'Elle publie le contrat avec une marque.',
    none: "Elle n'écarte ni ne marque le contrat.",
  },
  scope: { marche: 'aux marchés', concession: 'aux contrats de concession' },
  since: ({ since, until }, scopes) =>
    `S'applique ${scopes.join(' et ')}, à partir de la version ${since}${until === undefined ? '' : ` et jusqu'à la version ${until}`}.`,
  hint: 'Pour en savoir plus sur un code : decp explain <code>',
};

const EN: ExplainWords = {
  why: 'Why',
  mend: 'How to mend it',
  source: 'Source',
  consolidationTitle: 'What the national consolidation does',
  example: 'Example',
  invalid: 'refused',
  reported: 'reported',
  mended: 'mended',
  accepted: 'accepted',
  about: 'About',
  severity: { error: 'error', warning: 'warning', info: 'information' },
  group: {
    schema: 'the schema (fields, values, lists)',
    structure: 'the structure of the file',
    package: 'the package of tables',
    table: 'the table (CSV or workbook)',
    rules: 'the check of the rules',
    convert: 'the conversion to another form',
    syntax: 'the writing of JSON',
    xml: 'how XML is written',
    encoding: 'the encoding of characters',
    input: 'the files to read, the command',
    output: 'the report to write',
    reglementaire: 'regulatory rule: a text asks for it, or implies it',
    agregateur: 'rule of the national consolidation',
    qualite: 'rule of quality: a value to check',
  },
  consolidation: {
    drop: 'It leaves the contract out.',
    mark: 'It publishes the contract with a mark.',
    none: 'It neither leaves out nor marks the contract.',
  },
  scope: { marche: 'marchés', concession: 'contrats de concession' },
  since: ({ since, until }, scopes) =>
    `Applies to ${scopes.join(' and ')}, from version ${since}${until === undefined ? ' on' : ` to version ${until}`}.`,
  hint: 'To know more about a code: decp explain <code>',
};

export const EXPLAIN_WORDS: Record<Lang, ExplainWords> = { fr: FR, en: EN };
