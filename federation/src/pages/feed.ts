/** News of a source, of a buyer, or of a territory: what feeds are made of, whatever they are written as. */
import { FEDERATION_PAGES } from '../../../src/messages/compiled/federation-pages.ts';
import { FEDERATION_PAGES_FEEDS } from '../../../src/messages/compiled/federation-pages-feeds.ts';
import { FEDERATION_PAGES_SOURCES } from '../../../src/messages/compiled/federation-pages-sources.ts';
import type { BuyerAnswer, ChangeAnswer, EventAnswer, SourceAnswer } from './answers.ts';
import { amountOf, buyerOf, dayOf } from './body.ts';
import { nameOf } from './buyer.tsx';
import { RECORDS } from './contract.tsx';
import type { Call } from './page.ts';
import { eventDetail } from './reasons.ts';
import { VIEWS } from './view.ts';

/** `key`: what names the entry for good; of a thing that changes, each state has its own. `at`: ISO 8601. `path`: of its page, in the language of the feed. */
export type Entry = { key: string; at: string; title: string; summary: string; path: string; category: string };

/** `page`: of what it is about. */
export type Feed = { title: string; subtitle: string; page: string; entries: readonly Entry[] };

/** `path`: as fastify writes routes. */
export type FeedOf = { path: string; read: (call: Call) => Promise<Feed> };

/** Entries of a feed, the last ones. */
const LIMIT = 50;

const sourceFeed: FeedOf = {
  path: '/sources/:id/flux.atom',
  read: async ({ lang, params, ask }) => {
    const id = encodeURIComponent(params['id'] ?? '');
    const [source, { items }] = await Promise.all([
      ask<SourceAnswer>(`/v1/sources/${id}`),
      ask<{ items: EventAnswer[] }>(`/v1/sources/${id}/evenements?limit=${LIMIT}`),
    ]);
    const say = FEDERATION_PAGES_FEEDS[lang];
    return {
      title: say.source({ name: source.title }),
      subtitle: say.subtitle({ of: 'source', limit: LIMIT }),
      page: VIEWS[lang].href(`/sources/${id}`),
      entries: items.map((event) => {
        const { at, resource, title, version } = event;
        const what = FEDERATION_PAGES_SOURCES[lang]['event.word']({ event: event.event });
        return {
          ...{ at, category: event.event, key: [event.event, resource, version ?? at].join(' ') },
          title: say.entry({ what: title || resource, title: what }),
          summary: eventDetail(event, VIEWS[lang]),
          path: VIEWS[lang].href(`/ressources/${encodeURIComponent(resource)}`),
        };
      }),
    };
  },
};

const buyerFeed: FeedOf = {
  path: '/acheteurs/:id/flux.atom',
  read: async ({ lang, params, ask }) => {
    const id = encodeURIComponent(params['id'] ?? '');
    const buyer = await ask<BuyerAnswer>(`/v1/acheteurs/${id}`);
    const { items } = await ask<{ items: ChangeAnswer[] }>(`/v1/acheteurs/${id}/changements?limit=${LIMIT}`);
    const name =
      nameOf(
        buyer,
        items.map(({ contract }) => contract),
      ) ?? buyer.id;
    return contractsFeed(lang, items, { title: FEDERATION_PAGES_FEEDS[lang].buyer({ name }), page: `/acheteurs/${id}` });
  },
};

const territoryFeed: FeedOf = {
  path: '/territoires/:code/flux.atom',
  read: async ({ lang, params, ask }) => {
    const code = encodeURIComponent(params['code'] ?? '');
    const { name } = await ask<{ name: string }>(`/v1/territoires/${code}`);
    const { items } = await ask<{ items: ChangeAnswer[] }>(`/v1/territoires/${code}/changements?limit=${LIMIT}`);
    return contractsFeed(lang, items, { title: FEDERATION_PAGES_FEEDS[lang].territory({ name }), page: `/territoires/${code}` });
  },
};

export const FEEDS: readonly FeedOf[] = [sourceFeed, buyerFeed, territoryFeed];

function contractsFeed(
  lang: Call['lang'],
  items: readonly ChangeAnswer[],
  { title, page }: { title: string; page: string },
): Feed {
  const say = FEDERATION_PAGES_FEEDS[lang];
  const { href } = VIEWS[lang];
  return {
    ...{ title, page: href(page) },
    subtitle: say.subtitle({ of: 'contracts', limit: LIMIT }),
    entries: items.map(({ at, change, content, contract }) => {
      const { objet } = contract.body;
      const object = typeof objet === 'string' && objet !== '' ? objet : FEDERATION_PAGES[lang]['contract.none']();
      const isChanged = change === 'changed';
      const path = href(`/contrats/${contract.key}${isChanged ? `#${RECORDS}` : ''}`);
      const summary = summaryOf(lang, contract);
      return {
        ...{ at, key: content, category: change, path },
        title: say.entry({ what: say.change({ change }), title: object }),
        summary: isChanged ? `${summary} ${say['summary.changed']()}` : summary,
      };
    }),
  };
}

function summaryOf(lang: Call['lang'], { kind, body }: ChangeAnswer['contract']): string {
  const say = FEDERATION_PAGES_FEEDS[lang];
  const { euros, day } = VIEWS[lang];
  const buyer = buyerOf(kind, body);
  const [name, amount, notified] = [buyer.name ?? buyer.id, amountOf(kind, body), dayOf(kind, body)];
  return [
    name === undefined ? '' : say['summary.buyer']({ name }),
    amount === undefined ? '' : say['summary.amount']({ amount: euros(amount) }),
    notified === undefined ? '' : say['summary.day']({ day: day(notified) }),
  ]
    .filter((part) => part !== '')
    .join(' ');
}
