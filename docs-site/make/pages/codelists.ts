/** One page a codelist, its codes as anchors, and the list of them. */
import type { Lang } from '../../../packages/base/src/language.ts';
import { KITS } from '../../../packages/base/src/language.ts';
import { type Codelist, codelistsOf, type ListedCode } from '../codelists.ts';
import { livesOf } from '../lives.ts';
import { code, heading, html, table } from '../markdown.ts';
import { csv } from '../parts/csv.ts';
import { blocks, download, french, lines, link, list } from '../parts/html.ts';
import { capital } from '../../../packages/base/src/language.ts';
import { versionName } from '../parts/version-name.ts';
import type { Download, Maker, Page, SiteData } from '../types.ts';
import { codeAnchor, CODELISTS, codelistFile, codelistUrl, codeUrl, fieldUrl } from '../urls.ts';
import { CODE_WORDS } from '../words/codes.ts';
import { CODELIST_NAMES } from '../words/codelist-names.ts';
import { LIST_WORDS } from '../words/lists.ts';
import { groupBy } from '../../../packages/base/src/lists.ts';

const COLUMNS = ['code', 'libelle', 'label_en', 'description', 'source', 'since', 'deprecated', 'replaced_by'] as const;

export const codelistPages: Maker = {
  name: 'codelists',
  pages: (data, lang) => [
    indexPage(data, lang),
    ...codelistsOf(data).map((codelist, i) => codelistPage(codelist, i + 1, data, lang)),
  ],
  downloads: (data) => codelistsOf(data).flatMap(files),
};

function indexPage(data: SiteData, lang: Lang): Page {
  const words = CODE_WORDS[lang];
  const rows = codelistsOf(data).map((one) => [
    `${link(codelistUrl(one.name), html(titleOf(one, lang)))}<br>${code(one.name)}`,
    lines(fieldLinks(one, data, lang)),
    KITS[lang].number(one.codes.length),
    spanOf(one.versions, data, lang),
  ]);
  const body = blocks(words.intro, table(words.listCaption, words.listColumns, rows));
  return { path: 'codes/index.md', url: CODELISTS, title: words.title, description: words.listDescription, position: 0, body };
}

/** A list that nobody has named yet has the name of its file. */
const titleOf = ({ name }: Codelist, lang: Lang): string => CODELIST_NAMES[name]?.[lang] ?? name;

const spanOf = (versions: readonly string[], data: SiteData, lang: Lang): string =>
  html(LIST_WORDS[lang].from(versionName(versions[0] ?? '', data, lang), versionName(versions.at(-1) ?? '', data, lang)));

const fieldLinks = ({ fields }: Codelist, data: SiteData, lang: Lang): string[] =>
  fields.map((id) => link(fieldUrl(id), html(livesOf(data).get(id)?.field.title[lang] ?? id)));

function codelistPage(codelist: Codelist, position: number, data: SiteData, lang: Lang): Page {
  const words = CODE_WORDS[lang];
  const { name, codes } = codelist;
  const rows = codes.map((one) => codeRow(one, codelist, data, lang));
  const versions = codelist.versions.map((version) => html(versionName(version, data, lang)));
  return {
    path: `codes/${name}.md`,
    url: codelistUrl(name),
    title: titleOf(codelist, lang),
    description: words.description(titleOf(codelist, lang)),
    position,
    body: blocks(
      `<p>${code(name)}. ${words.usedBy(KITS[lang].and(fieldLinks(codelist, data, lang)))} ${words.inVersions(KITS[lang].and(versions))}</p>`,
      heading(2, words.codesHeading, 'codes'),
      words.inFrench,
      table(words.caption, words.columns, rows),
      heading(2, words.sourceHeading, 'sources'),
      list(sourceLines(codes, lang)),
      heading(2, words.downloads, 'telechargements'),
      `<p>${words.downloadsIntro}</p>`,
      list([download(codelistFile(name, 'csv'), 'CSV'), download(codelistFile(name, 'json'), 'JSON')]),
    ),
  };
}

/** The anchor stands on the link to it: that is where Docusaurus finds it. */
function codeRow({ code: it, versions }: ListedCode, { name, model }: Codelist, data: SiteData, lang: Lang): string[] {
  const words = CODE_WORDS[lang];
  const notes = [
    ...(versions.includes(model.version) ? [] : [words.goneNow]),
    ...(it.deprecated === '' ? [] : [words.deprecated(it.deprecated)]),
    ...(it.replaced_by === '' ? [] : [words.replacedBy(link(codeUrl(name, it.replaced_by), code(it.replaced_by)))]),
  ];
  return [
    `<a id="${codeAnchor(it.code)}" class="code-ancre" href="${codeUrl(name, it.code)}">${code(it.code)}</a>`,
    french(html(it.libelle), lang),
    lang === 'fr' ? `<span lang="en">${html(it.label_en)}</span>` : html(it.label_en),
    french(html(it.description), lang),
    lines([spanOf(versions, data, lang), ...notes]),
  ];
}

/** Codes that cite one source are told together. */
function sourceLines(codes: readonly ListedCode[], lang: Lang): string[] {
  const sources = groupBy(codes, (listed) => listed.code.source);
  const cited = (list: readonly ListedCode[]): string => list.map((listed) => code(listed.code.code)).join(', ');
  return [...sources].map(([source, list]) => `${french(html(capital(source)), lang)} (${cited(list)})`);
}

function files({ name, model }: Codelist): Download[] {
  const codes = model.codelists[name] ?? [];
  return [
    { url: codelistFile(name, 'csv'), content: csv([COLUMNS, ...codes.map((one) => COLUMNS.map((column) => one[column]))]) },
    { url: codelistFile(name, 'json'), content: `${JSON.stringify({ name, version: model.version, codes }, null, 2)}\n` },
  ];
}
