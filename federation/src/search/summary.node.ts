/** What the federation has at a glance. Contracts are summed at each consolidation: none is read here. */
import { GIVEN, type Published } from './buyers.node.ts';
import { sourceStates } from './resources.node.ts';
import { NO_DAY } from './row.ts';
import type { Queries } from '../store/store.ts';

/** `month`: AAAA-MM-01. */
type SummaryMonth = Published & { month: string };

/** Files that are listed: `ok`, whose last version was fetched, and is read or still to read; `failed`, whose last attempt failed or whose last version is unreadable; `held`, whose last version is blocked by the guard. `gone`: no longer listed. */
type Files = { ok: number; failed: number; held: number; gone: number };

/** Contracts of the snapshots of some days, by what changed of them since the snapshot before. */
type Changed = { added: number; changed: number; withdrawn: number; erased: number };

export type Summary = {
  /** Contracts that are published, by month of publication and all together, and records that were rejected. */
  all: Published;
  /** The last ones, the first first, those without contracts as well. */
  months: SummaryMonth[];
  withdrawn: number;
  /** Of which a contract at least is published, by SIREN. */
  buyers: number;
  files: Files;
  /** Sources with files that are listed. */
  active: string[];
  /** When a file was last looked for; null where none ever was. */
  checkedAt: string | null;
  today: Changed;
  week: Changed;
};

/** Months that are given, the one of `day` included; days of a week, so as well. */
const MONTHS = 24;
const WEEK = 7;

/** The summary on a day, AAAA-MM-JJ, in Paris. */
export async function summaryOn(queries: Queries, day: string): Promise<Summary> {
  const [sums, state, files, changes] = await Promise.all([
    queries.query<SummaryMonth>(`select month, ${GIVEN} from search_total`),
    queries.query<{ buyers: number; withdrawn: number }>('select buyers, withdrawn from search_state'),
    sourceStates(queries),
    queries.query<Changed & { today: boolean }>(CHANGES, [day, WEEK]),
  ]);
  const all = sums.reduce(plus, NOTHING);
  const byMonth = new Map(sums.map(({ month, ...counts }) => [month, counts]));
  byMonth.delete(NO_DAY);
  const { buyers = 0, withdrawn = 0 } = state[0] ?? {};
  return {
    ...{ all, buyers, withdrawn },
    months: lastMonths(day).map((month) => ({ month, ...(byMonth.get(month) ?? NOTHING) })),
    files: files.reduce(plusFiles, { ok: 0, failed: 0, held: 0, gone: 0 }),
    active: files.flatMap(({ source, ok, failed, held }) => (ok + failed + held > 0 ? [source] : [])),
    checkedAt: files.reduce<string | null>((last, { checkedAt }) => ((checkedAt ?? '') > (last ?? '') ? checkedAt : last), null),
    today: changes.filter(({ today }) => today).reduce(plusChanged, UNCHANGED),
    week: changes.reduce(plusChanged, UNCHANGED),
  };
}

const NOTHING: Published = { contracts: 0, amount: 0, dated: 0, timely: 0, days: 0, warned: 0, rejected: 0 };
const UNCHANGED: Changed = { added: 0, changed: 0, withdrawn: 0, erased: 0 };

const plus = (a: Published, b: Published): Published => ({
  contracts: a.contracts + b.contracts,
  // To the cent: sums of numbers with a binary fraction are not.
  amount: Math.round((a.amount + b.amount) * 100) / 100,
  dated: a.dated + b.dated,
  timely: a.timely + b.timely,
  days: a.days + b.days,
  warned: a.warned + b.warned,
  rejected: a.rejected + b.rejected,
});

const plusFiles = (a: Files, b: Files): Files => ({
  ok: a.ok + b.ok,
  failed: a.failed + b.failed,
  held: a.held + b.held,
  gone: a.gone + b.gone,
});

const plusChanged = (a: Changed, b: Changed): Changed => ({
  added: a.added + b.added,
  changed: a.changed + b.changed,
  withdrawn: a.withdrawn + b.withdrawn,
  erased: a.erased + b.erased,
});

/** The last MONTHS months up to that of a day, as AAAA-MM-01. */
function lastMonths(day: string): string[] {
  const last = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1;
  return Array.from({ length: MONTHS }, (_, at) => {
    const month = last - (MONTHS - 1) + at;
    return `${String(Math.floor(month / 12)).padStart(4, '0')}-${String((month % 12) + 1).padStart(2, '0')}-01`;
  });
}

/** The changes of the first snapshot are all contracts: they are counted where it says since when. */
const CHANGES = `select on_day = $1::date as today, sum((c ->> 'added')::bigint)::bigint as added, sum((c ->> 'changed')::bigint)::bigint as changed,
  sum((c ->> 'withdrawn')::bigint)::bigint as withdrawn, sum((c ->> 'erased')::bigint)::bigint as erased
from (
  select (at at time zone 'Europe/Paris')::date as on_day, manifest -> 'changes' as c from snapshot) s
where on_day > $1::date - $2::int and on_day <= $1::date and c ->> 'since' is not null
group by 1`;
