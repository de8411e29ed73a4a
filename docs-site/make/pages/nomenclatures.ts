/** One page an external list: its first levels as text, a search in all of it, and the whole to download. */
import { columnsOf, named } from '../../shared/columns.ts';
import { SITE_CODES } from '../../../src/messages/compiled/site-codes.ts';
import { FORMATTERS, type Lang } from '../../../packages/base/src/language.ts';
import { citation } from '../parts/legal.ts';
import { csvOf } from '../../../packages/base/src/csv.ts';
import type { Download, Maker, Nomenclature, Page, SiteData } from '../types.ts';
import { nomenclatureFile, NOMENCLATURES, nomenclatureUrl, ruleUrl } from '../../shared/urls.ts';
import { rulesOf } from './rules.ts';
import { blocks, heading, type Markdown, paragraph } from '../markdown.ts';
import { type Content, html, type Html } from '../../../packages/base/src/html.ts';
import { download, french, link, list, table } from '../parts/html.ts';

export const nomenclaturePages: Maker = {
  name: 'nomenclatures',
  pages: (data, lang) => [
    indexPage(data, lang),
    ...data.nomenclatures.map((nomenclature, i) => nomenclaturePage(nomenclature, i + 1, data, lang)),
  ],
  downloads: ({ nomenclatures }) => nomenclatures.flatMap(files),
};

function indexPage(data: SiteData, lang: Lang): Page {
  const words = SITE_CODES[lang];
  const rows = data.nomenclatures.map((one) => [
    link(nomenclatureUrl(one.name), textsOf(one, lang).title()),
    FORMATTERS[lang].number(one.rows.length),
    citation(aboutOf(one).source, data, lang),
  ]);
  return {
    path: 'nomenclatures/index.md',
    url: NOMENCLATURES,
    title: words.nomenclatures(),
    description: words['nomenclatures-description'](),
    position: 0,
    body: blocks(
      paragraph(words['nomenclatures-intro']()),
      table(words['nomenclature-caption'](), columnsOf(words['nomenclature-column'], ['nomenclature', 'rows', 'source']), rows),
    ),
  };
}

function nomenclaturePage(nomenclature: Nomenclature, position: number, data: SiteData, lang: Lang): Page {
  const words = SITE_CODES[lang];
  const { name } = nomenclature;
  const title = textsOf(nomenclature, lang).title();
  return {
    path: `nomenclatures/${name}.md`,
    url: nomenclatureUrl(name),
    title,
    description: words['nomenclature-description']({ title, count: FORMATTERS[lang].number(nomenclature.rows.length) }),
    position,
    body: nomenclatureBody(nomenclature, data, lang),
  };
}

function nomenclatureBody(nomenclature: Nomenclature, data: SiteData, lang: Lang): Markdown {
  const words = SITE_CODES[lang];
  const { name, rows } = nomenclature;
  const about = aboutOf(nomenclature);
  const texts = textsOf(nomenclature, lang);
  const { whole, rows: shown } = shownRows(nomenclature);
  const title = whole ? words['whole-table']() : 'first-title' in texts ? texts['first-title']() : words.excerpt();
  return blocks(
    html`<p>${texts.note()} ${words.rows({ count: FORMATTERS[lang].number(rows.length) })}</p>`,
    html`<p>${words.source()}${citation(about.source, data, lang)}.</p>`,
    heading(2, words.search(), 'chercher'),
    searchPlace(nomenclature, lang),
    html`<p class="note">${words['search-note']()} ${words['without-script']()}</p>`,
    heading(2, words.downloads(), 'telechargements'),
    list([download(nomenclatureFile(name, 'csv'), 'CSV'), download(nomenclatureFile(name, 'json'), 'JSON')]),
    heading(2, title, 'lignes'),
    rowTable(title, nomenclature, shown, lang),
    heading(2, words['used-by-rules'](), 'regles'),
    list(rulesReading(about.call, data, lang)),
  );
}

/** The data for the script of the page: the URL of the list, and its column names in this language. */
function searchPlace({ name, columns }: Nomenclature, lang: Lang): Html {
  const names = JSON.stringify(columns.map((column) => columnName(column, lang)));
  return html`<div data-nomenclature="${nomenclatureFile(name, 'json')}" data-colonnes="${names}"></div>`;
}

const columnName = (column: string, lang: Lang): string => named(SITE_CODES[lang]['nomenclature-column-name'], column);

/** Names are French but for those that say otherwise. */
function rowTable(title: string, nomenclature: Nomenclature, rows: readonly (readonly string[])[], lang: Lang): Html {
  const { columns } = nomenclature;
  const { english = [] } = aboutOf(nomenclature);
  const cell = (text: string, i: number): Content => {
    const column = columns[i] ?? '';
    if (english.includes(column)) return lang === 'en' ? text : html`<span lang="en">${text}</span>`;
    return ['libelle', 'type'].includes(column) ? french(text, lang) : text;
  };
  return table(
    title,
    columns.map((column) => columnName(column, lang)),
    rows.map((row) => row.map(cell)),
  );
}

function rulesReading(call: RegExp, data: SiteData, lang: Lang): Html[] {
  return rulesOf(data)
    .filter(({ rule }) => call.test(JSON.stringify(rule.on)))
    .map(({ rule }) => link(ruleUrl(rule.id), rule.title[lang]));
}

const files = ({ name, columns, rows }: Nomenclature): Download[] => [
  { url: nomenclatureFile(name, 'csv'), content: csvOf([columns, ...rows]) },
  { url: nomenclatureFile(name, 'json'), content: `${JSON.stringify({ name, columns, rows })}\n` },
];

/** The data of an external list: its source, its first levels, and the rules that read it. */
type About = {
  /** Identifier in `schema/legal-texts.yaml`. */
  source: string;
  /** Rows that a page shows as text, where there are too many for all of them. */
  first?: (row: readonly string[]) => boolean;
  /** Columns whose texts are in English. */
  english?: readonly string[];
  /** The condition of a rule that reads the list. */
  call: RegExp;
};

const COG: Pick<About, 'source'> = { source: 'insee-cog' };

type Kind = 'cpv' | 'cog-communes' | 'cog-departements' | 'cog-regions' | 'cog-arrondissements' | 'pays-iso';

/** By the name of the file without its edition. */
const ABOUT: Readonly<Record<Kind, About>> = {
  cpv: { source: 'reglement-cpv', first: ([code = '']) => /^\d\d0{6}/.test(code), call: /\bcpv(Existe|Cle)\b/ },
  'cog-communes': {
    ...COG,
    first: ([code = '', , type]) => type === 'arrondissement-municipal' || /^(75056|69123|13055)$/.test(code),
    call: /'cog-communes'/,
  },
  'cog-departements': { ...COG, call: /'cog-departements'/ },
  'cog-regions': { ...COG, call: /'cog-regions'/ },
  'cog-arrondissements': { ...COG, call: /'cog-arrondissements'/ },
  'pays-iso': { source: 'iso-3166', english: ['label_en'], call: /'pays-alpha[23]'/ },
};

/** Beyond, a page shows the first levels only. */
const MOST_ROWS = 400;

/** `cog-2026-communes` → `cog-communes`: the edition changes, what the list is does not. */
function kindOf({ name }: Nomenclature): Kind {
  const kind = name.replace(/-\d{4}(?=-|$)/, '');
  if (!Object.hasOwn(ABOUT, kind))
    throw new Error(`nomenclature ${name}: docs-site/make/pages/nomenclatures.ts does not know it`);
  return kind as Kind;
}

const aboutOf = (nomenclature: Nomenclature): About => ABOUT[kindOf(nomenclature)];

const textsOf = (nomenclature: Nomenclature, lang: Lang) => SITE_CODES[lang][`nomenclature.${kindOf(nomenclature)}`];

/** The rows shown on the page, and whether they are all rows. */
function shownRows(nomenclature: Nomenclature): { rows: string[][]; whole: boolean } {
  const { first } = aboutOf(nomenclature);
  const { rows } = nomenclature;
  if (rows.length <= MOST_ROWS || !first) return { rows: rows.slice(0, MOST_ROWS), whole: rows.length <= MOST_ROWS };
  return { rows: rows.filter(first), whole: false };
}
