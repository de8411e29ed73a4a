/** One page an external list: its first levels as text, a search in all of it, and the whole to download. */
import type { Lang } from '../../../packages/base/src/language.ts';
import { KITS } from '../../../packages/base/src/language.ts';
import { aboutOf, shownRows } from '../nomenclatures.ts';
import { heading, table } from '../markdown.ts';
import { html } from '../../shared/html.ts';
import { citation } from '../parts/legal.ts';
import { csv } from '../parts/csv.ts';
import { blocks, download, french, link, list } from '../parts/html.ts';
import type { Download, Maker, Nomenclature, Page, SiteData } from '../types.ts';
import { nomenclatureFile, NOMENCLATURES, nomenclatureUrl, ruleUrl } from '../../shared/urls.ts';
import { CODE_WORDS } from '../words/codes.ts';
import { COLUMN_NAMES } from '../words/columns.ts';
import { rulesOf } from './rules.ts';

export const nomenclaturePages: Maker = {
  name: 'nomenclatures',
  pages: (data, lang) => [
    indexPage(data, lang),
    ...data.nomenclatures.map((nomenclature, i) => nomenclaturePage(nomenclature, i + 1, data, lang)),
  ],
  downloads: ({ nomenclatures }) => nomenclatures.flatMap(files),
};

function indexPage(data: SiteData, lang: Lang): Page {
  const words = CODE_WORDS[lang];
  const rows = data.nomenclatures.map((one) => [
    link(nomenclatureUrl(one.name), html(aboutOf(one).title[lang])),
    KITS[lang].number(one.rows.length),
    citation(aboutOf(one).source, data, lang),
  ]);
  return {
    path: 'nomenclatures/index.md',
    url: NOMENCLATURES,
    title: words.nomenclatures,
    description: words.nomenclaturesDescription,
    position: 0,
    body: blocks(words.nomenclaturesIntro, table(words.nomenclatureCaption, words.nomenclatureColumns, rows)),
  };
}

function nomenclaturePage(nomenclature: Nomenclature, position: number, data: SiteData, lang: Lang): Page {
  const words = CODE_WORDS[lang];
  const { name } = nomenclature;
  const title = aboutOf(nomenclature).title[lang];
  return {
    path: `nomenclatures/${name}.md`,
    url: nomenclatureUrl(name),
    title,
    description: words.nomenclatureDescription(title, KITS[lang].number(nomenclature.rows.length)),
    position,
    body: nomenclatureBody(nomenclature, data, lang),
  };
}

function nomenclatureBody(nomenclature: Nomenclature, data: SiteData, lang: Lang): string {
  const words = CODE_WORDS[lang];
  const { name, rows } = nomenclature;
  const about = aboutOf(nomenclature);
  const { whole, rows: shown } = shownRows(nomenclature);
  const title = whole ? words.wholeTable : (about.firstTitle?.[lang] ?? words.excerpt);
  return blocks(
    `<p>${html(about.note[lang])} ${words.rows(KITS[lang].number(rows.length))}</p>`,
    `<p>${words.source}${citation(about.source, data, lang)}.</p>`,
    heading(2, words.search, 'chercher'),
    searchPlace(nomenclature, lang),
    `<p class="note">${words.searchNote} ${words.withoutScript}</p>`,
    heading(2, words.downloads, 'telechargements'),
    list([download(nomenclatureFile(name, 'csv'), 'CSV'), download(nomenclatureFile(name, 'json'), 'JSON')]),
    heading(2, title, 'lignes'),
    rowTable(title, nomenclature, shown, lang),
    heading(2, words.usedByRules, 'regles'),
    list(rulesReading(about.call, data, lang)),
  );
}

/** What the script of the page reads: where the list is, and what its columns are called in this language. */
function searchPlace({ name, columns }: Nomenclature, lang: Lang): string {
  const names = JSON.stringify(columns.map((column) => columnName(column, lang)));
  return `<div data-nomenclature="${html(nomenclatureFile(name, 'json'))}" data-colonnes="${html(names)}"></div>`;
}

const columnName = (column: string, lang: Lang): string => COLUMN_NAMES[column]?.[lang] ?? column;

/** Names are French but for those that say otherwise. */
function rowTable(title: string, nomenclature: Nomenclature, rows: readonly (readonly string[])[], lang: Lang): string {
  const { columns } = nomenclature;
  const { english = [] } = aboutOf(nomenclature);
  const cell = (text: string, i: number): string => {
    const column = columns[i] ?? '';
    if (english.includes(column)) return lang === 'en' ? html(text) : `<span lang="en">${html(text)}</span>`;
    return ['libelle', 'type'].includes(column) ? french(html(text), lang) : html(text);
  };
  return table(
    title,
    columns.map((column) => html(columnName(column, lang))),
    rows.map((row) => row.map(cell)),
  );
}

function rulesReading(call: RegExp, data: SiteData, lang: Lang): string[] {
  return rulesOf(data)
    .filter(({ rule }) => call.test(JSON.stringify(rule.on)))
    .map(({ rule }) => link(ruleUrl(rule.id), html(rule.title[lang])));
}

const files = ({ name, columns, rows }: Nomenclature): Download[] => [
  { url: nomenclatureFile(name, 'csv'), content: csv([columns, ...rows]) },
  { url: nomenclatureFile(name, 'json'), content: `${JSON.stringify({ name, columns, rows })}\n` },
];
