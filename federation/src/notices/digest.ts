/** The digest for a producer, as a message for people: in Markdown for a discussion of data.gouv.fr, or as plain text. */
import { FORMATTERS, type Lang, type Texts } from '../../../packages/base/src/language.ts';
import { visible } from '../../../packages/base/src/visible.ts';
import { FEDERATION_NOTICES } from '../../../src/messages/compiled/federation-notices.ts';
import { codeSpan, markdownSafe } from '../../../src/report/markdown-safe.ts';
import { findingOrRuleUrl, ORIGIN } from '../../../docs-site/shared/urls.ts';
import organisation from '../../../schema/organisation.json' with { type: 'json' };
import { type Event, kindOf } from './events.ts';
import { KINDS } from './problems.ts';

/** How many records have findings of a code about a field (names of the standard between slashes, `*` for places in lists). `title`: of the code. */
export type FindingCount = { code: string; title: Texts; field: string; records: number };

/** An event with what explains it. `findings`: the most frequent; `title`: of the code for which a file could not be read, or not to its end. */
export type Reported = Event & { findings?: readonly FindingCount[]; title?: Texts };

/** All that a digest says. No content of a record is in it: findings name fields of the standard only. */
export type Digest = {
  publisher: string;
  /** Nothing was sent to this producer before. */
  isFirst: boolean;
  /** The address of the API where rejected records can be seen; null where there is none. */
  site: string | null;
  events: readonly Reported[];
};

/** Items of a kind that are described; the others are counted. With `LONGEST`, this bounds a message to a few pages: data.gouv.fr takes 50,000 characters. */
export const SHOWN = 6;
/** Findings of each. */
export const FINDINGS = 5;
/** Characters of titles and addresses. */
const LONGEST = { title: 120, address: 300, own: 150, name: 100 };

/** Stands for a title or an address of blanks alone. */
const NOTHING = '—';
const orNothing = (text: string): string => (text.trim() === '' ? NOTHING : text);

/** How a text is inserted in a message. */
type Style = {
  isMarkdown: boolean;
  /** A text of the repository. */
  own(text: string): string;
  /** A text that others have written, such as a title. */
  foreign(text: string, limit: number): string;
  /** An address that others have written: it does not become a link. */
  address(text: string): string;
  /** A name that is ours. */
  code(text: string): string;
  /** An address that is ours. */
  link(url: string): string;
};

/** In a code span, nothing of a text is a link, a mention, a heading or HTML. */
const MARKDOWN: Style = {
  isMarkdown: true,
  own: (text) => markdownSafe(text, LONGEST.own),
  foreign: (text, limit) => codeSpan(orNothing(text), limit),
  address: (text) => codeSpan(orNothing(text), LONGEST.address),
  code: (text) => codeSpan(text, LONGEST.name),
  link: (url) => `<${url}>`,
};

const plainOf = (lang: Lang): Style => ({
  isMarkdown: false,
  own: (text) => visible(text, LONGEST.own),
  foreign: (text, limit) => FORMATTERS[lang].quote(orNothing(text), limit),
  address: (text) => visible(orNothing(text), LONGEST.address),
  code: (text) => visible(text, LONGEST.name),
  link: (url) => url,
});

/** The title of the discussion. Nothing in it was written by others. */
export function titleOf({ events }: Digest, lang: Lang): string {
  const news = events.filter(({ is }) => is === 'new').length;
  return FEDERATION_NOTICES[lang]['digest.title']({ news, over: events.length - news, both: news > 0 && news < events.length });
}

/** The digest in Markdown. */
export const markdownOf = (digest: Digest, lang: Lang): string => pageOf(digest, lang, MARKDOWN);

/** The digest as plain text, for a mail. */
export const textOf = (digest: Digest, lang: Lang): string => pageOf(digest, lang, plainOf(lang));

function pageOf(digest: Digest, lang: Lang, style: Style): string {
  const say = FEDERATION_NOTICES[lang];
  const { publisher, isFirst, events } = digest;
  const sections = [
    ...KINDS.map((kind) => ({
      title: say['digest.section']({ kind }),
      items: events.filter((event) => event.is === 'new' && kindOf(event) === kind),
    })),
    { title: say['digest.section']({ kind: 'over' }), items: events.filter(({ is }) => is !== 'new') },
  ];
  const { site, repository } = organisation;
  return `${[
    say['digest.greeting'](),
    say['digest.intro']({ publisher: style.own(publisher), isFirst }),
    ...sections.filter(({ items }) => items.length > 0).map((section) => sectionText(section, digest, lang, style)),
    say['digest.check']({ page: style.link(`${site}/controler/`), command: style.code('npx decp validate') }),
    say['digest.stop'](),
    say['digest.who']({ repository: style.link(repository) }),
  ].join('\n\n')}\n`;
}

function sectionText(
  { title, items }: { title: string; items: readonly Reported[] },
  digest: Digest,
  lang: Lang,
  style: Style,
): string {
  const more = items.length - SHOWN;
  return [
    style.isMarkdown ? `**${title}**\n` : `${title}\n`,
    ...items.slice(0, SHOWN).flatMap((item) => itemLines(item, digest, lang, style)),
    ...(more > 0 ? [`- ${FEDERATION_NOTICES[lang]['digest.more']({ count: more })}`] : []),
  ].join('\n');
}

function itemLines(item: Reported, digest: Digest, lang: Lang, style: Style): string[] {
  const say = FEDERATION_NOTICES[lang];
  const { place } = item;
  const file = say['digest.place']({
    title: style.foreign(place.title, LONGEST.title),
    url: style.address(place.url),
    whole: place.resource === null,
  });
  if (item.is !== 'new') return [`- ${file}`, `  ${say['digest.over']({ is: item.is, kind: kindOf(item) })}`];
  const { details, findings = [], title } = item;
  const since = item.since === null ? undefined : dayOf(item.since, lang);
  const code = (name: string): ReturnType<typeof codeWords> => codeWords({ code: name, ...(title && { title }) }, lang, style);
  if (details.kind === 'broken') {
    // In a message, `empty` is the choice for an empty text.
    const error = details.error === 'empty' ? 'empty-file' : details.error;
    const said = details.isRead
      ? say['digest.unreadable']({ since: since ?? '', ...code(details.error) })
      : say['digest.broken']({ since: since ?? '', error });
    return [`- ${file}`, `  ${said}`];
  }
  if (details.kind === 'held') {
    const { before, lost } = details;
    const isCut = details.code !== 'sudden-loss';
    return [
      `- ${file}`,
      `  ${say['digest.held']({ since: since ?? '', before, lost, isCut, ...(isCut ? code(details.code) : NO_CODE) })}`,
    ];
  }
  const { rejected, records, keyless, files } = details;
  const percent = Math.max(1, Math.round((100 * rejected) / records));
  return [
    `- ${file}`,
    `  ${say['digest.rejected']({ rejected, records, percent, files: place.resource === null ? files : 0, since })}`,
    ...findings.map(
      (one) =>
        `  - ${say['digest.finding']({ ...findingWords(one, lang, style), field: fieldWords(one.field, style), count: one.records })}`,
    ),
    ...(keyless > 0 ? [`  - ${say['digest.keyless']({ count: keyless })}`] : []),
    ...(digest.site === null ? [] : [`  - ${say['digest.list']({ url: style.link(rejectedUrl(digest.site, place)) })}`]),
  ];
}

/** The title of a code, and its page on the site, which explains how to fix it; or why an archive or a compressed file could not be unpacked, which has no page. */
const codeWords = (
  { code, title }: { code: string; title?: Texts },
  lang: Lang,
  style: Style,
): { finding: string; page: string | undefined } =>
  title
    ? { finding: style.own(title[lang]), page: style.link(pageOfCode(code)) }
    : { finding: FEDERATION_NOTICES[lang]['digest.unpacked']({ code }), page: undefined };

const NO_CODE = { finding: '', page: undefined };

/** Of a finding of a record, which always has a title. */
function findingWords(one: FindingCount, lang: Lang, style: Style): { finding: string; page: string } {
  return { finding: style.own(one.title[lang]), page: style.link(pageOfCode(one.code)) };
}

/** The page of a rule, or of another code, on the site of the documentation. */
export const pageOfCode = (code: string): string => `${ORIGIN}${findingOrRuleUrl(code)}`;

/** `titulaires > titulaire > id`; undefined for the record itself. */
function fieldWords(field: string, style: Style): string | undefined {
  const names = field.split('/').filter((name) => name !== '' && name !== '*');
  return names.length === 0 ? undefined : style.code(names.join(' > '));
}

/** The rejected records of a file, or of a source, in the API. */
function rejectedUrl(site: string, { source, resource }: Event['place']): string {
  const query = new URLSearchParams(resource === null ? { source } : { ressource: resource });
  return `${site.replace(/\/+$/, '')}/v1/rejets?${query.toString()}`;
}

/** `7 janvier 2026`. */
const dayOf = (time: string, lang: Lang): string =>
  new Intl.DateTimeFormat(lang === 'fr' ? 'fr-FR' : 'en-GB', { dateStyle: 'long', timeZone: 'Europe/Paris' }).format(
    new Date(time),
  );

/** The dataset at which a digest is discussed: one of those named (where a discussion is already), or else that of the first event; undefined where the portal has none. */
export const datasetOf = (
  events: readonly Event[],
  isOnPortal: (place: Event['place']) => boolean,
  discussed: ReadonlySet<string>,
): string | undefined => {
  const datasets = events.filter(({ place }) => isOnPortal(place)).map(({ place }) => place.dataset);
  return datasets.find((dataset) => discussed.has(dataset)) ?? datasets[0];
};
