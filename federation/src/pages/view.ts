/** How a page writes numbers, days and addresses: for all its parts. */
import { createContext, useContext } from 'hono/jsx';
import type { Lang } from '../../../packages/base/src/language.ts';
import { civilDay } from '../civil-day.ts';

export type View = {
  lang: Lang;
  /** The address of a page in the language of this one. */
  href: (path: string) => string;
  number: (value: number) => string;
  euros: (value: number) => string;
  /** A share of a whole, in per cent; a dash where the whole is nothing. */
  share: (part: number, whole: number) => string;
  /** A day AAAA-MM-JJ, or the day of a time. */
  day: (value: string) => string;
  /** A month AAAA-MM(-JJ). */
  month: (value: string) => string;
  /** A time, in UTC. */
  time: (value: string) => string;
};

/** Where there is nothing to write. */
export const NONE = '—';

const LOCALES: Readonly<Record<Lang, string>> = { fr: 'fr-FR', en: 'en-GB' };

function makeView(lang: Lang): View {
  const locale = LOCALES[lang];
  const numbers = new Intl.NumberFormat(locale);
  const euros = new Intl.NumberFormat(locale, { style: 'currency', currency: 'EUR', maximumFractionDigits: 0 });
  const shares = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 });
  const dates = (options: Intl.DateTimeFormatOptions) => {
    const format = new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' });
    return (value: string): string => {
      const date = new Date(value);
      return Number.isNaN(date.getTime()) ? value : format.format(date);
    };
  };
  const days = dates({ day: 'numeric', month: 'short', year: 'numeric' });
  return {
    lang,
    href: (path) => (lang === 'fr' ? path : `/en${path}`),
    number: (value) => numbers.format(value),
    euros: (value) => euros.format(value),
    share: (part, whole) => (whole === 0 ? NONE : shares.format(part / whole)),
    day: (value) => {
      const day = civilDay(value);
      return day === undefined ? value : days(day);
    },
    month: dates({ month: 'long', year: 'numeric' }),
    time: dates({ day: 'numeric', month: 'long', year: 'numeric', hour: '2-digit', minute: '2-digit', timeZoneName: 'short' }),
  };
}

export const VIEWS: Readonly<Record<Lang, View>> = { fr: makeView('fr'), en: makeView('en') };

export const ViewContext = createContext(VIEWS.fr);

export const useView = (): View => useContext(ViewContext);
