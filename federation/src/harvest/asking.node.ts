import { setTimeout as wait } from 'node:timers/promises';
import type { Federation } from '../federation.ts';
import { type Http, type Limits, openHttp } from './http.node.ts';
import { openPoliteness, RATE } from './politeness.node.ts';
import type { Waiting } from './retry.ts';

/** What tests replace; `clock`: that of politeness, by default the database's. */
export type Asking = { limits?: Partial<Limits>; waiting?: Waiting & { clock?: () => Date } };

/** Opens what makes requests for as long as some work takes, as polite as a harvest. */
export async function withHttp<T>(
  { store, portal, now, rate = RATE }: Pick<Federation, 'store' | 'portal' | 'now' | 'rate'>,
  work: (http: Http) => Promise<T>,
  { limits, waiting = { sleep: (milliseconds: number) => wait(milliseconds), random: Math.random } }: Asking = {},
): Promise<T> {
  const http = openHttp({ ...waiting, politeness: openPoliteness(store, { rate, ...waiting }), portal, now, limits });
  try {
    return await work(http);
  } finally {
    await http.close();
  }
}
