/** What migrations do to real data, as counts: a test counts them again where the files are. */

/** A migration of real contracts. `through`: the versions whose steps it takes. `lacking`: nothing but what nobody asked for is missing; `faulty`: other faults. */
export type Measure = {
  from: string;
  to: string;
  through: readonly string[];
  records: number;
  before?: number;
  after: number;
  lacking?: number;
  faulty?: number;
};

/** The day of the count. */
export const MEASURED = '2026-11-30';

/** 1,075 contracts published in 2018 and 2019 in format 1.x by five sources, 418 published in July 2024 in format 2.0.x. */
export const MEASURES: readonly Measure[] = [
  {
    ...{ from: '1.4.0', to: '2.0.3', through: ['1.5.0', '2.0.0', '2.0.1', '2.0.2', '2.0.3'] },
    ...{ records: 1075, before: 0, after: 0, lacking: 771, faulty: 304 },
  },
  { from: '2.0.1', to: '2.0.3', through: ['2.0.2', '2.0.3'], records: 418, before: 277, after: 413, lacking: 0, faulty: 5 },
  {
    from: '2.0.1',
    to: '2.1.0',
    through: ['2.0.2', '2.0.3', '2.1.0'],
    records: 418,
    before: 277,
    after: 416,
    lacking: 0,
    faulty: 2,
  },
];
