/** One page a legal text: the fields, the rules and the versions that come from it. */
import { columnsOf, named } from '../../shared/columns.ts';
import { SITE } from '../../../src/messages/compiled/site.ts';
import { FORMATTERS, type Lang } from '../../../packages/base/src/language.ts';
import { livesOf } from '../lives.ts';
import { cited, legalLinks } from '../parts/legal.ts';
import { versionLink, versionName } from '../parts/version-name.ts';
import type { LegalText, Maker, Page, SiteData } from '../types.ts';
import { fieldUrl, LEGAL, legalUrl, ruleUrl } from '../../shared/urls.ts';
import { rulesOf } from './rules.ts';
import { type Block, blocks, commonMark, heading, type Markdown, paragraph } from '../markdown.ts';
import { html, type Html } from '../../../packages/base/src/html.ts';
import { code, facts, lines, link, list, table, ticked } from '../parts/html.ts';

export const legalPages: Maker = {
  name: 'legal texts',
  pages: (data, lang) => [
    indexPage(data, lang),
    ...[...data.legal].map(([id, text], i) => legalPage(id, text, i + 1, data, lang)),
  ],
};

/** A field that cites a text: where in it, and in which versions. */
type Citing = { id: string; places: string[]; versions: string[] };

function citing(text: string, data: SiteData): Citing[] {
  return [...livesOf(data).values()].flatMap(({ id, stages }) => {
    const found = stages.flatMap(({ model, spots }) =>
      spots.flatMap(({ entry }) => {
        const source = cited(entry.node.schema['x-source'] ?? '');
        return source.id === text ? [{ place: source.place, version: model.version }] : [];
      }),
    );
    if (found.length === 0) return [];
    const distinct = (values: readonly string[]): string[] => [...new Set(values)].filter((value) => value !== '');
    return [{ id, places: distinct(found.map(({ place }) => place)), versions: distinct(found.map(({ version }) => version)) }];
  });
}

const rulesCiting = (id: string, data: SiteData) => rulesOf(data).filter(({ rule }) => cited(rule.source.text).id === id);

function indexPage(data: SiteData, lang: Lang): Page {
  const words = SITE[lang];
  const formatters = FORMATTERS[lang];
  const rows = [...data.legal].map(([id, { title, date }]) => [
    link(legalUrl(id), title[lang]),
    date ?? '',
    formatters.number(citing(id, data).length),
    formatters.number(rulesCiting(id, data).length),
  ]);
  const body = blocks(
    paragraph(words['legal-intro']()),
    table(words['legal-caption'](), columnsOf(words['legal-column'], ['text', 'date', 'fields', 'rules']), rows),
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
      articlesBlock(text, lang),
      fromBlocks(id, data, lang),
    ),
  };
}

function legalFacts(id: string, text: LegalText, data: SiteData, lang: Lang): Html {
  const { 'legal-label': labels, 'legal-scope': scope } = SITE[lang];
  const { jorf } = text;
  return facts([
    [labels.id(), code(id)],
    [labels.nor(), text.nor],
    [labels.date(), text.date],
    [labels.jorf(), jorf && lines([jorf.date, jorf.id && legifrance(jorf.id)].filter((part) => part !== undefined))],
    [labels.effective(), text.effective],
    [labels.repealed(), text.repealed],
    [labels.replaces(), lines(legalLinks(text.replaces ?? [], data, lang))],
    [labels.amends(), lines(legalLinks(text.amends ?? [], data, lang))],
    [labels.scope(), text.scope && named(scope, text.scope)],
  ]);
}

/** The text as it was published, by its number in the Journal officiel. */
const legifrance = (id: string): Html =>
  link(`https://www.legifrance.gouv.fr/jorf/id/${encodeURIComponent(id)}`, `${id} (Légifrance)`);

function articlesBlock({ articles = [] }: LegalText, lang: Lang): Block {
  if (articles.length === 0) return undefined;
  const items = articles.map(
    ({ article, note }) => html`<strong>${article}</strong>${note ? html`${SITE[lang].colon()}${ticked(note[lang])}` : ''}`,
  );
  return blocks(heading(2, SITE[lang].articles(), 'articles'), list(items));
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
