/** `/v1/bilan`: what the federation has at a glance. */
import { Type } from 'typebox';
import { dayInParis } from '../judge/group.node.ts';
import { summaryOn } from '../search/summary.node.ts';
import { about } from './about.ts';
import type { App } from './app.ts';
import type { ApiContext } from './context.ts';
import { isKnown } from './etag.node.ts';
import { sendJson } from './raw.ts';
import { Count, COUNTS, Instant, MonthSchema, orNull, query, said, Text, Time } from './schemas.ts';
import { latestManifest } from './snapshots.node.ts';

const Share = (of: 'timelyShare' | 'unwarnedShare' | 'rejectedShare') =>
  orNull(Type.Number({ minimum: 0, maximum: 1 }), said(of));

const Changed = (of: 'changedToday' | 'changedWeek') =>
  Type.Object(
    { added: Count('added'), changed: Count('changedCount'), withdrawn: Count('withdrawnNow'), erased: Count('erased') },
    { additionalProperties: false, ...said(of) },
  );

const SummarySchema = Type.Object(
  {
    day: Type.String({ format: 'date', ...said('summaryDay') }),
    ...COUNTS,
    withdrawn: Count('withdrawnCount'),
    buyers: Count('buyerCount'),
    timelyShare: Share('timelyShare'),
    unwarnedShare: Share('unwarnedShare'),
    rejectedShare: Share('rejectedShare'),
    sources: Type.Object(
      { known: Count('sourcesKnown'), harvested: Count('sourcesHarvested'), active: Count('sourcesActive') },
      { additionalProperties: false, ...said('sourceCounts') },
    ),
    files: Type.Object(
      { ok: Count('filesOk'), failed: Count('filesFailed'), held: Count('filesHeld'), gone: Count('filesGone') },
      { additionalProperties: false, ...said('fileCounts') },
    ),
    checkedAt: orNull(Instant, said('lastChecked')),
    snapshot: orNull(
      Type.Object(
        {
          name: Text('snapshot'),
          at: Time('snapshotAt'),
          contracts: Count('contracts'),
          read: Count('read'),
          rejected: Count('readRejected'),
        },
        { additionalProperties: false },
      ),
      said('lastSnapshot'),
    ),
    today: Changed('changedToday'),
    week: Changed('changedWeek'),
    months: Type.Array(MonthSchema, said('summaryMonths')),
  },
  { additionalProperties: false },
);

export function summary(app: App, { queries, catalogue, outputs, now }: ApiContext): void {
  app.get(
    '/v1/bilan',
    { schema: { ...about('bilan', 'bilan', 'tagged'), querystring: query({}), response: { 200: SummarySchema } } },
    async (request, reply) => {
      const day = dayInParis(now().toISOString());
      if (await isKnown(queries, request, reply, `${day} ${[...catalogue.keys()].join()}`)) return reply;
      const [{ all, active, ...found }, manifest] = await Promise.all([summaryOn(queries, day), latestManifest(outputs)]);
      const share = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);
      return sendJson(
        reply,
        JSON.stringify({
          day,
          ...all,
          timelyShare: share(all.timely, all.dated),
          unwarnedShare: share(all.contracts - all.warned, all.contracts),
          rejectedShare: share(all.rejected, all.contracts + all.rejected),
          sources: {
            known: catalogue.size,
            harvested: [...catalogue.values()].filter(({ harvested }) => harvested).length,
            active: active.filter((id) => catalogue.get(id)?.harvested === true).length,
          },
          snapshot: manifest
            ? {
                ...{ name: manifest.name, at: manifest.at, contracts: manifest.counts.contracts },
                ...{ read: manifest.counts.current, rejected: manifest.counts.rejected },
              }
            : null,
          ...found,
        }),
      );
    },
  );
}
