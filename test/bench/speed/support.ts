import type { Figures, Measured, Results } from '../../../bench/speed/types.ts';

const MIDDLE = { cpu: 0.3, wall: 0.4, peak: 60 * 2 ** 20 };

/** Figures with this median, least and greatest value. */
export const figures = (median: number, min = median, max = median): Figures => ({
  value: { median, min, max },
  ours: MIDDLE,
  theirs: { cpu: 3, wall: 3.1, peak: 900 * 2 ** 20 },
  others: 0.05,
  pairs: 5,
});

export const measured = (row: string, size: number, value: Figures | string): Measured => ({
  row,
  size,
  date: '2026-01-31',
  ...(typeof value === 'string' ? { died: value } : { figures: value }),
});

export const results = (...cells: Measured[]): Results => ({
  context: { machine: '2 × CPU', build: 'abc', seed: 2, peers: { 'ajv-cli': '5.0.0' } },
  files: [{ path: 'bench/data/a.json', kind: 'clean', size: 200, bytes: 9, sha256: 'f00', seed: 2, marche: 1, concession: 0 }],
  said: [
    { file: 'bench/data/a.json', program: 'decp', exit: 0, answer: { records: 1, invalid: 0, findings: 0 } },
    { file: 'bench/data/a.json', program: 'ajv-cli', exit: 2, died: 'Cannot create a string longer than 0x1fffffe8 characters' },
  ],
  measured: cells,
  commands: ['node dist/bin/decp.js validate bench/data/a.json'],
});
