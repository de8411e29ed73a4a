/** What `decp impact --from --to` prints: who changes verdict, why, where; one JSON object for programs. */
import { type Lang, KITS, en, fr, type Kit } from '../../../../packages/base/src/language.ts';
import { visible } from '../../../../packages/base/src/visible.ts';
import type { Cause, VerdictChanges, VerdictCounts, VerdictFile, FileVerdicts } from '../../../model/impact.ts';
import { linesOf } from '../report.ts';
import { percent } from '../../../report/percent.ts';
import { type Style, wrap } from '../../../../packages/base/src/layout.ts';

type Page = { words: VerdictWords; kit: Kit; style: Style; width: number };

const WIDTH = 100;
const COLUMN = 11;
/** What people are shown of causes, and of the places of each; programs get them all. */
const CAUSES = 20;
const PLACES = 2;
const BELOW = ' '.repeat(COLUMN);
const OUTCOMES = ['newlyRefused', 'newlyAccepted', 'acceptedByBoth', 'refusedByBoth'] as const;

/** The counts for a person: verdicts, what is newly refused and what is not any more, then the files. */
export function verdictChangesText(
  changes: VerdictChanges,
  { lang, style, width = WIDTH }: { lang: Lang; style: Style; width?: number },
): string {
  const page: Page = { words: VERDICT_WORDS[lang], kit: KITS[lang], style, width };
  const { words } = page;
  const titles = words.causes(changes);
  return [
    style.bold(wrap(words.title(changes), width)),
    ...rulesOf(changes, page),
    '',
    ...outcomes(changes, page),
    ...(['new', 'gone'] as const).flatMap((effect) =>
      causes(
        titles[effect],
        changes.causes.filter((cause) => cause.effect === effect),
        page,
      ),
    ),
    ...files(changes, page),
    ...(changes.causes.length > 0 ? ['', wrap(words.hint, width)] : []),
    '',
  ].join('\n');
}

function rulesOf({ from, to, rules }: VerdictChanges, { words, width }: Page): string[] {
  const sides = [
    [from, rules.from],
    [to, rules.to],
  ] as const;
  return sides.filter(([, ids]) => ids.length > 0).map(([version, ids]) => wrap(words.rules(version, ids), width));
}

function outcomes({ records, ...versions }: VerdictChanges, { words, kit, style }: Page): string[] {
  if (records.judged === 0) return [style.bold(words.nothing)];
  const names = words.outcomes(versions);
  const line = (key: Exclude<keyof VerdictCounts, 'judged'>) =>
    `${kit.number(records[key]).padStart(COLUMN)}${percent(records[key] / records.judged, records[key], kit).padStart(COLUMN)}  ${names[key]}`;
  return [style.bold(words.changed(records)), ...OUTCOMES.map(line)];
}

function causes(title: string, all: readonly Cause[], page: Page): string[] {
  if (all.length === 0) return [];
  const { style, words, width } = page;
  const numbers = words.columns.slice(0, -1).map((name) => name.padStart(COLUMN));
  const head = `${numbers.join('')}  ${words.columns.at(-1) ?? ''}`;
  const rest = all.length - CAUSES;
  return [
    '',
    style.bold(wrap(title, width)),
    style.dim(head),
    ...all.slice(0, CAUSES).flatMap((cause) => causeLines(cause, page)),
    ...(rest > 0 ? [wrap(words.more(rest), width, BELOW)] : []),
  ];
}

function causeLines(cause: Cause, { words, kit, style, width }: Page): string[] {
  const { records, changing, share, alone } = cause;
  const cells =
    cause.kind === null
      ? ['', '', '', '']
      : [kit.number(records), kit.number(changing), percent(share, changing, kit), kit.number(alone)];
  const left = `${cells.map((cell) => cell.padStart(COLUMN)).join('')}  `;
  return [
    ...headOf(left, visible(cause.code, 60), fieldOf(cause, words, kit), width),
    ...cause.changes.map(({ kind, fingerprint }) => wrap(words.change(kind, fingerprint), width, BELOW)),
    ...cause.places.slice(0, PLACES).map((place) => {
      const named = { ...place, file: visible(place.file, 60) };
      return style.dim(wrap(words.place(named, place.pointer === '' ? '/' : place.pointer), width, BELOW));
    }),
  ];
}

/** Code and field on one line, or on two where they are long. */
const headOf = (left: string, code: string, field: string, width: number): string[] =>
  left.length + code.length + 1 + field.length <= width ? [`${left}${code} ${field}`] : [left + code, wrap(field, width, BELOW)];

function fieldOf({ kind, path, value, files }: Cause, words: VerdictWords, kit: Kit): string {
  if (kind === null) return words.wholeFile(files);
  const concession = kind === 'contrat-concession' ? words.ofConcession : '';
  const told = value === undefined ? '' : ` ${kit.quote(typeof value === 'string' ? value : JSON.stringify(value), 60)}`;
  return `${path === '' ? words.wholeRecord : path}${told}${concession}`;
}

function files({ files: all, ...versions }: VerdictChanges, { words, style, width }: Page): string[] {
  const told = all.filter((file) => !isQuiet(file));
  const quiet = all.length - told.length;
  const lines = told.flatMap((file) => {
    const [first = '', ...more] = words.file({ ...file, name: visible(file.name, 60) }, versions);
    return [wrap(first, width - 2, '  '), ...more.map((line) => wrap(line, width - 4, '    '))];
  });
  return ['', style.bold(words.filesTitle), ...lines, ...(quiet > 0 ? [`  ${words.quiet(quiet)}`] : [])];
}

/** A file of which there is nothing to tell. */
const isQuiet = ({ parsed, shape, outside, verdict, records }: VerdictFile): boolean =>
  parsed && shape === 'both' && outside + records.newlyRefused + records.newlyAccepted === 0 && verdict.from === verdict.to;

/** One JSON object, an entry a line: two measures are compared line by line. */
export function verdictChangesJson({ files, causes, ...head }: VerdictChanges): string {
  const values = Object.entries(head).map(([key, value]) => `  ${JSON.stringify(key)}: ${JSON.stringify(value)}`);
  const lists = Object.entries({ files, causes }).map(([key, entries]) => `  ${JSON.stringify(key)}: ${linesOf(entries)}`);
  return `{\n${[...values, ...lists].join(',\n')}\n}\n`;
}

/** What the text of `decp impact --from --to` says, in both languages. */
type Versions = Pick<VerdictChanges, 'from' | 'to'>;

type VerdictWords = {
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

const VERDICT_WORDS: Record<Lang, VerdictWords> = { fr: FR, en: EN };
