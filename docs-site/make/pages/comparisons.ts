import { SITE } from '../../../src/messages/compiled/site.ts';
import { SITE_VERSIONS } from '../../../src/messages/compiled/site-versions.ts';
import { diffJson } from '../../../src/report/diff/json.ts';
import { versionBefore, versionLink, versionName, versionNumber } from '../parts/version-name.ts';
import type { Comparison, Maker, Page, SiteData, SiteRelease } from '../types.ts';
import { COMPARE, compareUrl, comparisonFile, fieldUrl, ruleUrl } from '../../shared/urls.ts';
import type { Lang } from '../../../packages/base/src/language.ts';
import { inForceOf } from '../../../src/model/releases.ts';
import type { Model } from '../../../src/model/types.ts';
import { notesBlocks } from '../../../src/governance/release/changelog/blocks.ts';
import { pageOf } from '../../../src/governance/release/changelog/page.ts';
import type { ReleaseNotes } from '../../../src/governance/release/changelog/types.ts';
import { changeBlocks, markdownPage } from '../../../src/report/diff/markdown.ts';
import { livesOf } from '../lives.ts';
import { blocks, commonMark, heading, type Markdown, paragraph } from '../markdown.ts';
import { type Content, html, type Html } from '../../../packages/base/src/html.ts';
import { download, link, list, table } from '../parts/html.ts';

export const comparisonPages: Maker = {
  name: 'comparisons',
  pages: (data, lang) => [
    pickerPage(data, lang),
    ...data.comparisons.toReversed().map((comparison, i) => comparisonPage(comparison, i + 1, data, lang)),
  ],
  downloads: ({ comparisons }) =>
    comparisons.map(({ from, to, report }) => ({ url: comparisonFile(from, to), content: diffJson(report) })),
};

function pickerPage(data: SiteData, lang: Lang): Page {
  const words = SITE_VERSIONS[lang];
  return {
    path: 'versions/comparer/index.md',
    url: COMPARE,
    title: words['compare-title'](),
    label: words.compare(),
    description: words['compare-description'](),
    position: 99,
    body: blocks(paragraph(words['compare-intro']()), html`<div data-comparer></div>`, pairsTable(data, lang)),
  };
}

/** Every pair as a link: what the script of the page chooses among, and all there is without it. */
function pairsTable(data: SiteData, lang: Lang): Html {
  const words = SITE_VERSIONS[lang];
  const versions = data.models.map(({ version }) => version);
  const isPair = (from: string, to: string): boolean => data.comparisons.some((one) => one.from === from && one.to === to);
  const cell = (from: string, to: string): Content => {
    const label = words.pair({ from: versionName(from, data, lang), to: versionName(to, data, lang) });
    return isPair(from, to)
      ? html`<a href="${compareUrl(from, to)}" data-de="${from}" data-a="${to}" aria-label="${label}">${versionNumber(from, data)} → ${versionNumber(to, data)}</a>`
      : '';
  };
  const header = [words['pairs-corner'](), ...versions.slice(1).map((version) => versionName(version, data, lang))];
  const rows = versions
    .slice(0, -1)
    .map((from) => [versionLink(from, data, lang), ...versions.slice(1).map((to) => cell(from, to))]);
  return table(words['pairs-caption'](), header, rows);
}

function comparisonPage(comparison: Comparison, position: number, data: SiteData, lang: Lang): Page {
  const words = SITE_VERSIONS[lang];
  const { from, to } = comparison;
  const names = { from: versionName(from, data, lang), to: versionName(to, data, lang) };
  return {
    path: `versions/comparer/de-${from.replaceAll('.', '-')}-a-${to.replaceAll('.', '-')}.md`,
    url: compareUrl(from, to),
    title: words.pair(names),
    description: words['pair-description'](names),
    label: `${versionNumber(from, data)} → ${versionNumber(to, data)}`,
    position,
    body: comparisonBody(comparison, data, lang),
  };
}

function comparisonBody(comparison: Comparison, data: SiteData, lang: Lang): Markdown {
  const words = SITE_VERSIONS[lang];
  const { from, to } = comparison;
  const fields = fieldsChanged(comparison, data, lang);
  return blocks(
    releaseNotesOf(comparison, data, lang),
    fields.length === 0
      ? undefined
      : html`<details><summary>${SITE[lang].fields()} (${fields.length})</summary>\n${list(fields)}\n</details>`,
    proofsOf(comparison, lang),
    html`<p class="note">${versionLink(from, data, lang)} · ${versionLink(to, data, lang)} · ${link(COMPARE, words['other-way']())}</p>`,
  );
}

/** Whole instances are in the download: a page shows what of them matters, and the first ones whole. */
const WHOLE_INSTANCES = 12_000;

function releaseNotesOf({ from, to, report }: Comparison, data: SiteData, lang: Lang): Markdown {
  const release = data.releases.find(({ version }) => version === to);
  const { required } = report.decision;
  const promised = (its: Lang): string => {
    const { promise, before } = SITE_VERSIONS[its];
    return promise[required]({ before: before({ version: versionBefore(to, data) === from ? undefined : from }) });
  };
  const notes: ReleaseNotes = {
    previous: from,
    version: to,
    date: release?.date ?? '',
    promise: { fr: promised('fr'), en: promised('en') },
    ...(release && isProposal(release) && { inForce: inForceOf(data.releases) }),
    report,
    models: { previous: modelOf(from, data), next: modelOf(to, data) },
    legal: new Map([...data.legal].map(([id, { title }]) => [id, title])),
    legalTexts: release?.legalTexts ?? [],
    reported: new Map(),
  };
  return blocks(...anchored(notesBlocks(pageOf(notes, lang), 2), 'partie').map((part) => commonMark(withRuleLinks(part, data))));
}

const isProposal = ({ status }: SiteRelease): boolean => status === 'publiée ici' || status === 'brouillon';

/** Every change with its witnesses, as in `decp diff`. */
function proofsOf({ from, to, report }: Comparison, lang: Lang): Markdown {
  const words = SITE_VERSIONS[lang];
  const count = words['change-count']({ count: report.diff.changes.length });
  const page = markdownPage(report, lang, { space: WHOLE_INSTANCES, most: Infinity });
  return blocks(
    heading(2, words['all-changes'](), 'preuves'),
    paragraph(words['all-changes-intro']({ count })),
    html`<p>${download(comparisonFile(from, to), words['json-download']())}</p>`,
    ...anchored(changeBlocks(page, 3), 'preuves').map((part) => commonMark(lang === 'en' ? withFrenchNames(part) : part)),
  );
}

/** The fields that changed, in the order of the format. */
function fieldsChanged({ report }: Comparison, data: SiteData, lang: Lang): Html[] {
  const changed = new Set(report.diff.changes.flatMap(({ field }) => field ?? []));
  return [...livesOf(data).values()].flatMap(({ id, field }) => (changed.has(id) ? [link(fieldUrl(id), field.title[lang])] : []));
}

function modelOf(version: string, { models }: SiteData): Model {
  const model = models.find((one) => one.version === version);
  if (!model) throw new Error(`there is no version ${version}`);
  return model;
}

/** The approvers of an erratum have French names. */
const withFrenchNames = (text: string): string =>
  text.replace(/(?<=Approved by )([^,\n]+)(?=, on )/g, '<span lang="fr">$1</span>');

/** The name of a rule leads to its page. */
const withRuleLinks = (text: string, { rules }: SiteData): string =>
  text.replace(/\(`([a-z0-9-]+)`\)/g, (whole, id: string) =>
    [...rules.values()].some((some) => some.some((rule) => rule.id === id)) ? `([\`${id}\`](${ruleUrl(id)}))` : whole,
  );

/** Headings with anchors that are the same in both languages. */
function anchored(parts: readonly string[], name: string): string[] {
  let rank = 0;
  return parts.map((part) => (/^#{2,4} [^\n]*$/.test(part) ? `${part} {#${name}-${String(++rank)}}` : part));
}
