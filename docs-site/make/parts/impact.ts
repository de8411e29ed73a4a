/** Results on real data for a rule, a code or a field. */
import { columnsOf } from '../../shared/columns.ts';
import { SITE } from '../../../src/messages/compiled/site.ts';
import { SITE_FIELDS } from '../../../src/messages/compiled/site-fields.ts';
import { SITE_RULES } from '../../../src/messages/compiled/site-rules.ts';
import { FORMATTERS, type Lang } from '../../../packages/base/src/language.ts';
import type { FieldImpact, Impact } from '../../../src/model/impact.ts';
import { percent } from '../../../src/report/percent.ts';
import { livesOf } from '../lives.ts';
import type { SiteData } from '../types.ts';
import { fieldUrl } from '../../shared/urls.ts';
import { type Block, blocks, type Markdown } from '../markdown.ts';
import { filled, type Content, html, type Html } from '../../../packages/base/src/html.ts';
import { link, list, table } from './html.ts';

const MOST = 8;

export function ruleHits(id: string, { impact }: SiteData, lang: Lang): Markdown {
  const words = SITE_RULES[lang];
  const formatters = FORMATTERS[lang];
  const found = impact.rules.find((rule) => rule.id === id);
  if (!found || found.records === 0) return blocks(html`<p>${words['not-measured']()}</p>`, countedOn(impact, lang));
  const { hit, evaluated, share, records, findings } = found;
  return blocks(
    html`<p>${filled(words.measured, { hit: html`<strong>${words.records({ count: hit })}</strong>`, evaluated: words.contracts({ count: evaluated }), share: percent(share, hit, formatters) })} ${words['measure-rest']({ records: words.contracts({ count: records }), findings: words['findings-count']({ count: findings }) })}</p>`,
    countedOn(impact, lang),
  );
}

export function findingHits(code: string, data: SiteData, lang: Lang): Markdown {
  const words = SITE_RULES[lang];
  const formatters = FORMATTERS[lang];
  const found = data.impact.findings.find((one) => one.code === code);
  if (!found) return blocks(html`<p>${words['not-measured-finding']()}</p>`, countedOn(data.impact, lang));
  const fields = found.fields
    .toSorted((a, b) => b.records - a.records)
    .flatMap(({ kind, path, records }) => {
      const field = data.impact.fields.find((one) => one.kind === kind && one.path === path)?.field;
      const title = field === undefined ? undefined : livesOf(data).get(field)?.field.title[lang];
      if (field === undefined || title === undefined) return [];
      return [filled(words['field-line'], { field: link(fieldUrl(field), title), records: words.contracts({ count: records }) })];
    });
  return blocks(
    html`<p><strong>${words.records({ count: found.records })}</strong> (${percent(found.share, found.records, formatters)}), ${words['findings-count']({ count: found.findings })}.</p>`,
    fields.length === 0 ? undefined : html`<p>${words['at-fields']()}</p>`,
    fields.length === 0 ? undefined : list(fields.slice(0, MOST)),
    countedOn(data.impact, lang),
  );
}

function countedOn({ records, files, measured }: Impact, lang: Lang): Html {
  const words = SITE_RULES[lang];
  const all = records.marche + records['contrat-concession'];
  return html`<p class="note">${words.from({ records: words.contracts({ count: all }), files: words.files({ count: files.length }), measured })}</p>`;
}

/** How a field is filled in real data: a bar for the eye, a table with the numbers. */
const WIDTH = 200;

export function measureBlock(field: string, impact: Impact, lang: Lang): Block {
  const words = SITE_FIELDS[lang];
  const found = impact.fields.filter((one) => one.field === field && one.objects > 0);
  if (found.length === 0) return html`<p>${words['not-measured']()}</p>`;
  const rows = found.map((one) => measureRow(one, lang));
  return blocks(
    table(
      words['measure-caption'](),
      columnsOf(words['measure-column'], ['where', 'filled', 'absent', 'empty', 'wrong', 'share-filled']),
      rows,
    ),
    html`<p class="note">${measuredFrom(impact, lang)}</p>`,
  );
}

function measureRow({ kind, path, objects, filled, absent, empty, wrong, share }: FieldImpact, lang: Lang): Content[] {
  const formatters = FORMATTERS[lang];
  const where = html`${SITE[lang].holder[kind]()}<br><code>${path}</code>`;
  const reported = percent(share, filled, formatters);
  return [
    where,
    ...[filled, absent, empty, wrong].map((count) => formatters.number(count)),
    html`${bar(filled, wrong, objects, lang)} ${reported}`,
  ];
}

/** The text alternative of the chart; the numbers are beside it. */
function bar(filled: number, wrong: number, objects: number, lang: Lang): Html {
  const formatters = FORMATTERS[lang];
  const width = (count: number): string => ((count / objects) * WIDTH).toFixed(1);
  const label = SITE_FIELDS[lang].bar({ filled: formatters.number(filled), wrong: formatters.number(wrong) });
  return html`<svg class="barre" viewBox="0 0 ${WIDTH} 12" role="img" aria-label="${label}"><rect class="barre__fond" width="${WIDTH}" height="12"/><rect class="barre__rempli" width="${width(filled)}" height="12"/><rect class="barre__faux" width="${width(wrong)}" height="12" y="0"/></svg>`;
}

/** The source of the numbers. */
function measuredFrom({ records, files, date, measured }: Impact, lang: Lang): string {
  const words = SITE_FIELDS[lang];
  const all = records.marche + records['contrat-concession'];
  return words['measure-from']({
    records: words.records({ count: all }),
    files: words.files({ count: files.length }),
    date,
    measured,
  });
}
