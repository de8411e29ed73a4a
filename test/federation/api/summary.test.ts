import { expect, test } from 'vitest';
import { summaryOn } from '../../../federation/src/search/summary.node.ts';
import type { Queries } from '../../../federation/src/store/store.ts';

test('the amount of all months is to the cent', async () => {
  const counts = { contracts: 1, dated: 0, timely: 0, days: 0, warned: 0, rejected: 0 };
  const months = [0.1, 0.2].map((amount, at) => ({ ...counts, amount, month: `2026-0${String(at + 1)}-01` }));
  const queries = { query: (sql: string) => Promise.resolve(sql.includes('search_total') ? months : []) } as unknown as Queries;
  const { all } = await summaryOn(queries, '2026-03-31');
  expect(all).toMatchObject({ contracts: 2, amount: 0.3 });
});
