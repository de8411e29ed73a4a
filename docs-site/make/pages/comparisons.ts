/** Two versions side by side: a page for each pair, and one to choose them. */
import type { Lang } from '../../../packages/base/src/language.ts';
import { diffJson } from '../../../src/report/diff/json.ts';
import { table } from '../markdown.ts';
import { html } from '../../shared/html.ts';
import { blocks, link, list } from '../parts/html.ts';
import { fieldsChanged, proofsOf, storyOf } from '../parts/story.ts';
import { versionLink, versionName, versionNumber } from '../parts/version-name.ts';
import type { Comparison, Maker, Page, SiteData } from '../types.ts';
import { COMPARE, comparisonFile, compareUrl } from '../../shared/urls.ts';
import { LIST_WORDS } from '../words/lists.ts';
import { VERSION_WORDS } from '../words/versions.ts';

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
  const words = VERSION_WORDS[lang];
  return {
    path: 'versions/comparer/index.md',
    url: COMPARE,
    title: words.compareTitle,
    label: words.compare,
    description: words.compareDescription,
    position: 99,
    body: blocks(words.compareIntro, '<div data-comparer></div>', pairsTable(data, lang)),
  };
}

/** Every pair as a link: what the script of the page chooses among, and all there is without it. */
function pairsTable(data: SiteData, lang: Lang): string {
  const words = VERSION_WORDS[lang];
  const versions = data.models.map(({ version }) => version);
  const isPair = (from: string, to: string): boolean => data.comparisons.some((one) => one.from === from && one.to === to);
  const cell = (from: string, to: string): string => {
    const label = html(words.pair(versionName(from, data, lang), versionName(to, data, lang)));
    return isPair(from, to)
      ? `<a href="${compareUrl(from, to)}" data-de="${from}" data-a="${to}" aria-label="${label}">${html(versionNumber(from, data))} → ${html(versionNumber(to, data))}</a>`
      : '';
  };
  const header = [words.pairsCorner, ...versions.slice(1).map((version) => html(versionName(version, data, lang)))];
  const rows = versions
    .slice(0, -1)
    .map((from) => [versionLink(from, data, lang), ...versions.slice(1).map((to) => cell(from, to))]);
  return table(words.pairsCaption, header, rows);
}

function comparisonPage(comparison: Comparison, position: number, data: SiteData, lang: Lang): Page {
  const words = VERSION_WORDS[lang];
  const { from, to } = comparison;
  const names = [versionName(from, data, lang), versionName(to, data, lang)] as const;
  return {
    path: `versions/comparer/de-${from.replaceAll('.', '-')}-a-${to.replaceAll('.', '-')}.md`,
    url: compareUrl(from, to),
    title: words.pair(...names),
    description: words.pairDescription(...names),
    label: `${versionNumber(from, data)} → ${versionNumber(to, data)}`,
    position,
    body: comparisonBody(comparison, data, lang),
  };
}

function comparisonBody(comparison: Comparison, data: SiteData, lang: Lang): string {
  const words = VERSION_WORDS[lang];
  const { from, to } = comparison;
  const fields = fieldsChanged(comparison, data, lang);
  return blocks(
    storyOf(comparison, data, lang),
    fields.length === 0
      ? undefined
      : `<details><summary>${LIST_WORDS[lang].fields} (${String(fields.length)})</summary>\n${list(fields)}\n</details>`,
    proofsOf(comparison, lang),
    `<p class="note">${versionLink(from, data, lang)} · ${versionLink(to, data, lang)} · ${link(COMPARE, words.otherWay)}</p>`,
  );
}
