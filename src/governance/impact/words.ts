/** What the text of `decp impact` says, in both languages. */
import type { Lang } from '../../../packages/base/src/language.ts';
import type { RecordKind } from '../../model/kinds.ts';
import type { Severity } from '../../finding.ts';
import { en, fr } from '../../../packages/base/src/language.ts';
import type { Impact } from '../../model/impact.ts';
import type { Family } from '../../model/rules.ts';
import { present } from '../../report/words.ts';

export type ImpactWords = {
  title(impact: Impact): string;
  file(file: Impact['files'][number]): string;
  day(impact: Impact): string;
  severity: Record<Severity, string>;
  family: Record<Family, string>;
  rules: [hit: string, share: string, findings: string, missed: string, family: string, rule: string];
  quiet: string;
  codesTitle: string;
  codes: [records: string, share: string, findings: string, code: string];
  wholeRecord: string;
  wholeFile: string;
  ofConcession: string;
  fieldsTitle: Record<RecordKind, string>;
  fields: [share: string, filled: string, empty: string, absent: string, wrong: string, field: string];
  none: string;
  hint: string;
};

/** A list after a comma; nothing where there is nothing to tell. */
const told = (and: (items: readonly string[]) => string, items: readonly string[]): string =>
  items.length === 0 ? '' : `, ${and(items)}`;

const FR: ImpactWords = {
  title: ({ files, records }) =>
    `${fr.count(files.length, 'fichier', 'fichiers')}${told(
      (items) => fr.and(items),
      present([
        [records.marche, (n) => fr.count(n, 'marché', 'marchés')],
        [records['contrat-concession'], (n) => fr.count(n, 'contrat de concession', 'contrats de concession')],
      ]),
    )} ; ${fr.count(records.conforming, 'contrat sans erreur', 'contrats sans erreur')}`,
  file: ({ name, version, records }) => `${name} : version ${version}, ${fr.count(records, 'contrat', 'contrats')}`,
  day: ({ date, rulesVersion }) => `Règles ${rulesVersion}, jour de référence ${date}.`,
  severity: {
    error: 'Règles de gravité « erreur »',
    warning: 'Règles de gravité « avertissement »',
    info: 'Règles de gravité « information »',
  },
  family: { reglementaire: 'réglementaire', agregateur: 'agrégateur', qualite: 'qualité' },
  rules: ['Contrats', 'Part', 'Constats', 'Non éval.', 'Famille', 'Règle'],
  quiet: 'Sans aucun constat :',
  codesTitle: 'Autres constats, et les champs où ils tombent',
  codes: ['Contrats', 'Part', 'Constats', 'Constat'],
  wholeRecord: '(le contrat lui-même, ou un champ que la version ne connaît pas)',
  wholeFile: '(le fichier)',
  ofConcession: ' (concession)',
  fieldsTitle: { marche: 'Champs des marchés', 'contrat-concession': 'Champs des contrats de concession' },
  fields: ['Part', 'Remplis', 'Vides', 'Absents', 'Fautifs', 'Champ'],
  none: 'aucun constat',
  hint: 'Les premiers endroits de chaque constat : --format json',
};

const EN: ImpactWords = {
  title: ({ files, records }) =>
    `${en.count(files.length, 'file', 'files')}${told(
      (items) => en.and(items),
      present([
        [records.marche, (n) => en.count(n, 'marché', 'marchés')],
        [records['contrat-concession'], (n) => en.count(n, 'contrat de concession', 'contrats de concession')],
      ]),
    )}; ${en.count(records.conforming, 'contract without error', 'contracts without error')}`,
  file: ({ name, version, records }) => `${name}: version ${version}, ${en.count(records, 'contract', 'contracts')}`,
  day: ({ date, rulesVersion }) => `Rules ${rulesVersion}, reference day ${date}.`,
  severity: {
    error: 'Rules of severity “error”',
    warning: 'Rules of severity “warning”',
    info: 'Rules of severity “information”',
  },
  family: { reglementaire: 'regulatory', agregateur: 'consolidation', qualite: 'quality' },
  rules: ['Contracts', 'Share', 'Findings', 'Not eval.', 'Family', 'Rule'],
  quiet: 'Without any finding:',
  codesTitle: 'Other findings, and the fields that they fall on',
  codes: ['Contracts', 'Share', 'Findings', 'Finding'],
  wholeRecord: '(the contract itself, or a field that the version does not know)',
  wholeFile: '(the file)',
  ofConcession: ' (concession)',
  fieldsTitle: { marche: 'Fields of marchés', 'contrat-concession': 'Fields of contrats de concession' },
  fields: ['Share', 'Filled', 'Empty', 'Absent', 'Wrong', 'Field'],
  none: 'no finding',
  hint: 'The first places of each finding: --format json',
};

export const IMPACT_WORDS: Record<Lang, ImpactWords> = { fr: FR, en: EN };
