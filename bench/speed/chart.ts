import { amount, cellsOf, finer, judgedCells, SIDE_NAMES, sizeName, span, VERDICT_NAMES, type Cell } from './figures.ts';
import { STYLE } from './palette.ts';
import type { Unit } from './rows.ts';
import type { Figures, Results } from './types.ts';
import { judgedValue } from './verdict.ts';

const WIDTH = 920;
const LABELS = 330;
const VALUES = 190;
const MARGIN = 20;
const LINE = 32;
const BAR = 14;
const PLOT = WIDTH - LABELS - VALUES - 2 * MARGIN;

/** Each unit has a panel with a scale of its own. */
const PANELS: Record<Unit, string> = {
  cpu: 'CPU, en part de celui de l’autre programme / as a share of the other program’s',
  wall: 'Durée, en part de celle de l’autre programme / wall time, as a share of the other program’s',
  peak: 'Mémoire au plus haut, en Mio / peak memory in MiB',
};

const TITLE = 'decp validate : vitesse et mémoire, avec les limites exigées';

/** The chart of all that is required, as SVG: one bar a figure, a mark for the limit, a dashed one for the goal. */
export function chart(results: Results): string {
  const cells = judgedCells(cellsOf(results));
  let top = 84;
  const panels = (Object.keys(PANELS) as Unit[]).map((unit) => {
    const own = cells.filter(({ row }) => row.unit === unit);
    const drawn = panel(unit, own, top);
    top += 70 + own.length * LINE;
    return drawn;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${top}" width="${WIDTH}" height="${top}" role="img" aria-labelledby="title desc" lang="fr">
<title id="title">${escaped(TITLE)}</title>
<desc id="desc">${escaped(description(cells))}</desc>
<style>${STYLE}</style>
<rect class="ground" width="${WIDTH}" height="${top}" rx="8"/>
${text('title ink', MARGIN, 34, TITLE)}
${legend(56)}
${panels.join('\n')}
</svg>
`;
}

/** The chart in words, for those who do not see it. */
function description(cells: readonly Cell[]): string {
  const sentences = cells.map((cell) => {
    const { row, verdict } = cell;
    const figures = figuresOf(cell);
    const value = figures === undefined ? 'pas de mesure' : span(row.unit, figures.value);
    return `${labelOf(cell)} : ${value}, limite ${amount(row.unit, row.required ?? NaN)}, ${VERDICT_NAMES[verdict]}.`;
  });
  return `Barres horizontales, plus courtes quand c'est mieux. / Horizontal bars, shorter is better. ${sentences.join(' ')}`;
}

const labelOf = ({ row, size }: Cell): string =>
  `${row.label}, ${sizeName(size)}${row.theirs === undefined ? '' : ` / ${row.theirs === 'one' ? 'un fil' : SIDE_NAMES[row.theirs]}`}`;

const legend = (y: number): string =>
  [
    mark('limit', MARGIN + 2, y),
    text('quiet', MARGIN + 12, y + 4, 'exigé / required'),
    mark('goal', MARGIN + 142, y),
    text('quiet', MARGIN + 152, y + 4, 'but / goal'),
    text('quiet', MARGIN + 242, y + 4, 'plus court : mieux / shorter is better'),
  ].join('');

function panel(unit: Unit, cells: readonly Cell[], top: number): string {
  const end = scaleEnd(cells);
  const x = (value: number): number => round(MARGIN + LABELS + (value / end) * PLOT);
  const first = top + 46;
  const bottom = first + cells.length * LINE;
  const ticks = [0, 0.25, 0.5, 0.75, 1].map((part) => part * end);
  return [
    text('head ink', MARGIN, top + 14, PANELS[unit]),
    ...ticks.map((tick) => `<line class="grid" x1="${x(tick)}" y1="${first - 4}" x2="${x(tick)}" y2="${bottom}"/>`),
    ...ticks.map((tick) => text('quiet middle', x(tick), first - 8, amount(unit, tick).replace(' Mio', ''))),
    ...cells.map((cell, i) => bar(cell, first + i * LINE + LINE / 2, x)),
  ].join('\n');
}

/** Ends of a scale whose quarters are round as well. */
const ENDS = [1, 1.2, 1.6, 2, 2.4, 3.2, 4, 6, 8, 10];

/** The end of a scale that holds all its bars and marks, at a round figure. */
export function scaleEnd(cells: readonly Cell[]): number {
  const values = cells.flatMap((cell) => [cell.row.required ?? 0, drawnValue(cell) ?? 0]);
  const most = Math.max(...values, Number.MIN_VALUE);
  const step = 10 ** Math.floor(Math.log10(most));
  const factor = ENDS.find((one) => one * step >= most) ?? 10;
  return factor * step;
}

function bar(cell: Cell, y: number, x: (value: number) => number): string {
  const { row, verdict } = cell;
  const value = drawnValue(cell);
  const parts = [
    text('ink', MARGIN, y + 4, labelOf(cell)),
    value === undefined ? '' : rectangle(verdict === 'missed' ? 'missed' : 'kept', x(0), y - BAR / 2, x(value) - x(0)),
    row.goal === undefined ? '' : mark('goal', x(row.goal), y),
    row.required === undefined ? '' : mark('limit', x(row.required), y),
    text(
      'ink end',
      WIDTH - MARGIN,
      y + 4,
      `${value === undefined ? '' : `${finer(row.unit, value)} · `}${VERDICT_NAMES[verdict]}`,
    ),
  ];
  return parts.join('');
}

const figuresOf = ({ measured }: Cell): Figures | undefined =>
  measured !== undefined && 'figures' in measured ? measured.figures : undefined;

/** The value of a bar is the one compared with the limit. */
function drawnValue(cell: Cell): number | undefined {
  const figures = figuresOf(cell);
  return figures && judgedValue(cell.row, figures);
}

const rectangle = (name: string, x: number, y: number, width: number): string =>
  `<rect class="${name}" x="${x}" y="${y}" width="${round(width)}" height="${BAR}"/>`;

/** An outline in the background colour separates a mark from the bar below. */
const mark = (kind: 'limit' | 'goal', x: number, y: number): string =>
  ['halo', kind].map((name) => `<line class="${name}" x1="${x}" y1="${y - 11}" x2="${x}" y2="${y + 11}"/>`).join('');

const text = (classes: string, x: number, y: number, words: string): string =>
  `<text class="${classes}" x="${x}" y="${y}">${escaped(words)}</text>`;

const round = (value: number): number => Math.round(value * 10) / 10;
const escaped = (words: string): string => words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
