import type { Lang } from '../finding.ts';
import type { SiteData } from './types.ts';

/** What the home page says of a version: written by the build, since the pages drawn by React read no models. */
export type TimelineVersion = {
  version: string;
  date?: string;
  status: 'current' | 'replaced' | 'draft';
  replacedBy?: string;
  becomes?: string;
  from?: string;
  until?: string;
  texts: Record<Lang, string[]>;
};

const STATUS: Readonly<Record<string, TimelineVersion['status']>> = { 'en vigueur': 'current', remplacée: 'replaced' };

/** All versions, oldest first. */
export const timelineOf = ({ releases, legal }: Pick<SiteData, 'releases' | 'legal'>): TimelineVersion[] =>
  releases.map(({ version, date, status, replacedBy, expectedVersion, effective, legalTexts = [] }) => ({
    version,
    ...(date !== undefined && { date }),
    status: STATUS[status] ?? 'draft',
    ...(replacedBy !== undefined && { replacedBy }),
    ...(expectedVersion !== undefined && { becomes: expectedVersion }),
    ...(effective?.from !== undefined && { from: effective.from }),
    ...(effective?.until !== undefined && { until: effective.until }),
    texts: {
      fr: legalTexts.map((id) => legal.get(id)?.title.fr ?? id),
      en: legalTexts.map((id) => legal.get(id)?.title.en ?? id),
    },
  }));
