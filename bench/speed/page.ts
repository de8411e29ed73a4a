import type { Middle } from '../runner/pairs.ts';
import {
  amount,
  cellsOf,
  decimal,
  judgedCells,
  SIDE_NAMES,
  sizeName,
  span,
  UNIT_NAMES,
  VERDICT_NAMES,
  type Cell,
} from './figures.ts';
import { fileOf, type Subject } from '../runner/programs.ts';
import type { Row } from './rows.ts';
import type { Figures, FileFacts, Result, Results, SideAnswer } from './types.ts';

/** The page of results: what is required and whether it is kept, the other figures, and all that it takes to measure them again. */
export function page(results: Results): string {
  const cells = cellsOf(results);
  const judged = judgedCells(cells);
  const dead = cells.filter(({ verdict }) => verdict === 'died');
  const sections = [
    HEADER,
    context(results),
    METHOD,
    '## Ce qui est exigé',
    '![Rapports et mémoire, chacun avec sa limite. / Ratios and memory, each with its limit.](RESULTS.svg)',
    table(
      ['données', 'mesure', 'programme', 'contre', 'exigé', 'but', 'mesuré : médiane (min.–max.)', 'verdict'],
      judged.map(judgedRow),
    ),
    '## Le détail',
    'Médianes par exécution entière ; mémoire : la plus haute. _Medians of whole runs; memory: the highest._',
    table(['mesure', 'taille', ...FIGURES, 'date'], cells.flatMap(detailRow)),
    dead.length > 0 ? deaths(dead) : '',
    '## Accord avant toute mesure',
    'Code de sortie et comptes de chaque programme ; un tiret : il ne le dit pas. _Exit code and counts of each program; a dash: it does not tell._',
    table(['fichier', 'programme', 'sortie', 'enregistrements', 'invalides', 'constats', 'note'], results.said.map(saidRow)),
    '## Données',
    'Générées par `federation/fake/contracts` : même graine, mêmes octets. _Generated: same seed, same bytes._',
    table(['fichier', 'octets', 'marchés', 'concessions', 'graine', 'SHA-256'], results.files.map(fileRow)),
    '## Commandes',
    `\`\`\`sh\n${results.commands.join('\n')}\n\`\`\``,
  ];
  return sections.filter((section) => section !== '').join('\n\n');
}

const HEADER = `<!-- Généré par \`npm run bench -- speed\` : ne pas modifier à la main. / Generated: do not edit. -->

# Vitesse et mémoire de decp validate`;

const METHOD = `Processus entiers, à tour de rôle (A B A B…) après une paire de chauffe, fichier déjà en cache, sortie jetée. CPU = utilisateur + système. Un rapport est la
médiane des rapports de chaque paire : 0,10 veut dire dix fois moins que l'autre programme. La mémoire est le plus haut de la mémoire résidente du processus entier ; sa
limite vaut pour la pire exécution. « compact » et « indenté » sont sans faute. « Autres » : processeurs occupés par d'autres programmes pendant les
mesures ; au-delà de 0,2, les durées n'ont plus de sens.

_Whole processes in turn (A B A B…) after a pair to warm up, file in cache, output thrown away. A ratio is the median of the ratios of the pairs: 0.10 means ten times less
than the other program. Memory is the peak resident memory of the whole process; its limit holds for the worst run. “Autres” is the number of processors that other
programs kept busy meanwhile: above 0.2, wall times mean nothing._`;

const context = ({ context: { machine, build, seed, peers }, measured }: Results): string => {
  const dates = [...new Set(measured.map(({ date }) => date))].sort();
  const tools = Object.entries(peers).map(([name, version]) => `${name} ${version}`);
  return [
    `- Date : ${[...new Set([dates[0] ?? '–', dates.at(-1) ?? '–'])].join(' à ')}`,
    `- Machine : ${machine}`,
    `- decp : construction \`${build}\` ; ${tools.join(', ')}`,
    `- Graine : ${seed}`,
  ].join('\n');
};

const subject = ({ row, size }: Cell): string => `${row.label}, ${sizeName(size)}`;
const other = ({ row }: Cell): string => (row.theirs === undefined ? '' : SIDE_NAMES[row.theirs]);

const judgedRow = (cell: Cell): string[] => {
  const { row, measured, verdict } = cell;
  return [
    subject(cell),
    UNIT_NAMES[row.unit],
    SIDE_NAMES[row.ours],
    other(cell),
    row.required === undefined ? '' : `≤ ${amount(row.unit, row.required)}`,
    row.goal === undefined ? '–' : amount(row.unit, row.goal),
    measured !== undefined && 'figures' in measured ? span(row.unit, measured.figures.value) : '–',
    verdict === 'missed' ? `**${VERDICT_NAMES.missed}**` : VERDICT_NAMES[verdict],
  ];
};

const detailRow = (cell: Cell): string[][] => {
  const { row, size, measured } = cell;
  if (measured === undefined || !('figures' in measured)) return [];
  return [[`${row.label} : ${sides(row)}`, sizeName(size), ...figureCells(row, measured.figures), measured.date]];
};

/** The programs of a row, and what is measured of them. */
const sides = ({ ours, theirs, unit }: Row): string =>
  `${SIDE_NAMES[ours]}${theirs === undefined ? '' : ` / ${SIDE_NAMES[theirs]}`} (${UNIT_NAMES[unit]})`;

/** What there is of the figures of a row, as `figureCells` shows them. */
const FIGURES = ['rapport', 'CPU', 'CPU autre', 'durée', 'durée autre', 'mémoire', 'mémoire autre', 'autres', 'paires'];

function figureCells({ unit }: Row, { value, ours, theirs, others, pairs }: Figures): string[] {
  const both = (show: (side: Middle) => string): string[] => [show(ours), theirs === undefined ? '' : show(theirs)];
  return [
    unit === 'peak' ? '' : span(unit, value),
    ...both(({ cpu }) => `${decimal(cpu, 2)} s`),
    ...both(({ wall }) => `${decimal(wall, 2)} s`),
    ...both(({ peak }) => mebibytes(peak)),
    decimal(others, 2),
    String(pairs),
  ];
}

/** The block of a file of the caller's: its name, size and records, the figures of each row, and the last words of programs that cannot read it. */
export function ownFileBlock(file: Subject, measured: readonly { row: Row; result: Result }[]): string {
  const { bytes, marche, 'contrat-concession': concession, dirty } = file;
  const cells = measured.flatMap(({ row, result }) =>
    'figures' in result ? [[sides(row), ...figureCells(row, result.figures)]] : [],
  );
  const dead = measured.flatMap(({ row, result }) => ('died' in result ? [`- ${sides(row)} : \`${result.died}\``] : []));
  return [
    `## ${fileOf(file)}, ${decimal(bytes / 1e6, bytes < 1e6 ? 3 : 1)} Mo`,
    `${marche} marchés, ${concession} concessions, dont ${dirty} invalides selon le schéma 2.0.3. _${dirty} of them invalid under schema 2.0.3._`,
    table(['mesure', ...FIGURES], cells),
    ...(dead.length > 0 ? [dead.join('\n')] : []),
  ].join('\n\n');
}

/** Null where it could not be known: `NaN` is written so in JSON. */
const mebibytes = (bytes: number | null): string =>
  bytes === null || Number.isNaN(bytes) ? '–' : `${decimal(bytes / 2 ** 20, 0)} Mio`;

const deaths = (cells: readonly Cell[]): string =>
  `## Ce que les autres ne lisent pas\n\n${[...new Set(cells.map(deathLine))].join('\n')}`;

const deathLine = (cell: Cell): string => {
  const { row, size, measured } = cell;
  const words = measured !== undefined && 'died' in measured ? measured.died : '';
  return `- ${SIDE_NAMES[row.theirs ?? row.ours]}, ${sizeName(size)} : \`${words.replaceAll('`', "'")}\``;
};

const saidRow = ({ file, program, exit, answer, died }: SideAnswer): string[] => [
  file.replace('bench/data/', ''),
  program,
  exit === null ? '–' : String(exit),
  ...[answer?.records, answer?.invalid, answer?.findings].map((count) => (count === undefined ? '–' : String(count))),
  died === undefined ? '' : 'échoue',
];

const fileRow = ({ path, bytes, marche, concession, seed, sha256 }: FileFacts): string[] => [
  path.replace('bench/data/', ''),
  ...[bytes, marche, concession, seed].map(String),
  `\`${sha256}\``,
];

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows]
    .map((cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`)
    .join('\n');
