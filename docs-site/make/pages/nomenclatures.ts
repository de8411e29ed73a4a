/** One page an external list: its first levels as text, a search in all of it, and the whole to download. */
import { KITS, type Lang } from '../../../packages/base/src/language.ts';
import { citation } from '../parts/legal.ts';
import { csv } from '../parts/csv.ts';
import type { Download, Maker, Nomenclature, Page, SiteData } from '../types.ts';
import { nomenclatureFile, NOMENCLATURES, nomenclatureUrl, ruleUrl } from '../../shared/urls.ts';
import { CODE_WORDS } from '../words/codes.ts';
import { COLUMN_NAMES } from '../words/columns.ts';
import { rulesOf } from './rules.ts';
import type { Texts } from '../../../src/model/types.ts';
import { blocks, heading, type Markdown, paragraph } from '../markdown.ts';
import { type Content, html, type Html } from '../../shared/html.ts';
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
  const words = CODE_WORDS[lang];
  const rows = data.nomenclatures.map((one) => [
    link(nomenclatureUrl(one.name), aboutOf(one).title[lang]),
    KITS[lang].number(one.rows.length),
    citation(aboutOf(one).source, data, lang),
  ]);
  return {
    path: 'nomenclatures/index.md',
    url: NOMENCLATURES,
    title: words.nomenclatures,
    description: words.nomenclaturesDescription,
    position: 0,
    body: blocks(paragraph(words.nomenclaturesIntro), table(words.nomenclatureCaption, words.nomenclatureColumns, rows)),
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

function nomenclatureBody(nomenclature: Nomenclature, data: SiteData, lang: Lang): Markdown {
  const words = CODE_WORDS[lang];
  const { name, rows } = nomenclature;
  const about = aboutOf(nomenclature);
  const { whole, rows: shown } = shownRows(nomenclature);
  const title = whole ? words.wholeTable : (about.firstTitle?.[lang] ?? words.excerpt);
  return blocks(
    html`<p>${about.note[lang]} ${words.rows(KITS[lang].number(rows.length))}</p>`,
    html`<p>${words.source}${citation(about.source, data, lang)}.</p>`,
    heading(2, words.search, 'chercher'),
    searchPlace(nomenclature, lang),
    html`<p class="note">${words.searchNote} ${words.withoutScript}</p>`,
    heading(2, words.downloads, 'telechargements'),
    list([download(nomenclatureFile(name, 'csv'), 'CSV'), download(nomenclatureFile(name, 'json'), 'JSON')]),
    heading(2, title, 'lignes'),
    rowTable(title, nomenclature, shown, lang),
    heading(2, words.usedByRules, 'regles'),
    list(rulesReading(about.call, data, lang)),
  );
}

/** What the script of the page reads: where the list is, and what its columns are called in this language. */
function searchPlace({ name, columns }: Nomenclature, lang: Lang): Html {
  const names = JSON.stringify(columns.map((column) => columnName(column, lang)));
  return html`<div data-nomenclature="${nomenclatureFile(name, 'json')}" data-colonnes="${names}"></div>`;
}

const columnName = (column: string, lang: Lang): string => COLUMN_NAMES[column]?.[lang] ?? column;

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
  { url: nomenclatureFile(name, 'csv'), content: csv([columns, ...rows]) },
  { url: nomenclatureFile(name, 'json'), content: `${JSON.stringify({ name, columns, rows })}\n` },
];

/** What the site says of the external lists: their titles, sources, first levels, and who reads them. */
type About = {
  title: Texts;
  note: Texts;
  /** Identifier in `schema/legal-texts.yaml`. */
  source: string;
  /** Rows that a page shows as text, where there are too many for all of them. */
  first?: (row: readonly string[]) => boolean;
  firstTitle?: Texts;
  /** Columns whose texts are in English. */
  english?: readonly string[];
  /** What a rule says where it reads the list. */
  call: RegExp;
};

const COG: Pick<About, 'source'> = { source: 'insee-cog' };

/** By the name of the file without its edition. */
const ABOUT: Readonly<Record<string, About>> = {
  cpv: {
    title: { fr: 'Vocabulaire commun pour les marchés publics (CPV), 2008', en: 'Common procurement vocabulary (CPV), 2008' },
    note: {
      fr: "Huit chiffres disent l'objet d'un marché, du plus large (division, deux premiers chiffres) au plus précis ; le neuvième, après le tiret, est une clé de contrôle.",
      en: 'Eight digits say what a contract is about, from the widest (division, the first two digits) to the most precise; the ninth, after the hyphen, is a check digit.',
    },
    source: 'reglement-cpv',
    first: ([code = '']) => /^\d\d0{6}/.test(code),
    firstTitle: { fr: 'Les divisions', en: 'The divisions' },
    call: /\bcpv(Existe|Cle)\b/,
  },
  'cog-communes': {
    title: { fr: 'Communes (code officiel géographique 2026)', en: 'Municipalities (official geographic code 2026)' },
    note: {
      fr: "Communes actuelles, déléguées et associées, arrondissements municipaux, et anciens codes que l'on trouve encore dans les données.",
      en: 'Present, delegated and associated municipalities, municipal districts, and former codes that are still found in data.',
    },
    ...COG,
    first: ([code = '', , type]) => type === 'arrondissement-municipal' || /^(75056|69123|13055)$/.test(code),
    firstTitle: { fr: 'Paris, Lyon, Marseille et leurs arrondissements', en: 'Paris, Lyon, Marseille and their districts' },
    call: /'cog-communes'/,
  },
  'cog-departements': {
    title: { fr: 'Départements (code officiel géographique 2026)', en: 'Departments (official geographic code 2026)' },
    note: { fr: "Départements et collectivités d'outre-mer.", en: 'Departments and overseas collectivities.' },
    ...COG,
    call: /'cog-departements'/,
  },
  'cog-regions': {
    title: { fr: 'Régions (code officiel géographique 2026)', en: 'Regions (official geographic code 2026)' },
    note: { fr: "Régions et collectivités d'outre-mer.", en: 'Regions and overseas collectivities.' },
    ...COG,
    call: /'cog-regions'/,
  },
  'cog-arrondissements': {
    title: { fr: 'Arrondissements (code officiel géographique 2026)', en: 'Districts (official geographic code 2026)' },
    note: { fr: 'Arrondissements des départements.', en: 'Districts of the departments.' },
    ...COG,
    call: /'cog-arrondissements'/,
  },
  'pays-iso': {
    title: { fr: 'Pays et territoires (ISO 3166-1)', en: 'Countries and territories (ISO 3166-1)' },
    note: {
      fr: "Codes de deux et de trois lettres. Le Kosovo (XK), que l'ISO ne code pas, est accepté parce que son usage est répandu.",
      en: 'Codes of two and three letters. Kosovo (XK), which ISO does not code, is accepted because it is widely used.',
    },
    source: 'iso-3166',
    english: ['label_en'],
    call: /'pays-alpha[23]'/,
  },
};

/** Beyond, a page shows the first levels only. */
const MOST_ROWS = 400;

/** `cog-2026-communes` → `cog-communes`: the edition changes, what the list is does not. */
const kindOf = (name: string): string => name.replace(/-\d{4}(?=-|$)/, '');

function aboutOf({ name }: Nomenclature): About {
  const about = ABOUT[kindOf(name)];
  if (!about) throw new Error(`nomenclature ${name}: docs-site/make/nomenclatures.ts does not say what it is`);
  return about;
}

/** The rows that stand in the page, and whether they are all of them. */
function shownRows(nomenclature: Nomenclature): { rows: string[][]; whole: boolean } {
  const { first } = aboutOf(nomenclature);
  const { rows } = nomenclature;
  if (rows.length <= MOST_ROWS || !first) return { rows: rows.slice(0, MOST_ROWS), whole: rows.length <= MOST_ROWS };
  return { rows: rows.filter(first), whole: false };
}
