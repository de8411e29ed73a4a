/** The list of versions, and one page a version. */
import type { Lang } from '../../finding.ts';
import { KITS } from '../../messages/kit.ts';
import { heading, html, table } from '../markdown.ts';
import { defectBlocks } from '../parts/defects.ts';
import { blocks, capital, facts, lines, link, list } from '../parts/html.ts';
import { legalLinks } from '../parts/legal.ts';
import { fileTable, listedTable, schemaDownloads } from '../parts/version-files.ts';
import { versionLink, versionName } from '../parts/version-name.ts';
import type { Maker, Page, SiteData, SiteRelease } from '../types.ts';
import { COMPARE, compareUrl, VERSIONS, versionUrl } from '../urls.ts';
import { VERSION_WORDS } from '../words/versions.ts';

export const versionPages: Maker = {
  name: 'versions',
  pages: (data, lang) => [
    indexPage(data, lang),
    ...data.releases.toReversed().map((release, i) => versionPage(release, i + 1, data, lang)),
  ],
  downloads: schemaDownloads,
};

function indexPage(data: SiteData, lang: Lang): Page {
  const words = VERSION_WORDS[lang];
  const rows = data.releases
    .toReversed()
    .map((release) => [
      versionLink(release.version, data, lang),
      html(release.date ?? ''),
      statusOf(release, data, lang),
      lines(legalLinks(release.legalTexts ?? [], data, lang)),
      html(promiseOf(release.version, data, lang)),
    ]);
  const body = blocks(
    words.versionsIntro,
    table(words.listCaption, words.listColumns, rows),
    `<p>${link(COMPARE, words.compareTitle)}</p>`,
  );
  return {
    path: 'versions/index.md',
    url: VERSIONS,
    title: words.versions,
    description: words.versionsDescription,
    position: 0,
    body,
  };
}

/** What the number promises, as the comparison with the version before decided it. */
function promiseOf(version: string, { comparisons, models }: SiteData, lang: Lang): string {
  const { promise } = VERSION_WORDS[lang];
  const before = models[models.findIndex((model) => model.version === version) - 1];
  const comparison = before && comparisons.find(({ from, to }) => from === before.version && to === version);
  return comparison ? promise[comparison.report.decision.required] : promise.first;
}

function statusOf({ status, replacedBy }: SiteRelease, data: SiteData, lang: Lang): string {
  const words = VERSION_WORDS[lang];
  return replacedBy === undefined ? html(words.status[status] ?? status) : words.replacedBy(versionLink(replacedBy, data, lang));
}

function versionPage(release: SiteRelease, position: number, data: SiteData, lang: Lang): Page {
  const words = VERSION_WORDS[lang];
  const name = versionName(release.version, data, lang);
  return {
    path: `versions/v-${release.version.replaceAll('.', '-')}.md`,
    url: versionUrl(release.version),
    title: words.title(name),
    description: words.description(name),
    label: name,
    position,
    // Its defects are many: their titles would hide the rest.
    contents: 2,
    body: versionBody(release, data, lang),
  };
}

function versionBody(release: SiteRelease, data: SiteData, lang: Lang): string {
  const { version } = release;
  const words = VERSION_WORDS[lang];
  const { headings } = words;
  const notes = data.notes.get(version)?.[lang];
  const listed = [...(release.files ?? []), ...(release.artefacts ?? [])];
  return blocks(
    releaseFacts(release, data, lang),
    heading(2, headings.promise, 'promesse'),
    promiseOf(version, data, lang),
    heading(2, headings.changes, 'changements'),
    changesBlock(version, data, lang),
    notes === undefined ? undefined : heading(2, headings.notes, 'notes'),
    // Under a heading of ours, those of the notes go down, and their title goes away.
    notes?.replace(/^# .*$/m, '').replace(/^#+ /gm, '#$&'),
    heading(2, headings.downloads, 'telechargements'),
    words.downloadsIntro,
    fileTable(version, data.schemas.get(version) ?? [], lang),
    listed.length === 0 ? undefined : heading(2, headings.artefacts, 'archive'),
    listed.length === 0 ? undefined : listedTable(listed, lang),
    heading(2, headings.defects, 'defauts'),
    defectBlocks(data.defects.get(version) ?? [], data, lang),
  );
}

function releaseFacts(release: SiteRelease, data: SiteData, lang: Lang): string {
  const { labels, effective } = VERSION_WORDS[lang];
  const { date, expectedVersion, legalTexts = [], provenance, tag } = release;
  const { from, until } = release.effective ?? {};
  return facts([
    [labels.status, capital(statusOf(release, data, lang))],
    [labels.number, expectedVersion && html(expectedVersion)],
    [labels.date, date && html(date)],
    [labels.effective, html(effective(from, until))],
    [labels.texts, lines(legalLinks(legalTexts, data, lang))],
    [labels.provenance, provenance?.note && html(provenance.note[lang])],
    [labels.tag, tag?.note && html(tag.note[lang])],
  ]);
}

function changesBlock(version: string, data: SiteData, lang: Lang): string {
  const words = VERSION_WORDS[lang];
  const { models, comparisons } = data;
  const before = models[models.findIndex((model) => model.version === version) - 1]?.version;
  const pair = ({ from, to }: { from: string; to: string }): string =>
    link(compareUrl(from, to), html(words.pair(versionName(from, data, lang), versionName(to, data, lang))));
  const direct = comparisons.find(({ from, to }) => from === before && to === version);
  const others = comparisons.filter((one) => one !== direct && (one.from === version || one.to === version));
  const count = direct ? KITS[lang].count(direct.report.diff.changes.length, ...words.changeCount) : '';
  return blocks(
    direct && `<p>${words.changesIntro(`${pair(direct)} (${count})`)}</p>`,
    `<details><summary>${words.compareAlso}</summary>\n${list(others.map(pair))}\n</details>`,
  );
}
