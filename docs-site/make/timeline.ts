import { textsOf } from '../../packages/base/src/texts.ts';
import { VERSION_STATUS } from '../../src/messages/compiled/version-status.ts';
import type { Status } from '../../src/model/releases.ts';
import type { SiteData } from './types.ts';
import type { TimelineVersion } from '../shared/timeline.ts';

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
    statusWords: textsOf(VERSION_STATUS, (say) => say[status]()),
    ...(replacedBy !== undefined && { replacedBy }),
    ...(expectedVersion !== undefined && { becomes: expectedVersion }),
    ...(effective?.from !== undefined && { from: effective.from }),
    ...(effective?.until !== undefined && { until: effective.until }),
    texts: {
      fr: legalTexts.map((id) => legal.get(id)?.title.fr ?? id),
      en: legalTexts.map((id) => legal.get(id)?.title.en ?? id),
    },
  }));
