/** The pages of the codes that are not rules: one per code, and the list by subject. */
import { columnsOf } from '../../shared/columns.ts';
import { SITE_RULES } from '../../../src/messages/compiled/site-rules.ts';
import { capital, FORMATTERS, type Lang } from '../../../packages/base/src/language.ts';
import type { Explained, Group } from '../../../src/explain/types.ts';
import { commandBlock, exampleBlocks, levelBadge, whyBlocks } from '../parts/explained.ts';
import { findingHits } from '../parts/impact.ts';
import type { Maker, Page, SiteData } from '../types.ts';
import { FINDINGS, findingUrl } from '../../shared/urls.ts';
import { EXPLAIN } from '../../../src/messages/compiled/explain.ts';
import { type Block, blocks, heading, paragraph, prose } from '../markdown.ts';
import { code, facts, link, table } from '../parts/html.ts';

export const findingPages: Maker = {
  name: 'findings',
  pages: (data, lang) => [indexPage(data, lang), ...codesOf(data).map((reported, i) => findingPage(reported, i + 1, data, lang))],
};

/** Codes of the catalogue: rules have pages of their own. */
const codesOf = ({ explained }: Pick<SiteData, 'explained'>): Explained[] => explained.filter(({ rule }) => !rule);

function indexPage(data: SiteData, lang: Lang): Page {
  const words = SITE_RULES[lang];
  const codes = codesOf(data);
  const groups = [...new Set(codes.map(({ group }) => group))];
  const count = FORMATTERS[lang].number(codes.length);
  return {
    path: 'constats/index.md',
    url: FINDINGS,
    title: words.findings(),
    description: words['findings-description']({ count }),
    position: 0,
    body: blocks(paragraph(words['findings-intro']({ count })), ...groups.flatMap((group) => groupBlocks(group, codes, lang))),
  };
}

function groupBlocks(group: Group, codes: readonly Explained[], lang: Lang): Block[] {
  const words = SITE_RULES[lang];
  const name = EXPLAIN[lang][`group.${group}`]();
  const rows = codes
    .filter((one) => one.group === group)
    .map((found) => [link(findingUrl(found.code), code(found.code)), capital(found.title[lang]), levelBadge(found, lang)]);
  return [
    heading(2, capital(name), group),
    table(
      words['findings-caption']({ group: name }),
      columnsOf(words['findings-column'], ['code', 'what-it-says', 'severity']),
      rows,
    ),
  ];
}

function findingPage(reported: Explained, position: number, data: SiteData, lang: Lang): Page {
  const words = SITE_RULES[lang];
  const { code: it, title, group, source } = reported;
  const { heading: headings, label: labels } = words;
  return {
    path: `constats/${it.replaceAll('.', '-')}.md`,
    url: findingUrl(it),
    title: capital(title[lang]),
    description: words['finding-description']({ code: it, title: title[lang] }),
    label: it,
    group: capital(EXPLAIN[lang][`group.${group}`]()),
    position,
    body: blocks(
      facts([
        [labels.id(), code(it)],
        [labels.severity(), levelBadge(reported, lang)],
        [labels.group(), EXPLAIN[lang][`group.${group}`]()],
      ]),
      whyBlocks(reported, lang),
      exampleBlocks(reported, lang),
      heading(2, headings.measure(), 'mesure'),
      findingHits(it, data, lang),
      heading(2, headings.source(), 'source'),
      prose(source[lang]),
      commandBlock(reported, lang),
    ),
  };
}
