/** What a rule or a code of the check found in real data. */
import type { Lang } from '../../../packages/base/src/language.ts';
import { KITS } from '../../../packages/base/src/language.ts';
import type { Impact } from '../../../src/model/impact.ts';
import { percent } from '../../../src/report/percent.ts';
import { livesOf } from '../lives.ts';
import { html } from '../../shared/html.ts';
import type { SiteData } from '../types.ts';
import { fieldUrl } from '../../shared/urls.ts';
import { RULE_WORDS } from '../words/rules.ts';
import { blocks, link, list } from './html.ts';

const MOST = 8;

export function ruleHits(id: string, { impact }: SiteData, lang: Lang): string {
  const words = RULE_WORDS[lang];
  const kit = KITS[lang];
  const found = impact.rules.find((rule) => rule.id === id);
  if (!found || found.records === 0) return blocks(`<p>${words.notMeasured}</p>`, countedOn(impact, lang));
  const { hit, evaluated, share, records, findings } = found;
  return blocks(
    `<p>${words.measured(`<strong>${kit.count(hit, ...words.records)}</strong>`, kit.count(evaluated, ...words.contracts), percent(share, hit, kit))} ${words.measureRest(kit.count(records, ...words.contracts), kit.count(findings, ...words.findingsCount))}</p>`,
    countedOn(impact, lang),
  );
}

export function findingHits(code: string, data: SiteData, lang: Lang): string {
  const words = RULE_WORDS[lang];
  const kit = KITS[lang];
  const found = data.impact.findings.find((one) => one.code === code);
  if (!found) return blocks(`<p>${words.notMeasuredFinding}</p>`, countedOn(data.impact, lang));
  const fields = found.fields
    .toSorted((a, b) => b.records - a.records)
    .flatMap(({ kind, path, records }) => {
      const field = data.impact.fields.find((one) => one.kind === kind && one.path === path)?.field;
      const title = field === undefined ? undefined : livesOf(data).get(field)?.field.title[lang];
      if (field === undefined || title === undefined) return [];
      return [words.fieldLine(link(fieldUrl(field), html(title)), kit.count(records, ...words.contracts))];
    });
  return blocks(
    `<p><strong>${kit.count(found.records, ...words.records)}</strong> (${percent(found.share, found.records, kit)}), ${kit.count(found.findings, ...words.findingsCount)}.</p>`,
    fields.length === 0 ? undefined : `<p>${words.atFields}${lang === 'fr' ? ' :' : ':'}</p>`,
    fields.length === 0 ? undefined : list(fields.slice(0, MOST)),
    countedOn(data.impact, lang),
  );
}

function countedOn({ records, files, measured }: Impact, lang: Lang): string {
  const words = RULE_WORDS[lang];
  const kit = KITS[lang];
  const all = records.marche + records['contrat-concession'];
  return `<p class="note">${words.from(kit.count(all, ...words.contracts), kit.count(files.length, ...words.files), measured)}</p>`;
}
