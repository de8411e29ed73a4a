import { setTimeout as wait } from 'node:timers/promises';
import { USUAL } from '../budgets.ts';
import type { Federation } from '../federation.ts';
import { type Http, type Limits, openHttp, speedOf } from './http.node.ts';
import { openPoliteness, RATE } from './politeness.node.ts';
import type { Waiting } from './retry.ts';

/** What tests replace; `clock`: that of politeness, by default the database's. */
export type Asking = { limits?: Partial<Limits>; waiting?: Waiting & { clock?: () => Date } };

/** Opens what makes requests for as long as some work takes, as polite as a harvest. */
export async function withHttp<T>(
  { store, portal, now, rate = RATE, budgets = USUAL }: Pick<Federation, 'store' | 'portal' | 'now' | 'rate' | 'budgets'>,
  work: (http: Http) => Promise<T>,
  { limits, waiting = { sleep: (milliseconds: number) => wait(milliseconds), random: Math.random } }: Asking = {},
): Promise<T> {
  const http = openHttp({
    ...{ ...waiting, politeness: openPoliteness(store, { rate, ...waiting }), portal, now },
    limits: { ...speedOf(budgets), ...limits },
  });
  try {
    return await work(http);
  } finally {
    await http.close();
  }
}
