/** What real data say: of a rule, of a code of the check, of a field. */
import { KITS, type Lang } from '../../../packages/base/src/language.ts';
import type { FieldImpact, Impact } from '../../../src/model/impact.ts';
import { percent } from '../../../src/report/percent.ts';
import { livesOf } from '../lives.ts';
import type { SiteData } from '../types.ts';
import { fieldUrl } from '../../shared/urls.ts';
import { RULE_WORDS } from '../words/rules.ts';
import { COMMON } from '../words/common.ts';
import { FIELD_WORDS } from '../words/field.ts';
import { type Block, blocks, type Markdown } from '../markdown.ts';
import { type Content, html, type Html } from '../../shared/html.ts';
import { link, list, table } from './html.ts';

const MOST = 8;

export function ruleHits(id: string, { impact }: SiteData, lang: Lang): Markdown {
  const words = RULE_WORDS[lang];
  const kit = KITS[lang];
  const found = impact.rules.find((rule) => rule.id === id);
  if (!found || found.records === 0) return blocks(html`<p>${words.notMeasured}</p>`, countedOn(impact, lang));
  const { hit, evaluated, share, records, findings } = found;
  return blocks(
    html`<p>${words.measured(html`<strong>${kit.count(hit, ...words.records)}</strong>`, kit.count(evaluated, ...words.contracts), percent(share, hit, kit))} ${words.measureRest(kit.count(records, ...words.contracts), kit.count(findings, ...words.findingsCount))}</p>`,
    countedOn(impact, lang),
  );
}

export function findingHits(code: string, data: SiteData, lang: Lang): Markdown {
  const words = RULE_WORDS[lang];
  const kit = KITS[lang];
  const found = data.impact.findings.find((one) => one.code === code);
  if (!found) return blocks(html`<p>${words.notMeasuredFinding}</p>`, countedOn(data.impact, lang));
  const fields = found.fields
    .toSorted((a, b) => b.records - a.records)
    .flatMap(({ kind, path, records }) => {
      const field = data.impact.fields.find((one) => one.kind === kind && one.path === path)?.field;
      const title = field === undefined ? undefined : livesOf(data).get(field)?.field.title[lang];
      if (field === undefined || title === undefined) return [];
      return [words.fieldLine(link(fieldUrl(field), title), kit.count(records, ...words.contracts))];
    });
  return blocks(
    html`<p><strong>${kit.count(found.records, ...words.records)}</strong> (${percent(found.share, found.records, kit)}), ${kit.count(found.findings, ...words.findingsCount)}.</p>`,
    fields.length === 0 ? undefined : html`<p>${words.atFields}${lang === 'fr' ? ' :' : ':'}</p>`,
    fields.length === 0 ? undefined : list(fields.slice(0, MOST)),
    countedOn(data.impact, lang),
  );
}

function countedOn({ records, files, measured }: Impact, lang: Lang): Html {
  const words = RULE_WORDS[lang];
  const kit = KITS[lang];
  const all = records.marche + records['contrat-concession'];
  return html`<p class="note">${words.from(kit.count(all, ...words.contracts), kit.count(files.length, ...words.files), measured)}</p>`;
}

/** How a field is filled in real data: a bar for the eye, a table with the numbers. */
const WIDTH = 200;

export function measureBlock(field: string, impact: Impact, lang: Lang): Block {
  const words = FIELD_WORDS[lang];
  const found = impact.fields.filter((one) => one.field === field && one.objects > 0);
  if (found.length === 0) return html`<p>${words.notMeasured}</p>`;
  const rows = found.map((one) => measureRow(one, lang));
  return blocks(table(words.measureCaption, words.measureColumns, rows), html`<p class="note">${measuredFrom(impact, lang)}</p>`);
}

function measureRow({ kind, path, objects, filled, absent, empty, wrong, share }: FieldImpact, lang: Lang): Content[] {
  const kit = KITS[lang];
  const where = html`${COMMON[lang].holders[kind]}<br><code>${path}</code>`;
  const told = percent(share, filled, kit);
  return [
    where,
    ...[filled, absent, empty, wrong].map((count) => kit.number(count)),
    html`${bar(filled, wrong, objects, lang)} ${told}`,
  ];
}

/** The numbers stand beside it: to those who do not see it, it says them in short. */
function bar(filled: number, wrong: number, objects: number, lang: Lang): Html {
  const kit = KITS[lang];
  const width = (count: number): string => ((count / objects) * WIDTH).toFixed(1);
  const label = FIELD_WORDS[lang].bar(kit.number(filled), kit.number(wrong));
  return html`<svg class="barre" viewBox="0 0 ${WIDTH} 12" role="img" aria-label="${label}"><rect class="barre__fond" width="${WIDTH}" height="12"/><rect class="barre__rempli" width="${width(filled)}" height="12"/><rect class="barre__faux" width="${width(wrong)}" height="12" y="0"/></svg>`;
}

/** Where the numbers come from. */
function measuredFrom({ records, files, date, measured }: Impact, lang: Lang): Html {
  const words = FIELD_WORDS[lang];
  const kit = KITS[lang];
  const all = records.marche + records['contrat-concession'];
  return words.measureFrom(kit.count(all, ...words.records), kit.count(files.length, ...words.files), date, measured);
}
