/** The pages of the versions: the list, and one per version. */
import { columnsOf, named } from '../../shared/columns.ts';
import { SITE } from '../../../src/messages/compiled/site.ts';
import { SITE_VERSIONS } from '../../../src/messages/compiled/site-versions.ts';
import { VERSION_STATUS } from '../../../src/messages/compiled/version-status.ts';
import { capital, FORMATTERS, type Lang } from '../../../packages/base/src/language.ts';
import { CHANGELOG } from '../../../src/messages/compiled/changelog.ts';
import { dayIn } from '../../shared/day.ts';
import { type AppliedBy, inForceOf, isOwn } from '../../../src/model/releases.ts';
import type { ReleaseRecord } from '../../../src/governance/release/record.ts';
import { legalLinks } from '../parts/legal.ts';
import { versionBefore, versionLink, versionName } from '../parts/version-name.ts';
import type { Defect, Download, Maker, Page, SiteData, SiteFile, SiteRelease } from '../types.ts';
import { anchorOf, COMPARE, compareUrl, versionFile, VERSIONS, versionUrl } from '../../shared/urls.ts';
import { blocks, commonMark, details, fence, heading, isEmpty, type Markdown, paragraph, saidIn } from '../markdown.ts';
import { filled, type Content, html, type Html, joined } from '../../../packages/base/src/html.ts';
import { code, download, facts, lines, link, list, table, ticked } from '../parts/html.ts';

/** The files of a version: those that the site serves, and those that the index of versions lists. */
const versionDownloads = ({ files }: SiteData): Download[] =>
  [...files].flatMap(([version, of]) => of.map(({ name, content }) => ({ url: versionFile(version, name), content })));

function fileTable(version: string, files: readonly SiteFile[], lang: Lang): Html {
  const words = SITE_VERSIONS[lang];
  const rows = files.map(({ name, bytes, sha256 }) => [
    html`${download(versionFile(version, name), named(words['file-kind'], name))}<br>${code(name)}`,
    words.bytes({ count: FORMATTERS[lang].number(bytes) }),
    sum(sha256),
  ]);
  return table(words['downloads-caption'](), columnsOf(words['downloads-column'], ['file', 'size', 'sha-256']), rows);
}

type Listed = { path: string; bytes: number; sha256: string };

/** The files listed in the index of versions: those of the folder of the version, and those attached to its release. */
function listedTables({ version, files = [], artefacts = [] }: SiteRelease, lang: Lang): Markdown {
  const words = SITE_VERSIONS[lang];
  const inFolder = files.map((file) => ({ ...file, path: `schema/${version}/${file.path}` }));
  return blocks(
    inFolder.length === 0 ? undefined : listedTable(inFolder, words['listed-intro'](), words['listed-caption'](), lang),
    artefacts.length === 0 ? undefined : listedTable(artefacts, words['artefacts-intro'](), words['artefacts-caption'](), lang),
  );
}

function listedTable(files: readonly Listed[], intro: Content, caption: string, lang: Lang): Markdown {
  const words = SITE_VERSIONS[lang];
  const rows = files.map(({ path, bytes, sha256 }) => [
    code(path),
    words.bytes({ count: FORMATTERS[lang].number(bytes) }),
    sum(sha256),
  ]);
  return blocks(html`<p>${intro}</p>`, table(caption, columnsOf(words['downloads-column'], ['file', 'size', 'sha-256']), rows));
}

const sum = (sha256: string): Html => html`<code class="somme">${sha256}</code>`;

export const versionPages: Maker = {
  name: 'versions',
  pages: (data, lang) => [
    indexPage(data, lang),
    ...data.releases.toReversed().map((release, i) => versionPage(release, i + 1, data, lang)),
  ],
  downloads: versionDownloads,
};

function indexPage(data: SiteData, lang: Lang): Page {
  const words = SITE_VERSIONS[lang];
  const rows = data.releases
    .toReversed()
    .map((release) => [
      versionLink(release.version, data, lang),
      release.date === undefined ? '' : dayIn(release.date, lang),
      statusOf(release, data, lang),
      lines(legalLinks(release.legalTexts ?? [], data, lang)),
      promiseOf(release.version, data, lang),
    ]);
  const body = blocks(
    paragraph(words['versions-intro']()),
    saidIn(words['in-force-note'], { applied: inForceOf(data.releases) }),
    table(
      words['list-caption'](),
      columnsOf(words['list-column'], ['version', 'date', 'status', 'texts', 'what-it-promises']),
      rows,
    ),
    html`<p>${link(COMPARE, words['compare-title']())}</p>`,
  );
  return {
    path: 'versions/index.md',
    url: VERSIONS,
    title: words.versions(),
    description: words['versions-description'](),
    position: 0,
    body,
  };
}

/** The compatibility promised by the version number, as computed from the previous version. */
function promiseOf(version: string, data: SiteData, lang: Lang): string {
  const { promise, before, 'no-promise': noPromise } = SITE_VERSIONS[lang];
  const previous = versionBefore(version, data);
  const comparison = data.comparisons.find(({ from, to }) => from === previous && to === version);
  return comparison ? promise[comparison.report.decision.required]({ before: before({ version: undefined }) }) : noPromise();
}

/** `said`: how its words are written. */
function statusOf(
  { status, replacedBy }: SiteRelease,
  data: SiteData,
  lang: Lang,
  said = (words: string): string => words,
): Html {
  if (replacedBy === undefined) return html`${said(VERSION_STATUS[lang][status]())}`;
  return html`${said(SITE_VERSIONS[lang]['replaced-by']())} ${versionLink(replacedBy, data, lang)}`;
}

function versionPage(release: SiteRelease, position: number, data: SiteData, lang: Lang): Page {
  const words = SITE_VERSIONS[lang];
  const name = versionName(release.version, data, lang);
  return {
    path: `versions/v-${release.version.replaceAll('.', '-')}.md`,
    url: versionUrl(release.version),
    title: words.title({ name }),
    description: words.description({ name }),
    label: name,
    position,
    // Its defects are many: their titles would hide the rest.
    contents: 2,
    body: versionBody(release, data, lang),
  };
}

function versionBody(release: SiteRelease, data: SiteData, lang: Lang): Markdown {
  const { version } = release;
  const words = SITE_VERSIONS[lang];
  const { heading: headings } = words;
  const notes = data.notes.get(version)?.[lang];
  const listed = listedTables(release, lang);
  return blocks(
    releaseFacts(release, data, lang),
    // Notes that were written before these words were do not say it themselves.
    release.status === 'publiée ici'
      ? commonMark(CHANGELOG[lang].proposal({ version, inForce: inForceOf(data.releases) }))
      : undefined,
    heading(2, headings.promise(), 'promesse'),
    paragraph(promiseOf(version, data, lang)),
    ...recordBlocks(version, data, lang),
    heading(2, headings.changes(), 'changements'),
    changesBlock(version, data, lang),
    notes === undefined ? undefined : heading(2, headings.notes(), 'notes'),
    // Under a heading of ours, those of the notes go down, and their title goes away.
    notes === undefined ? undefined : commonMark(notes.replace(/^# .*$/m, '').replace(/^#+ /gm, '#$&')),
    heading(2, headings.downloads(), 'telechargements'),
    paragraph(version === 'next' ? words['draft-downloads']() : words['downloads-intro']()),
    fileTable(version, data.files.get(version) ?? [], lang),
    isEmpty(listed) ? undefined : heading(2, headings.artefacts(), 'archive'),
    listed,
    heading(2, headings.defects(), 'defauts'),
    defectBlocks(version, data, lang),
  );
}

function releaseFacts(release: SiteRelease, data: SiteData, lang: Lang): Html {
  const { label: labels, effective } = SITE_VERSIONS[lang];
  const { appliedBy, date, expectedVersion, legalTexts = [], provenance, tag } = release;
  const { from, until } = release.effective ?? {};
  return facts([
    [labels.status(), statusOf(release, data, lang, capital)],
    [labels['applied-by'](), appliedBy && applied(appliedBy, lang)],
    [labels.number(), expectedVersion],
    [labels.date(), date && dayIn(date, lang)],
    [labels.effective(), effective({ from: from && dayIn(from, lang), until: until && dayIn(until, lang) })],
    [labels.texts(), lines(legalLinks(legalTexts, data, lang))],
    [labels.provenance(), provenance?.note?.[lang]],
    [labels.tag(), tag?.note?.[lang]],
  ]);
}

const applied = ({ who, source, date }: AppliedBy, lang: Lang): string =>
  `${who[lang]} ${source[lang]} ${SITE_VERSIONS[lang]['as-of']({ day: dayIn(date, lang) })}`;

/** How a version was released: what was missing, its proposals, and the sample on which its errata were measured. */
function recordBlocks(version: string, { records }: SiteData, lang: Lang): Markdown[] {
  const record = records.get(version);
  if (!record) return [];
  const words = SITE_VERSIONS[lang];
  const { proposals, waivers = [], sample } = record;
  const colon = SITE[lang].colon();
  const missing = waivers.map(({ of, reason }) => html`<strong>${words.waiver[of]()}</strong>${colon}${ticked(reason[lang])}`);
  const proposed = proposals.map(({ title, author, opened, until, approved }) => {
    const period = opened !== undefined && until !== undefined ? { from: dayIn(opened, lang), to: dayIn(until, lang) } : {};
    const by = approved.map(({ who, when }) => words['approved-by']({ who, day: dayIn(when, lang) }));
    return html`${capital(title[lang])}. ${words.proposed({ author, from: undefined, to: '', ...period, by })}`;
  });
  return [
    heading(2, words.heading.record(), 'fiche'),
    ...(missing.length > 0 ? [paragraph(words['waivers-intro']()), blocks(list(missing))] : []),
    blocks(list(proposed)),
    ...(sample ? [sampleTable(sample, lang)] : []),
  ];
}

function sampleTable({ measured, producers }: NonNullable<ReleaseRecord['sample']>, lang: Lang): Markdown {
  const words = SITE_VERSIONS[lang];
  const number = (count: number): string => FORMATTERS[lang].number(count);
  const rows = producers.map((one) => [one.name, number(one.marche), number(one['contrat-concession'])]);
  const header = columnsOf(words['sample-column'], ['producer', 'marches', 'concessions']);
  return blocks(table(words['sample-caption']({ day: dayIn(measured, lang) }), header, rows));
}

function changesBlock(version: string, data: SiteData, lang: Lang): Markdown {
  const words = SITE_VERSIONS[lang];
  const { comparisons } = data;
  const before = versionBefore(version, data);
  const pair = ({ from, to }: { from: string; to: string }): Html =>
    link(compareUrl(from, to), words.pair({ from: versionName(from, data, lang), to: versionName(to, data, lang) }));
  const direct = comparisons.find(({ from, to }) => from === before && to === version);
  const others = comparisons.filter((one) => one !== direct && (one.from === version || one.to === version));
  const count = direct ? words['change-count']({ count: direct.report.diff.changes.length }) : '';
  return blocks(
    direct && html`<p>${filled(words['changes-intro'], { link: html`${pair(direct)} (${count})` })}</p>`,
    html`<details><summary>${words['compare-also']()}</summary>\n${list(others.map(pair))}\n</details>`,
  );
}

/** The known defects of a published version, each with its proof. */
function defectBlocks(version: string, data: SiteData, lang: Lang): Markdown {
  const defects = data.defects.get(version) ?? [];
  const words = SITE_VERSIONS[lang];
  if (defects.length === 0) return paragraph(words['no-defects']());
  const count = words['defects-count']({ count: defects.length });
  return blocks(
    paragraph(words['defects-intro']({ count })),
    ...defects.map((defect) => defectBlock(defect, version, data, lang)),
  );
}

/** A defect fixed in `next` was published with the first release of our own that no longer has it. */
function fixedIn(named: string, id: string, version: string, { releases, defects }: SiteData): string {
  if (named !== 'next') return named;
  const later = releases.slice(releases.findIndex((release) => release.version === version) + 1);
  const isWithout = (one: string): boolean => isOwn(one) && defects.get(one)?.some((defect) => defect.id === id) !== true;
  return later.find((release) => isWithout(release.version))?.version ?? named;
}

function defectBlock(defect: Defect, version: string, data: SiteData, lang: Lang): Markdown {
  const { id, title, verdict, expected, evidence, instance, fixed } = defect;
  const words = SITE_VERSIONS[lang];
  const colon = SITE[lang].colon();
  const became = ({ in: named, how }: NonNullable<Defect['fixed']>): Content =>
    how === 'kept' ? words.kept() : filled(words.fixed, { version: versionLink(fixedIn(named, id, version, data), data, lang) });
  const said = [
    ...(evidence ? [ticked(evidence[lang])] : []),
    ...(verdict === undefined ? [] : [words.verdict({ verdict })]),
    ...(expected ? [html`${words.expected()}${colon}${ticked(expected[lang])}`] : []),
  ];
  return blocks(
    heading(3, `${id}. ${title[lang]}`, `defaut-${anchorOf(id)}`),
    html`<p>${joined(said, ' ')}</p>`,
    instance && details(words.proof({ base: instance.base }), fence('json', JSON.stringify(instance.patch, null, 2))),
    fixed && html`<p class="note">${became(fixed)}${colon}${ticked(fixed.note[lang])}</p>`,
  );
}
