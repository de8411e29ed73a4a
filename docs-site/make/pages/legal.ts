/** One page a legal text: the fields, the rules and the versions that come from it. */
import type { Lang } from '../../../packages/base/src/language.ts';
import { KITS } from '../../../packages/base/src/language.ts';
import { livesOf } from '../lives.ts';
import { code, heading, table } from '../markdown.ts';
import { html } from '../../shared/html.ts';
import { blocks, facts, lines, link, list, ticked } from '../parts/html.ts';
import { cited, legalLinks } from '../parts/legal.ts';
import { versionLink, versionName } from '../parts/version-name.ts';
import type { LegalText, Maker, Page, SiteData } from '../types.ts';
import { fieldUrl, LEGAL, legalUrl, ruleUrl } from '../../shared/urls.ts';
import { COMMON } from '../words/common.ts';
import { LEGAL_WORDS } from '../words/legal.ts';
import { rulesOf } from './rules.ts';

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
  const words = LEGAL_WORDS[lang];
  const kit = KITS[lang];
  const rows = [...data.legal].map(([id, { title, date }]) => [
    link(legalUrl(id), html(title[lang])),
    html(date ?? ''),
    kit.number(citing(id, data).length),
    kit.number(rulesCiting(id, data).length),
  ]);
  const body = blocks(words.legalIntro, table(words.legalCaption, words.legalColumns, rows));
  return { path: 'textes/index.md', url: LEGAL, title: words.legal, description: words.legalDescription, position: 0, body };
}

function legalPage(id: string, text: LegalText, position: number, data: SiteData, lang: Lang): Page {
  return {
    path: `textes/${id}.md`,
    url: legalUrl(id),
    title: text.title[lang],
    description: LEGAL_WORDS[lang].legalPage(text.title[lang]),
    position,
    body: blocks(
      legalFacts(id, text, data, lang),
      text.note && text.note[lang],
      articlesBlock(text, lang),
      fromBlocks(id, data, lang),
    ),
  };
}

function legalFacts(id: string, text: LegalText, data: SiteData, lang: Lang): string {
  const { legalLabels: labels, scope } = LEGAL_WORDS[lang];
  const { jorf } = text;
  return facts([
    [labels.id, code(id)],
    [labels.nor, text.nor && html(text.nor)],
    [labels.date, text.date && html(text.date)],
    [
      labels.jorf,
      jorf && lines([jorf.date && html(jorf.date), jorf.id && legifrance(jorf.id)].filter((part) => part !== undefined)),
    ],
    [labels.effective, text.effective && html(text.effective)],
    [labels.repealed, text.repealed && html(text.repealed)],
    [labels.replaces, lines(legalLinks(text.replaces ?? [], data, lang))],
    [labels.amends, lines(legalLinks(text.amends ?? [], data, lang))],
    [labels.scope, text.scope && html(scope[text.scope] ?? text.scope)],
  ]);
}

/** The text as it was published, by its number in the Journal officiel. */
const legifrance = (id: string): string =>
  link(`https://www.legifrance.gouv.fr/jorf/id/${encodeURIComponent(id)}`, html(`${id} (Légifrance)`));

function articlesBlock({ articles = [] }: LegalText, lang: Lang): string {
  if (articles.length === 0) return '';
  const items = articles.map(
    ({ article, note }) => `<strong>${html(article)}</strong>${note ? `${COMMON[lang].colon}${ticked(note[lang])}` : ''}`,
  );
  return blocks(heading(2, LEGAL_WORDS[lang].articles, 'articles'), list(items));
}

function fromBlocks(id: string, data: SiteData, lang: Lang): string {
  const words = LEGAL_WORDS[lang];
  const fields = citing(id, data);
  const rules = rulesCiting(id, data);
  const versions = data.releases.filter(({ legalTexts }) => legalTexts?.includes(id));
  if (fields.length + rules.length + versions.length === 0) return words.nothingFrom;
  return blocks(
    ...(versions.length === 0
      ? []
      : [heading(2, words.versionsFrom, 'versions'), list(versions.map(({ version }) => versionLink(version, data, lang)))]),
    ...(fields.length === 0 ? [] : [heading(2, words.fieldsFrom, 'champs'), fieldTable(fields, data, lang)]),
    ...(rules.length === 0
      ? []
      : [heading(2, words.rulesFrom, 'regles'), list(rules.map(({ rule }) => link(ruleUrl(rule.id), html(rule.title[lang]))))]),
  );
}

function fieldTable(fields: readonly Citing[], data: SiteData, lang: Lang): string {
  const words = LEGAL_WORDS[lang];
  const rows = fields.map(({ id, places, versions }) => [
    link(fieldUrl(id), html(livesOf(data).get(id)?.field.title[lang] ?? id)),
    lines(places.map(html)),
    versions.map((version) => html(versionName(version, data, lang))).join(', '),
  ]);
  return table(words.fieldsFromCaption, words.fieldsFromColumns, rows);
}
