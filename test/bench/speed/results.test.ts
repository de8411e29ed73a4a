import { describe, expect, test } from 'vitest';
import { cellsOf, judgedCells } from '../../../bench/speed/figures.ts';
import { chart, scaleEnd } from '../../../bench/speed/chart.ts';
import { ownFileBlock, page } from '../../../bench/speed/page.ts';
import { ROOT } from '../../../bench/runner/measure.ts';
import { ROWS } from '../../../bench/speed/rows.ts';
import { PALETTE } from '../../../bench/speed/palette.ts';
import { replaced } from '../../../bench/speed/store.ts';
import { saxes } from './xml.ts';
import { figures, measured, results } from './support.ts';

const SOME = results(
  measured('compact-ajv', 200, figures(0.12, 0.11, 0.13)),
  measured('compact-parse', 200, figures(0.25)),
  measured('compact-ajv', 1200, 'Cannot create a string longer than 0x1fffffe8 characters'),
  measured('memory-one', 200, figures(61)),
);

describe('the page of results', () => {
  const lines = page(SOME).split('\n');
  const line = (...words: string[]) => lines.find((one) => words.every((word) => one.includes(word)));

  test('a row with a limit shows what is required, the goal, the median with least and greatest, and the verdict', () => {
    expect(line('| compact, 200 Mo', 'ajv-cli')).toContain('| ≤ 0,14 | 0,10 | 0,120 (0,110–0,130) | tenu |');
    expect(line('| compact, 200 Mo', 'JSON.parse')).toContain('**MANQUÉ**');
    expect(line('| compact, un fil, 200 Mo')).toContain('| ≤ 80 Mio | – | 61 Mio (61–61) | tenu |');
    expect(line('| indenté, 200 Mo')).toContain('| – | non mesuré |');
  });

  test('the last words of a peer that cannot read a file are reported', () => {
    expect(line('- ajv-cli, 1,2 Go')).toContain('Cannot create a string longer');
  });

  test('the machine, the seed, the sums, the commands and what was agreed upon are there', () => {
    for (const words of ['2 × CPU', 'Graine : 2', '`f00`', 'node dist/bin/decp.js', '| a.json | decp | 0 | 1 | 0 | 0 |']) {
      expect(page(SOME)).toContain(words);
    }
  });

  test('each table has as many cells in each line as in its head', () => {
    const tables = page(SOME)
      .split('\n\n')
      .filter((part) => part.startsWith('|'));
    expect(tables.length).toBe(4);
    for (const rows of tables.map((table) => table.split('\n').map((one) => one.split('|').length))) {
      expect(new Set(rows).size).toBe(1);
    }
  });
});

describe('the block of a file of the caller', () => {
  const file = { path: `${ROOT}data/a.json`, bytes: 12_345_678, dirty: 3, marche: 40, 'contrat-concession': 2 };
  const row = (id: string) => ROWS.find((one) => one.id === id)!;
  const block = ownFileBlock(file, [
    { row: row('real-parse'), result: { figures: figures(0.5, 0.4, 0.6) } },
    { row: row('real-ajv'), result: { died: 'Cannot create a string longer than 0x1fffffe8 characters' } },
    { row: row('memory-real'), result: { figures: figures(70, 60, 81) } },
  ]);

  test('names the file, its size in MB and its records', () => {
    expect(block).toMatch(/^## data\/a\.json, 12,3 Mo\n\n40 marchés, 2 concessions, dont 3 invalides/);
  });

  test('has a line for each figure, without a verdict, and the last words of a program that cannot read the file', () => {
    expect(block).toContain('| decp, toutes les règles, un fil / JSON.parse (CPU) | 0,500 (0,400–0,600) | 0,30 s | 3,00 s |');
    expect(block).toContain('| decp, toutes les règles (mémoire) |  | 0,30 s |');
    expect(block).toContain('- decp, toutes les règles, un fil / ajv-cli (CPU) : `Cannot create a string longer');
    for (const verdict of ['tenu', 'MANQUÉ']) expect(block).not.toContain(verdict);
    const rows = block.split('\n').filter((line) => line.startsWith('|'));
    expect(new Set(rows.map((line) => line.split('|').length)).size).toBe(1);
  });
});

describe('the chart', () => {
  const svg = chart(SOME);
  const marks = (name: string): number => svg.split(`<line class="${name}"`).length - 1;

  test('is well-formed and says what it is to those who do not see it', () => {
    const { names, attributes } = saxes(svg);
    expect(names.slice(0, 3)).toEqual(['svg', 'title', 'desc']);
    expect(attributes).toMatchObject({ role: 'img', 'aria-labelledby': 'title desc' });
    expect(svg).toMatch(/<desc[^>]*>.*compact, 200 Mo \/ ajv-cli : 0,120 \(0,110–0,130\), limite 0,14, tenu\./);
  });

  test('has a mark for each limit, one for each goal and a bar for each figure, besides the legend', () => {
    const judged = judgedCells(cellsOf(SOME));
    expect(marks('limit')).toBe(judged.length + 1);
    expect(marks('goal')).toBe(judged.filter(({ row }) => row.goal !== undefined).length + 1);
    expect(svg.split('class="kept"').length - 1).toBe(2);
    expect(svg.split('class="missed"').length - 1).toBe(1);
  });

  test('a bar is as long as its figure: twice the ratio, twice the length', () => {
    const length = (value: number): number => {
      const drawn = chart(results(measured('compact-ajv', 200, figures(value))));
      return Number(/class="(?:kept|missed)" x="\d+" y="[\d.]+" width="([\d.]+)"/.exec(drawn)?.[1]);
    };
    expect(length(0.2) / length(0.1)).toBeCloseTo(2, 1);
  });

  test('shows of memory the worst run, which is the one that is judged', () => {
    const drawn = chart(results(measured('memory-one', 200, figures(70, 60, 81))));
    expect(drawn).toContain('81 Mio · MANQUÉ');
  });

  test('no bar and no mark leaves its scale', () => {
    for (const value of [0.01, 0.7, 1, 3.2, 12]) {
      const cells = cellsOf(results(measured('compact-ajv', 200, figures(value))));
      const cpu = judgedCells(cells).filter(({ row }) => row.unit === 'cpu');
      expect(scaleEnd(cpu)).toBeGreaterThanOrEqual(Math.max(value, 0.6));
    }
  });

  test.each(Object.entries(PALETTE))(
    'reads in %s: text has a contrast of 4.5 to the ground, bars and marks one of 3',
    (_, colours) => {
      for (const name of ['ink', 'quiet'] as const) expect(contrast(colours[name], colours.ground)).toBeGreaterThanOrEqual(4.5);
      for (const name of ['kept', 'missed'] as const) expect(contrast(colours[name], colours.ground)).toBeGreaterThanOrEqual(3);
    },
  );

  test('the contrasts are computed as WCAG does', () => {
    expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5);
    expect(contrast('#767676', '#ffffff')).toBeCloseTo(4.54, 2);
  });
});

test('a row that is measured again takes the place of its former figures, the others stay', () => {
  const key = ({ id }: { id: string }): string => id;
  expect(
    replaced(
      [
        { id: 'a', n: 1 },
        { id: 'b', n: 1 },
      ],
      [
        { id: 'a', n: 2 },
        { id: 'c', n: 2 },
      ],
      key,
    ),
  ).toEqual([
    { id: 'a', n: 2 },
    { id: 'b', n: 1 },
    { id: 'c', n: 2 },
  ]);
});

/** The contrast of two colours by WCAG 2. */
function contrast(a: string, b: string): number {
  const [high = 0, low = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (high + 0.05) / (low + 0.05);
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
