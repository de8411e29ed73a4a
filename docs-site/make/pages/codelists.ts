/** The pages of the codelists: an index, and one page per codelist with an anchor per code. */
import { codelistName } from '../parts/codelist-name.ts';
import { columnsOf } from '../../shared/columns.ts';
import { SITE_CODES } from '../../../src/messages/compiled/site-codes.ts';
import { capital, FORMATTERS, type Lang } from '../../../packages/base/src/language.ts';
import { livesOf } from '../lives.ts';
import { csvOf } from '../../../packages/base/src/csv.ts';
import { versionName, versionSpan } from '../parts/version-name.ts';
import type { Download, Maker, Page, SiteData } from '../types.ts';
import { codeAnchor, codelistFile, CODELISTS, codelistUrl, codeUrl, fieldUrl } from '../../shared/urls.ts';
import { valueLeaf } from '../../../src/generate/dictionary/describe.ts';
import type { Code, Model } from '../../../src/model/types.ts';
import { blocks, heading, paragraph } from '../markdown.ts';
import { filled, type Content, html, type Html, joined } from '../../../packages/base/src/html.ts';
import { code, download, french, lines, link, list, listed, table } from '../parts/html.ts';
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
  const words = SITE_CODES[lang];
  const rows = codelistsOf(data).map((one) => [
    html`${link(codelistUrl(one.name), codelistName(one.name, lang))}<br>${code(one.name)}`,
    lines(fieldLinks(one, data, lang)),
    FORMATTERS[lang].number(one.codes.length),
    versionSpan(one.versions, data, lang),
  ]);
  const body = blocks(
    paragraph(words.intro()),
    table(words['list-caption'](), columnsOf(words['list-column'], ['list', 'fields', 'codes', 'versions']), rows),
  );
  return {
    path: 'codes/index.md',
    url: CODELISTS,
    title: words.title(),
    description: words['list-description'](),
    position: 0,
    body,
  };
}

const fieldLinks = ({ fields }: Codelist, data: SiteData, lang: Lang): Html[] =>
  fields.map((id) => link(fieldUrl(id), livesOf(data).get(id)?.field.title[lang] ?? id));

function codelistPage(codelist: Codelist, position: number, data: SiteData, lang: Lang): Page {
  const words = SITE_CODES[lang];
  const { name, codes } = codelist;
  const rows = codes.map((one) => codeRow(one, codelist, data, lang));
  const versions = codelist.versions.map((version) => versionName(version, data, lang));
  return {
    path: `codes/${name}.md`,
    url: codelistUrl(name),
    title: codelistName(name, lang),
    description: words.description({ title: codelistName(name, lang) }),
    position,
    body: blocks(
      html`<p>${code(name)}. ${filled(words['used-by'], { fields: listed(fieldLinks(codelist, data, lang), lang) })} ${filled(words['in-versions'], { versions: listed(versions, lang) })}</p>`,
      heading(2, words['codes-heading'](), 'codes'),
      lang === 'fr' ? undefined : paragraph(words['in-french']()),
      table(words.caption(), columnsOf(words.column, ['code', 'libelle', 'label', 'description', 'versions']), rows),
      heading(2, words['source-heading'](), 'sources'),
      list(sourceLines(codes, lang)),
      heading(2, words.downloads(), 'telechargements'),
      html`<p>${words['downloads-intro']()}</p>`,
      list([download(codelistFile(name, 'csv'), 'CSV'), download(codelistFile(name, 'json'), 'JSON')]),
    ),
  };
}

/** The anchor is on the link to itself, because Docusaurus only finds it there. */
function codeRow({ code: it, versions }: ListedCode, { name, model }: Codelist, data: SiteData, lang: Lang): Content[] {
  const words = SITE_CODES[lang];
  const notes = [
    ...(versions.includes(model.version) ? [] : [words['gone-now']()]),
    ...(it.deprecated === '' ? [] : [words.deprecated({ version: it.deprecated })]),
    ...(it.replaced_by === ''
      ? []
      : [filled(words['replaced-by'], { link: link(codeUrl(name, it.replaced_by), code(it.replaced_by)) })]),
  ];
  return [
    html`<a id="${codeAnchor(it.code)}" class="code-ancre" href="${codeUrl(name, it.code)}">${code(it.code)}</a>`,
    french(it.libelle, lang),
    lang === 'fr' ? html`<span lang="en">${it.label_en}</span>` : it.label_en,
    descriptionOf(it, name, data, lang),
    lines([versionSpan(versions, data, lang), ...notes]),
  ];
}

/** The description in the language of the page, or else in French. */
function descriptionOf({ code: it, description }: Code, list: string, { descriptions }: SiteData, lang: Lang): Content {
  const english = descriptions[list]?.[it];
  return lang === 'fr' || english === undefined ? french(description, lang) : english;
}

/** One line per source, with the codes that cite it. */
function sourceLines(codes: readonly ListedCode[], lang: Lang): Html[] {
  const sources = groupBy(codes, (listed) => listed.code.source);
  const cited = (list: readonly ListedCode[]): Html =>
    joined(
      list.map((listed) => code(listed.code.code)),
      ', ',
    );
  return [...sources].map(([source, list]) => html`${french(capital(source), lang)} (${cited(list)})`);
}

function files({ name, model }: Codelist): Download[] {
  const codes = model.codelists[name] ?? [];
  return [
    { url: codelistFile(name, 'csv'), content: csvOf([COLUMNS, ...codes.map((one) => COLUMNS.map((column) => one[column]))]) },
    { url: codelistFile(name, 'json'), content: `${JSON.stringify({ name, version: model.version, codes }, null, 2)}\n` },
  ];
}

/** A code as in the newest version that has it, with the versions that have it. */
type ListedCode = { code: Code; versions: string[] };

/** `model`: the newest version that has the list. */
type Codelist = { name: string; model: Model; versions: string[]; codes: ListedCode[]; fields: string[] };

/** The codelists by name, in the order of the newest versions. Codes no longer in use come last. */
export function codelistsOf(data: Pick<SiteData, 'models'>): Codelist[] {
  const names = new Set(data.models.toReversed().flatMap(({ codelists }) => Object.keys(codelists)));
  return [...names].sort().flatMap((name) => codelistOf(name, data) ?? []);
}

function codelistOf(name: string, data: Pick<SiteData, 'models'>): Codelist | undefined {
  const having = data.models.filter(({ codelists }) => Object.hasOwn(codelists, name));
  const model = having.at(-1);
  if (!model) return undefined;
  return {
    name,
    model,
    versions: having.map(({ version }) => version),
    codes: codesOf(name, having),
    fields: fieldsOf(name, data),
  };
}

function codesOf(name: string, having: readonly Model[]): ListedCode[] {
  const codes = new Map<string, ListedCode>();
  for (const { codelists, version } of having.toReversed()) {
    for (const code of codelists[name] ?? []) {
      const known = codes.get(code.code);
      if (known) known.versions.unshift(version);
      else codes.set(code.code, { code, versions: [version] });
    }
  }
  return [...codes.values()];
}

/** The fields that use the list in some version. */
const fieldsOf = (name: string, data: Pick<SiteData, 'models'>): string[] =>
  [...livesOf(data).values()].flatMap(({ id, stages }) =>
    stages.some(({ spots }) => spots.some(({ entry }) => valueLeaf(entry.node)?.codelist === name)) ? [id] : [],
  );
