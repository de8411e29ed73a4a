/** What the text of `decp impact --from --to` says, in both languages. */
import type { Lang } from '../../../../packages/base/src/language.ts';
import { en, fr } from '../../../../packages/base/src/language.ts';
import type { Cause, FileVerdicts, VerdictChanges, VerdictCounts, VerdictFile } from '../../../model/verdict-changes.ts';

type Versions = Pick<VerdictChanges, 'from' | 'to'>;

export type VerdictWords = {
  title(changes: VerdictChanges): string;
  changed(counts: VerdictCounts): string;
  nothing: string;
  rules(version: string, ids: readonly string[]): string;
  outcomes(versions: Versions): Record<Exclude<keyof VerdictCounts, 'judged'>, string>;
  causes(versions: Versions): Record<Cause['effect'], string>;
  columns: [records: string, changing: string, share: string, alone: string, what: string];
  wholeRecord: string;
  wholeFile(files: number): string;
  ofConcession: string;
  place(place: Cause['places'][number], pointer: string): string;
  change(kind: string, fingerprint: string): string;
  more(causes: number): string;
  filesTitle: string;
  file(file: VerdictFile, versions: Versions): string[];
  quiet(files: number): string;
  hint: string;
};

type Say = { accepted: string; refused: string; notJudged: string };

const told = (verdict: boolean | null, say: Say): string =>
  verdict === null ? say.notJudged : verdict ? say.accepted : say.refused;

const FR_SAY: Say = { accepted: 'accepté', refused: 'refusé', notJudged: 'non jugé' };
const EN_SAY: Say = { accepted: 'accepted', refused: 'refused', notJudged: 'not judged' };

const contrats = (n: number): string => fr.count(n, 'contrat', 'contrats');
const contracts = (n: number): string => en.count(n, 'contract', 'contracts');
const changing = ({ newlyRefused, newlyAccepted }: VerdictCounts): number => newlyRefused + newlyAccepted;

const changedFr = (counts: VerdictCounts): string =>
  counts.judged === 0
    ? 'aucun contrat compté'
    : `${contrats(changing(counts))} sur ${fr.number(counts.judged)} ${changing(counts) < 2 ? 'change' : 'changent'} de verdict`;
const changedEn = (counts: VerdictCounts): string =>
  counts.judged === 0
    ? 'no contract counted'
    : `${contracts(changing(counts))} of ${en.number(counts.judged)} ${changing(counts) === 1 ? 'changes' : 'change'} verdict`;

const wholeFr = ({ from, to }: FileVerdicts, versions: Versions): string =>
  `fichier entier ${told(from, FR_SAY)} par ${versions.from}, ${told(to, FR_SAY)} par ${versions.to}`;
const wholeEn = ({ from, to }: FileVerdicts, versions: Versions): string =>
  `whole file ${told(from, EN_SAY)} by ${versions.from}, ${told(to, EN_SAY)} by ${versions.to}`;

const FR: VerdictWords = {
  title: ({ files, records, from, to }) =>
    `${contrats(records.judged)} de ${fr.count(files.length, 'fichier', 'fichiers')}, jugés par ${from} puis par ${to}`,
  changed: (counts) => `${changedFr(counts)}.`,
  nothing: 'Aucun contrat à juger.',
  rules: (version, ids) =>
    `Le verdict de ${version} compte, avec le schéma, ${ids.length < 2 ? 'sa règle réglementaire' : 'ses règles réglementaires'} de gravité « erreur » : ${ids.join(', ')}.`,
  outcomes: ({ from, to }) => ({
    newlyRefused: `acceptés par ${from}, refusés par ${to}`,
    newlyAccepted: `refusés par ${from}, acceptés par ${to}`,
    acceptedByBoth: 'acceptés par les deux',
    refusedByBoth: 'refusés par les deux',
  }),
  causes: ({ from, to }) => ({
    new: `Ce que ${to} reproche, et que ${from} ne reprochait pas`,
    gone: `Ce que ${to} ne reproche plus, et que ${from} reprochait`,
  }),
  columns: ['Contrats', 'Basculent', 'Part', 'Seul motif', 'Constat et champ'],
  wholeRecord: "(le contrat lui-même, ou un champ qu'aucune des deux versions ne connaît)",
  wholeFile: (files) => `(le fichier lui-même : ${fr.count(files, 'fichier', 'fichiers')})`,
  ofConcession: ' (concession)',
  place: ({ file, line, column }, pointer) =>
    `${file}${line === undefined ? '' : `, ligne ${fr.number(line)}, colonne ${fr.number(column ?? 1)}`} : ${pointer}`,
  change: (kind, fingerprint) => `vient du changement ${kind} (${fingerprint})`,
  more: (n) => `et ${fr.count(n, 'autre raison', 'autres raisons')} : --format json`,
  filesTitle: 'Fichier par fichier',
  file: (file, versions) => [
    `${file.name} : ${changedFr(file.records)} ; ${wholeFr(file.verdict, versions)}`,
    ...shapeFr(file, versions),
    ...(file.parsed ? [] : ["lu en partie seulement : ce qui n'a pu être lu n'est pas compté"]),
  ],
  quiet: (n) => `${fr.count(n, 'fichier', 'fichiers')} dont aucun verdict ne change`,
  hint: "Basculent : les contrats dont le verdict change pour cette raison ; Seul motif : ceux qui n'en ont pas d'autre. Cinq endroits par raison : --format json",
};

function shapeFr({ shape, outside }: VerdictFile, { from, to }: Versions): string[] {
  if (shape === 'neither')
    return [
      `sa forme n'est ni celle de ${from} ni celle de ${to}${outside > 0 ? ` : ${outside < 2 ? "son contrat n'est pas compté" : `ses ${contrats(outside)} ne sont pas comptés`}` : ''} (« marches » est une liste jusqu'à la version 2.0.0, un objet qui range les contrats par sorte ensuite)`,
    ];
  const apart = outside > 0 ? [`dans une autre forme, et donc pas compté : ${contrats(outside)}`] : [];
  if (shape === 'both') return apart;
  const [own, other] = shape === 'from' ? [from, to] : [to, from];
  return [`sa forme est celle de ${own} : ${other} refuse le fichier entier, quels que soient ses contrats`, ...apart];
}

const EN: VerdictWords = {
  title: ({ files, records, from, to }) =>
    `${contracts(records.judged)} of ${en.count(files.length, 'file', 'files')}, judged by ${from}, then by ${to}`,
  changed: (counts) => `${changedEn(counts)}.`,
  nothing: 'No contract to judge.',
  rules: (version, ids) =>
    `The verdict of ${version} takes in, with the schema, its regulatory ${ids.length === 1 ? 'rule' : 'rules'} of severity “error”: ${ids.join(', ')}.`,
  outcomes: ({ from, to }) => ({
    newlyRefused: `accepted by ${from}, refused by ${to}`,
    newlyAccepted: `refused by ${from}, accepted by ${to}`,
    acceptedByBoth: 'accepted by both',
    refusedByBoth: 'refused by both',
  }),
  causes: ({ from, to }) => ({
    new: `What ${to} finds fault with, and ${from} did not`,
    gone: `What ${to} finds no fault with any more, and ${from} did`,
  }),
  columns: ['Contracts', 'Change', 'Share', 'Only cause', 'Finding and field'],
  wholeRecord: '(the contract itself, or a field that neither version knows)',
  wholeFile: (files) => `(the file itself: ${en.count(files, 'file', 'files')})`,
  ofConcession: ' (concession)',
  place: ({ file, line, column }, pointer) =>
    `${file}${line === undefined ? '' : `, line ${en.number(line)}, column ${en.number(column ?? 1)}`}: ${pointer}`,
  change: (kind, fingerprint) => `comes from the change ${kind} (${fingerprint})`,
  more: (n) => `and ${en.count(n, 'more reason', 'more reasons')}: --format json`,
  filesTitle: 'File by file',
  file: (file, versions) => [
    `${file.name}: ${changedEn(file.records)}; ${wholeEn(file.verdict, versions)}`,
    ...shapeEn(file, versions),
    ...(file.parsed ? [] : ['read in part only: what could not be read is not counted']),
  ],
  quiet: (n) => `${en.count(n, 'file', 'files')} of which no verdict changes`,
  hint: 'Change: the contracts whose verdict changes for this reason; Only cause: those that have no other. Five places a reason: --format json',
};

function shapeEn({ shape, outside }: VerdictFile, { from, to }: Versions): string[] {
  if (shape === 'neither')
    return [
      `its form is neither that of ${from} nor that of ${to}${outside > 0 ? `: its ${contracts(outside)} ${outside === 1 ? 'is' : 'are'} not counted` : ''} (“marches” is a list up to version 2.0.0, an object that keeps contracts by kind after it)`,
    ];
  const apart = outside > 0 ? [`in another form, and so not counted: ${contracts(outside)}`] : [];
  if (shape === 'both') return apart;
  const [own, other] = shape === 'from' ? [from, to] : [to, from];
  return [`its form is that of ${own}: ${other} refuses the whole file, whatever its contracts`, ...apart];
}

export const VERDICT_WORDS: Record<Lang, VerdictWords> = { fr: FR, en: EN };
