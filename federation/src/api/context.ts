/** What every route of the API, and every page, is given. */
import type { Catalogue } from '../catalogue/source.ts';
import type { Federation } from '../federation.ts';
import type { Queries } from '../store/store.ts';

/** `queries`: a store that only reads. `outputs`: the folder of snapshots. */
export type ApiContext = Pick<Federation, 'archive' | 'outputs' | 'now' | 'publisher'> & {
  queries: Queries;
  catalogue: Catalogue;
  /** Takes faults of ours. */
  onFault: (error: unknown) => void;
};
