/** Writes feeds as Atom (RFC 4287). */
import type { Lang } from '../../../packages/base/src/language.ts';
import { FEDERATION_PAGES } from '../../../src/messages/compiled/federation-pages.ts';
import { carried, escaped, escapedAttribute } from '../../../src/write/xml/text.ts';
import { digest, uuid } from '../judge/hash.node.ts';
import type { Entry, Feed } from './feed.ts';

/** Signs of a title and of a summary: those of contracts may be as long as books. */
const LONGEST = { title: 300, summary: 1000 };

/** Of a feed without entries: it was never changed. */
const NEVER = '1970-01-01T00:00:00.000Z';

/** The document of a feed. `address`: its own, from the root of this server, which its links are relative to, or to `base`, the origin of the server. Its name, and those of its entries, do not say where it is served. */
export function atomOf(
  { title, subtitle, page, entries }: Feed,
  { lang, address, base }: { lang: Lang; address: string; base?: string | undefined },
): string {
  // The last change may be of an entry that is not the first: times are of clocks, the order is not.
  const updated = entries.reduce((last, { at }) => (at > last ? at : last), NEVER);
  const name = FEDERATION_PAGES[lang].name();
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${lang}"${base === undefined ? '' : ` xml:base="${attribute(base)}"`}>`,
    element('id', nameFor(['feed', address])),
    element('title', cut(title, LONGEST.title)),
    element('subtitle', subtitle),
    element('updated', updated),
    `<author>${element('name', name)}</author>`,
    link('self', address, 'application/atom+xml'),
    link('alternate', page, 'text/html'),
    ...entries.map((entry) => entryOf(entry, lang)),
    '</feed>',
    '',
  ].join('\n');
}

const entryOf = ({ key, at, title, summary, path, category }: Entry, lang: Lang): string =>
  [
    '<entry>',
    element('id', nameFor(['entry', lang, key])),
    element('title', cut(title, LONGEST.title)),
    element('updated', at),
    link('alternate', path, 'text/html'),
    `<category term="${attribute(category)}"/>`,
    element('summary', cut(summary, LONGEST.summary)),
    '</entry>',
  ].join('\n');

const element = (name: string, text: string): string => `<${name}>${escaped(carried(text).text)}</${name}>`;

const link = (rel: string, href: string, type: string): string => `<link rel="${rel}" type="${type}" href="${attribute(href)}"/>`;

const attribute = (text: string): string => escapedAttribute(carried(text).text);

/** Never within a pair of surrogates. */
const cut = (text: string, longest: number): string => {
  if (text.length <= longest) return text;
  return `${text.slice(0, longest - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
};

/** The same name for the same thing, wherever and whenever it is asked for. */
const nameFor = (of: readonly string[]): string => `urn:uuid:${uuid(digest(`decp-federation ${of.join(' ')}`))}`;
