import { setTimeout as wait } from 'node:timers/promises';
import { USUAL } from '../budgets.ts';
import type { Federation } from '../federation.ts';
import type { Hosts } from './hosts.ts';
import { type Http, type Limits, limitsOf, openHttp } from './http.node.ts';
import { openPoliteness, RATE } from './politeness.node.ts';
import type { Waiting } from './retry.ts';

export type Asking = {
  /** Those of the pass, where several harvests are of one. */
  hosts?: Hosts | undefined;
  limits?: Partial<Limits>;
  /** What tests replace; `clock`: that of politeness, by default the database's. */
  waiting?: Waiting & { clock?: () => Date };
};

/** The usual way to wait. */
export const WAITING: Waiting = { sleep: (milliseconds) => wait(milliseconds), random: Math.random };

/** Opens what makes requests for as long as some work takes, as polite as a harvest. */
export async function withHttp<T>(
  { store, portal, now, rate = RATE, budgets = USUAL }: Pick<Federation, 'store' | 'portal' | 'now' | 'rate' | 'budgets'>,
  work: (http: Http) => Promise<T>,
  { hosts, limits, waiting = WAITING }: Asking = {},
): Promise<T> {
  const http = openHttp({
    ...{ ...waiting, politeness: openPoliteness(store, { rate, ...waiting }), portal, now, hosts },
    limits: { ...limitsOf(budgets), ...limits },
  });
  try {
    return await work(http);
  } finally {
    await http.close();
  }
}
