/** How a field is filled in real data: a bar for the eye, a table with the numbers. */
import type { Lang } from '../../../packages/base/src/language.ts';
import { KITS } from '../../../packages/base/src/language.ts';
import type { FieldImpact, Impact } from '../../../src/model/impact.ts';
import { percent } from '../../../src/report/percent.ts';
import { table } from '../markdown.ts';
import { html } from '../../shared/html.ts';
import { COMMON } from '../words/common.ts';
import { FIELD_WORDS } from '../words/field.ts';
import { blocks } from './html.ts';

const WIDTH = 200;

export function measureBlock(field: string, impact: Impact, lang: Lang): string {
  const words = FIELD_WORDS[lang];
  const found = impact.fields.filter((one) => one.field === field && one.objects > 0);
  if (found.length === 0) return `<p>${words.notMeasured}</p>`;
  const rows = found.map((one) => measureRow(one, lang));
  return blocks(table(words.measureCaption, words.measureColumns, rows), `<p class="note">${measuredFrom(impact, lang)}</p>`);
}

function measureRow({ kind, path, objects, filled, absent, empty, wrong, share }: FieldImpact, lang: Lang): string[] {
  const kit = KITS[lang];
  const where = `${COMMON[lang].holders[kind]}<br><code>${html(path)}</code>`;
  const told = percent(share, filled, kit);
  return [
    where,
    ...[filled, absent, empty, wrong].map((count) => kit.number(count)),
    `${bar(filled, wrong, objects, lang)} ${told}`,
  ];
}

/** The numbers stand beside it: to those who do not see it, it says them in short. */
function bar(filled: number, wrong: number, objects: number, lang: Lang): string {
  const kit = KITS[lang];
  const width = (count: number): string => ((count / objects) * WIDTH).toFixed(1);
  const label = FIELD_WORDS[lang].bar(kit.number(filled), kit.number(wrong));
  return `<svg class="barre" viewBox="0 0 ${String(WIDTH)} 12" role="img" aria-label="${html(label)}"><rect class="barre__fond" width="${String(WIDTH)}" height="12"/><rect class="barre__rempli" width="${width(filled)}" height="12"/><rect class="barre__faux" width="${width(wrong)}" height="12" y="0"/></svg>`;
}

/** Where the numbers come from. */
function measuredFrom({ records, files, date, measured }: Impact, lang: Lang): string {
  const words = FIELD_WORDS[lang];
  const kit = KITS[lang];
  const all = records.marche + records['contrat-concession'];
  return words.measureFrom(kit.count(all, ...words.records), kit.count(files.length, ...words.files), date, measured);
}
