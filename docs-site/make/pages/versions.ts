/** The list of versions, and one page a version. */
import type { Lang } from '../../../packages/base/src/language.ts';
import { KITS } from '../../../packages/base/src/language.ts';
import { CHANGELOG_WORDS } from '../../../src/governance/release/changelog/languages.ts';
import { dayIn } from '../../shared/day.ts';
import { heading, table, block, code } from '../markdown.ts';
import { html } from '../../shared/html.ts';
import { type AppliedBy, inForceOf, STATUS_WORDS, isOwn } from '../../../src/model/releases.ts';
import { blocks, facts, lines, link, list, ticked, download } from '../parts/html.ts';
import { capital } from '../../../packages/base/src/language.ts';
import { legalLinks } from '../parts/legal.ts';
import { versionBefore, versionLink, versionName } from '../parts/version-name.ts';
import type { Maker, Page, SiteData, SiteRelease, Defect, Download, SiteFile } from '../types.ts';
import { COMPARE, compareUrl, VERSIONS, versionUrl, anchorOf, versionFile } from '../../shared/urls.ts';
import { VERSION_WORDS } from '../words/versions.ts';
import { COMMON } from '../words/common.ts';

/** The files of a version: those that the site serves, and those that the index of versions lists. */
const versionDownloads = ({ files }: SiteData): Download[] =>
  [...files].flatMap(([version, of]) => of.map(({ name, content }) => ({ url: versionFile(version, name), content })));

function fileTable(version: string, files: readonly SiteFile[], lang: Lang): string {
  const words = VERSION_WORDS[lang];
  const rows = files.map(({ name, bytes, sha256 }) => [
    `${download(versionFile(version, name), html(words.kinds[name] ?? name))}<br>${code(name)}`,
    html(words.bytes(KITS[lang].number(bytes))),
    sum(sha256),
  ]);
  return table(words.downloadsCaption, words.downloadsColumns, rows);
}

type Listed = { path: string; bytes: number; sha256: string };

/** What the index of versions lists: files of the folder of the version, and what is attached to its release. */
function listedTables({ version, files = [], artefacts = [] }: SiteRelease, lang: Lang): string {
  const words = VERSION_WORDS[lang];
  const inFolder = files.map((file) => ({ ...file, path: `schema/${version}/${file.path}` }));
  return blocks(
    inFolder.length === 0 ? undefined : listed(inFolder, words.listedIntro, words.listedCaption, lang),
    artefacts.length === 0 ? undefined : listed(artefacts, words.artefactsIntro, words.artefactsCaption, lang),
  );
}

function listed(files: readonly Listed[], intro: string, caption: string, lang: Lang): string {
  const words = VERSION_WORDS[lang];
  const rows = files.map(({ path, bytes, sha256 }) => [code(path), html(words.bytes(KITS[lang].number(bytes))), sum(sha256)]);
  return blocks(`<p>${intro}</p>`, table(caption, words.downloadsColumns, rows));
}

const sum = (sha256: string): string => `<code class="somme">${sha256}</code>`;

export const versionPages: Maker = {
  name: 'versions',
  pages: (data, lang) => [
    indexPage(data, lang),
    ...data.releases.toReversed().map((release, i) => versionPage(release, i + 1, data, lang)),
  ],
  downloads: versionDownloads,
};

function indexPage(data: SiteData, lang: Lang): Page {
  const words = VERSION_WORDS[lang];
  const rows = data.releases
    .toReversed()
    .map((release) => [
      versionLink(release.version, data, lang),
      html(release.date === undefined ? '' : dayIn(release.date, lang)),
      statusOf(release, data, lang),
      lines(legalLinks(release.legalTexts ?? [], data, lang)),
      html(promiseOf(release.version, data, lang)),
    ]);
  const body = blocks(
    words.versionsIntro,
    words.inForceNote(inForceOf(data.releases)),
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
function promiseOf(version: string, data: SiteData, lang: Lang): string {
  const { promise, before, noPromise } = VERSION_WORDS[lang];
  const previous = versionBefore(version, data);
  const comparison = data.comparisons.find(({ from, to }) => from === previous && to === version);
  return comparison ? promise[comparison.report.decision.required](before()) : noPromise;
}

function statusOf({ status, replacedBy }: SiteRelease, data: SiteData, lang: Lang): string {
  const words = VERSION_WORDS[lang];
  return replacedBy === undefined ? html(STATUS_WORDS[status][lang]) : words.replacedBy(versionLink(replacedBy, data, lang));
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
  const listed = listedTables(release, lang);
  return blocks(
    releaseFacts(release, data, lang),
    // Notes that were written before these words were do not say it themselves.
    release.status === 'publiée ici' ? CHANGELOG_WORDS[lang].proposal(version, inForceOf(data.releases)) : undefined,
    heading(2, headings.promise, 'promesse'),
    promiseOf(version, data, lang),
    heading(2, headings.changes, 'changements'),
    changesBlock(version, data, lang),
    notes === undefined ? undefined : heading(2, headings.notes, 'notes'),
    // Under a heading of ours, those of the notes go down, and their title goes away.
    notes?.replace(/^# .*$/m, '').replace(/^#+ /gm, '#$&'),
    heading(2, headings.downloads, 'telechargements'),
    version === 'next' ? words.draftDownloads : words.downloadsIntro,
    fileTable(version, data.files.get(version) ?? [], lang),
    listed && heading(2, headings.artefacts, 'archive'),
    listed,
    heading(2, headings.defects, 'defauts'),
    defectBlocks(version, data, lang),
  );
}

function releaseFacts(release: SiteRelease, data: SiteData, lang: Lang): string {
  const { labels, effective } = VERSION_WORDS[lang];
  const { appliedBy, date, expectedVersion, legalTexts = [], provenance, tag } = release;
  const { from, until } = release.effective ?? {};
  return facts([
    [labels.status, capital(statusOf(release, data, lang))],
    [labels.appliedBy, appliedBy && html(applied(appliedBy, lang))],
    [labels.number, expectedVersion && html(expectedVersion)],
    [labels.date, date && html(dayIn(date, lang))],
    [labels.effective, html(effective(from && dayIn(from, lang), until && dayIn(until, lang)))],
    [labels.texts, lines(legalLinks(legalTexts, data, lang))],
    [labels.provenance, provenance?.note && html(provenance.note[lang])],
    [labels.tag, tag?.note && html(tag.note[lang])],
  ]);
}

const applied = ({ who, source, date }: AppliedBy, lang: Lang): string =>
  `${who[lang]} ${source[lang]} ${VERSION_WORDS[lang].asOf(dayIn(date, lang))}`;

function changesBlock(version: string, data: SiteData, lang: Lang): string {
  const words = VERSION_WORDS[lang];
  const { comparisons } = data;
  const before = versionBefore(version, data);
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

/** What is known to be wrong in a published version, each with its proof. */
function defectBlocks(version: string, data: SiteData, lang: Lang): string {
  const defects = data.defects.get(version) ?? [];
  const words = VERSION_WORDS[lang];
  if (defects.length === 0) return words.noDefects;
  const count = KITS[lang].count(defects.length, ...words.defectsCount);
  return blocks(words.defectsIntro(count), ...defects.map((defect) => defectBlock(defect, version, data, lang)));
}

/** What was mended in `next` came out with the first release of our own that does not have the defect any more. */
function mendedIn(named: string, id: string, version: string, { releases, defects }: SiteData): string {
  if (named !== 'next') return named;
  const later = releases.slice(releases.findIndex((release) => release.version === version) + 1);
  const isWithout = (one: string): boolean => isOwn(one) && defects.get(one)?.some((defect) => defect.id === id) !== true;
  return later.find((release) => isWithout(release.version))?.version ?? named;
}

function defectBlock(defect: Defect, version: string, data: SiteData, lang: Lang): string {
  const { id, title, verdict, expected, evidence, instance, mended } = defect;
  const words = VERSION_WORDS[lang];
  const { colon } = COMMON[lang];
  const said = [
    ...(evidence ? [ticked(evidence[lang])] : []),
    ...(verdict === undefined ? [] : [words.verdict(verdict)]),
    ...(expected ? [`${words.expected}${colon}${ticked(expected[lang])}`] : []),
  ];
  return blocks(
    heading(3, `${id}. ${title[lang]}`, `defaut-${anchorOf(id)}`),
    `<p>${said.join(' ')}</p>`,
    instance &&
      `<details><summary>${words.proof(instance.base)}</summary>\n\n${block('json', JSON.stringify(instance.patch, null, 2))}\n\n</details>`,
    mended &&
      `<p class="note">${words.mended(versionLink(mendedIn(mended.in, id, version, data), data, lang))}${colon}${ticked(mended.note[lang])}</p>`,
  );
}
