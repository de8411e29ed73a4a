import type { Lang } from '../../packages/base/src/language.ts';
import { type Status, STATUS_WORDS } from '../../src/model/releases.ts';
import type { Texts } from '../../packages/base/src/language.ts';
import type { SiteData } from './types.ts';

/** What the home page says of a version: written by the build, since the pages drawn by React read no models. */
export type TimelineVersion = {
  version: string;
  date?: string;
  status: 'current' | 'proposal' | 'replaced' | 'draft';
  /** The same as people read it. */
  statusWords: Texts;
  replacedBy?: string;
  becomes?: string;
  from?: string;
  until?: string;
  texts: Record<Lang, string[]>;
};

const STATUS: Readonly<Record<Status, TimelineVersion['status']>> = {
  'en vigueur': 'current',
  'publiée ici': 'proposal',
  remplacée: 'replaced',
  brouillon: 'draft',
};

/** All versions, oldest first. */
export const timelineOf = ({ releases, legal }: Pick<SiteData, 'releases' | 'legal'>): TimelineVersion[] =>
  releases.map(({ version, date, status, replacedBy, expectedVersion, effective, legalTexts = [] }) => ({
    version,
    ...(date !== undefined && { date }),
    status: STATUS[status],
    statusWords: STATUS_WORDS[status],
    ...(replacedBy !== undefined && { replacedBy }),
    ...(expectedVersion !== undefined && { becomes: expectedVersion }),
    ...(effective?.from !== undefined && { from: effective.from }),
    ...(effective?.until !== undefined && { until: effective.until }),
    texts: {
      fr: legalTexts.map((id) => legal.get(id)?.title.fr ?? id),
      en: legalTexts.map((id) => legal.get(id)?.title.en ?? id),
    },
  }));
