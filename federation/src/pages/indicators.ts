/** The indicators, and how each is computed of the numbers of the API. */
import type { Counts } from './answers.ts';

export const INDICATORS = [
  ...(['publies', 'couverture', 'delai', 'conformite', 'rejets', 'fraicheur', 'retour-sur-investissement'] as const),
];
export type Indicator = (typeof INDICATORS)[number];

export const isIndicator = (name: string): name is Indicator => (INDICATORS as readonly string[]).includes(name);

/** The address of the page of an indicator, for a territory or for all there is. */
export const addressOf = (name: Indicator, territory?: string): string =>
  `/indicateurs/${name}${territory === undefined ? '' : `?territoire=${encodeURIComponent(territory)}`}`;

/** The part and the whole of each share. */
export const timely = ({ timely: part, dated }: Counts): readonly [number, number] => [part, dated];
export const unwarned = ({ contracts, warned }: Counts): readonly [number, number] => [contracts - warned, contracts];
export const rejected = ({ contracts, rejected: part }: Pick<Counts, 'contracts' | 'rejected'>): readonly [number, number] => [
  part,
  contracts + part,
];

/** Days between notification and publication, the mean; null where no contract has both. */
export const meanDays = ({ days, dated }: Counts): number | null => (dated === 0 ? null : Math.round(days / dated));

/** What typing a contract again is supposed to cost: assumptions, for whoever asks to change. */
export const ASSUMED = { minutes: 20, cost: 35 } as const;
const MOST = { minutes: 600, cost: 1000 } as const;

export type Assumptions = { minutes: number; cost: number };

/** Why an assumption is none: no number, or none that makes sense. */
export type WrongAssumption = { name: keyof Assumptions; value: string; most: number };

/** The assumptions of a query: ours, where it has none; or what is wrong about one of them. */
export function assumptionsOf(query: URLSearchParams): Assumptions | WrongAssumption {
  const assumptions: Assumptions = { ...ASSUMED };
  for (const name of ['minutes', 'cost'] as const) {
    const value = (query.get(name) ?? '').trim();
    if (value === '') continue;
    const text = value.replace(',', '.');
    const isRight = /^\d{1,4}(\.\d{1,2})?$/.test(text) && Number(text) <= MOST[name];
    if (!isRight) return { name, value, most: MOST[name] };
    assumptions[name] = Number(text);
  }
  return assumptions;
}

/** Hours and euros that nobody spends on typing so many contracts again. */
export function savings(contracts: number, { minutes, cost }: Assumptions): { hours: number; euros: number } {
  const hours = (contracts * minutes) / 60;
  return { hours: rounded(hours), euros: rounded(hours * cost) };
}

/** To the unit; below 10, to a tenth. */
const rounded = (value: number): number => (value < 10 ? Math.round(value * 10) / 10 : Math.round(value));

/** A month of the last ones, with what the API says of it: nothing, where it names none. */
export function lastMonths(
  months: readonly (Counts & { month: string | null })[],
  now: Date,
  count = 24,
): (Counts & { month: string })[] {
  const byMonth = new Map(months.map((one) => [one.month, one]));
  return Array.from({ length: count }, (_, at) => {
    const day = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - (count - 1) + at, 1));
    const month = day.toISOString().slice(0, 10);
    return { ...(byMonth.get(month) ?? NOTHING), month };
  });
}

const NOTHING: Counts = { contracts: 0, amount: 0, dated: 0, timely: 0, days: 0, warned: 0, rejected: 0 };
