/** What every step of the federation is given. */
import type { Lang } from '../../packages/base/src/language.ts';
import type { Archive } from './archive/archive.ts';
import type { Budgets } from './budgets.ts';
import type { Catalogue } from './catalogue/source.ts';
import type { Standing } from './jobs/work.ts';
import type { Judged } from './judge/judged.ts';
import type { Publisher } from './ocds/publisher.ts';
import type { Store } from './store/store.ts';

/** What a host is asked at most, by all workers together: requests at once, and begun per second. */
export type Rate = { connections: number; perSecond: number };

export type Federation = {
  store: Store;
  archive: Archive;
  catalogue: Catalogue;
  /** Who publishes its contracts in OCDS. */
  publisher?: Publisher | undefined;
  /** The folder of snapshots and outputs. */
  outputs: string;
  /** The API of data.gouv.fr, or of one like it: `https://www.data.gouv.fr`. */
  portal: URL;
  lang: Lang;
  /** The usual one where absent. */
  rate?: Rate;
  /** The usual ones where absent. */
  budgets?: Budgets;
  /** The thread that judges; without one, whoever asks for it judges itself, and waits for what it reads. */
  judging?: { judge(federation: Pick<Federation, 'catalogue' | 'progress'>): Promise<Judged> };
  /** The time, which tests set. */
  now: () => Date;
  /** Takes a line on what is done, for people. */
  progress: (event: Progress) => void;
};

/** What a step has done so far. */
export type Progress =
  /** The pass, by all processes that take part; the others are what this one does. */
  | ({ step: 'pass' } & Standing)
  | { step: 'harvest'; source: string; dataset: string; checked: number; fetched: number; failed: number }
  | { step: 'judge'; versions: number; of: number; records: number }
  | { step: 'consolidate'; contracts: number; of: number }
  | { step: 'index'; contracts: number }
  | { step: 'snapshot'; contracts: number; of: number };
