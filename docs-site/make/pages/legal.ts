/** One page a legal text: the fields, the rules and the versions that come from it. */
import { columnsOf, named } from '../../shared/columns.ts';
import { SITE } from '../../../src/messages/compiled/site.ts';
import { FORMATTERS, type Lang, SEMICOLON } from '../../../packages/base/src/language.ts';
import { livesOf } from '../lives.ts';
import { commitRead, legalLinks, verifiedFact } from '../parts/legal.ts';
import { howRead } from '../../../src/model/source-words.ts';
import { articlesOf, citedIn, type LegalText } from '../../../src/model/citation.ts';
import { versionLink, versionName } from '../parts/version-name.ts';
import type { Maker, Page, SiteData } from '../types.ts';
import { fieldUrl, LEGAL, legalUrl, ruleUrl } from '../../shared/urls.ts';
import { rulesOf } from './rules.ts';
import { type Block, blocks, commonMark, heading, type Markdown, paragraph } from '../markdown.ts';
import { html, type Html } from '../../../packages/base/src/html.ts';
import { code, facts, french, lines, link, list, table, ticked } from '../parts/html.ts';

export const legalPages: Maker = {
  name: 'legal texts',
  pages: (data, lang) => [indexPage(data, lang), ...textsOf(data).map(([id, text], i) => legalPage(id, text, i + 1, data, lang))],
};

/** The texts that have a page: an article is on that of its text. */
const textsOf = ({ legal }: SiteData): [string, LegalText][] => [...legal].filter(([, { of }]) => of === undefined);

/** The places of a text that a source cites; those of its articles that are cited by their own identifiers too. */
const placesIn = (source: string, text: string, { legal }: SiteData): string[] =>
  citedIn(source).flatMap(({ id, place }) => {
    if (id === text) return [place];
    const entry = legal.get(id);
    return entry?.of === text ? [entry.place?.fr ?? ''] : [];
  });

/** A field that cites a text: where in it, and in which versions. */
type Citing = { id: string; places: string[]; versions: string[] };

function citing(text: string, data: SiteData): Citing[] {
  return [...livesOf(data).values()].flatMap(({ id, stages }) => {
    const found = stages.flatMap(({ model, spots }) =>
      spots.flatMap(({ entry }) => {
        const places = placesIn(entry.node.schema['x-source'] ?? '', text, data);
        return places.map((place) => ({ place, version: model.version }));
      }),
    );
    if (found.length === 0) return [];
    const distinct = (values: readonly string[]): string[] => [...new Set(values)].filter((value) => value !== '');
    return [{ id, places: distinct(found.map(({ place }) => place)), versions: distinct(found.map(({ version }) => version)) }];
  });
}

const rulesCiting = (id: string, data: SiteData) =>
  rulesOf(data).filter(({ rule }) => placesIn(rule.source.text, id, data).length > 0);

function indexPage(data: SiteData, lang: Lang): Page {
  const words = SITE[lang];
  const formatters = FORMATTERS[lang];
  const rows = textsOf(data).map(([id, text]) => [
    link(legalUrl(id), text.title[lang]),
    words['legal-kind'][text.kind](),
    howRead(text, lang) ?? '',
    text.date ?? '',
    formatters.number(citing(id, data).length),
    formatters.number(rulesCiting(id, data).length),
  ]);
  const body = blocks(
    paragraph(words['legal-intro']()),
    table(words['legal-caption'](), columnsOf(words['legal-column'], ['text', 'kind', 'read', 'date', 'fields', 'rules']), rows),
  );
  return {
    path: 'textes/index.md',
    url: LEGAL,
    title: words.legal(),
    description: words['legal-description'](),
    position: 0,
    body,
  };
}

function legalPage(id: string, text: LegalText, position: number, data: SiteData, lang: Lang): Page {
  return {
    path: `textes/${id}.md`,
    url: legalUrl(id),
    title: text.title[lang],
    description: SITE[lang]['legal-page']({ title: text.title[lang] }),
    position,
    body: blocks(
      legalFacts(id, text, data, lang),
      text.note && commonMark(text.note[lang]),
      articlesBlock(id, data, lang),
      fromBlocks(id, data, lang),
    ),
  };
}

function legalFacts(id: string, text: LegalText, data: SiteData, lang: Lang): Html {
  const { 'legal-label': labels, 'legal-scope': scope } = SITE[lang];
  const { jorf } = text;
  return facts([
    [labels.id(), code(id)],
    [labels.official(), lang === 'fr' || text.kind !== 'droit' ? undefined : french(text.title.fr, lang)],
    [labels.kind(), SITE[lang]['legal-kind'][text.kind]()],
    [labels.read(), verifiedFact(text, lang)],
    [labels.nor(), text.nor],
    [labels.eli(), text.eli && link(`https://www.legifrance.gouv.fr${text.eli}`, text.eli)],
    [labels.date(), text.date],
    [labels.jorf(), jorf && lines([jorf.date, jorf.id && legifrance(jorf.id)].filter((part) => part !== undefined))],
    [labels.effective(), text.effective],
    [labels.repealed(), repealed(text, lang)],
    [labels.replaces(), lines(legalLinks(text.replaces ?? [], data, lang))],
    [labels.amends(), lines(legalLinks(text.amends ?? [], data, lang))],
    [labels.scope(), text.scope && named(scope, text.scope)],
  ]);
}

/** The day of the repeal; where it is only known by a commentary, that too. */
function repealed({ repealed: day, ...text }: LegalText, lang: Lang): string | undefined {
  return day !== undefined && text.verified?.on === 'commentaire' ? `${day} (${howRead(text, lang)})` : day;
}

/** The text as it was published, by its number in the Journal officiel. */
const legifrance = (id: string): Html =>
  link(`https://www.legifrance.gouv.fr/jorf/id/${encodeURIComponent(id)}`, `${id} (Légifrance)`);

function articlesBlock(id: string, { legal }: SiteData, lang: Lang): Block {
  const articles = articlesOf(id, legal);
  if (articles.length === 0) return undefined;
  const words = SITE[lang];
  const items = articles.map(([, article]) => {
    const { place, note, effective } = article;
    const facts = [
      effective === undefined ? undefined : words['article-effective']({ effective }),
      howRead(article, lang),
      commitRead(article, lang),
    ];
    const said = facts.filter((fact) => fact !== undefined).join(SEMICOLON[lang]);
    return html`<strong>${place?.[lang] ?? ''}</strong>${said === '' ? '' : ` (${said})`}${note ? html`${words.colon()}${ticked(note[lang])}` : ''}`;
  });
  return blocks(heading(2, words.articles(), 'articles'), list(items));
}

function fromBlocks(id: string, data: SiteData, lang: Lang): Markdown {
  const words = SITE[lang];
  const fields = citing(id, data);
  const rules = rulesCiting(id, data);
  const versions = data.releases.filter(({ legalTexts }) => legalTexts?.includes(id));
  if (fields.length + rules.length + versions.length === 0) return paragraph(words['nothing-from']());
  return blocks(
    ...(versions.length === 0
      ? []
      : [
          heading(2, words['versions-from'](), 'versions'),
          list(versions.map(({ version }) => versionLink(version, data, lang))),
        ]),
    ...(fields.length === 0 ? [] : [heading(2, words['fields-from'](), 'champs'), fieldTable(fields, data, lang)]),
    ...(rules.length === 0
      ? []
      : [heading(2, words['rules-from'](), 'regles'), list(rules.map(({ rule }) => link(ruleUrl(rule.id), rule.title[lang])))]),
  );
}

function fieldTable(fields: readonly Citing[], data: SiteData, lang: Lang): Html {
  const words = SITE[lang];
  const rows = fields.map(({ id, places, versions }) => [
    link(fieldUrl(id), livesOf(data).get(id)?.field.title[lang] ?? id),
    lines(places),
    versions.map((version) => versionName(version, data, lang)).join(', '),
  ]);
  return table(
    words['fields-from-caption'](),
    columnsOf(words['fields-from-column'], ['field', 'where-in-the-text', 'versions']),
    rows,
  );
}
