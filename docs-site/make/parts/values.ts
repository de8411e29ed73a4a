/** The values that a field takes, and those that it refuses with what the check says of each. */
import type { Lang } from '../../../packages/base/src/language.ts';
import { valueLeaf } from '../../../src/generate/dictionary/describe.ts';
import { KITS } from '../../../packages/base/src/language.ts';
import type { Life, Spot } from '../lives.ts';
import { code } from '../markdown.ts';
import { html } from '../../shared/html.ts';
import type { SiteData } from '../types.ts';
import { VALUE_WORDS } from '../words/values.ts';
import { blocks, list, ticked } from './html.ts';
import { wrongValues } from './wrong-values.ts';

const MOST = 6;
const LONGEST = 60;

/** A value as JSON writes it; a long text is cut, and its length told. */
function shownValue(value: unknown, lang: Lang): string {
  if (value === undefined) return `<em>${VALUE_WORDS[lang].absentValue}</em>`;
  const text = JSON.stringify(value);
  if (text.length <= LONGEST) return code(text);
  return `${code(`${text.slice(0, 20)}…`)} (${VALUE_WORDS[lang].longValue(KITS[lang].number(text.length - 2))})`;
}

export function acceptedBlock({ last, field }: Life, lang: Lang): string {
  const words = VALUE_WORDS[lang];
  const hasValue = last.spots.some(({ entry }) => valueLeaf(entry.node));
  const values = hasValue ? field.examples.map((value) => shownValue(value, lang)) : [];
  return blocks(`### ${words.valid} {#acceptees}`, values.length === 0 ? words.validNone : list(values));
}

/** Empty where nothing is refused, or where the newest version does not have the field. */
export function refusedBlock(life: Life, data: SiteData, lang: Lang): string {
  const words = VALUE_WORDS[lang];
  const told = refusals(life, data, lang).map(
    ({ value, why, message }) => `<dt>${shownValue(value, lang)} <span>${words.why[why]}</span></dt><dd>${html(message)}</dd>`,
  );
  if (told.length === 0) return '';
  return blocks(
    `### ${words.invalid} {#refusees}`,
    words.invalidIntro,
    ['<dl class="refus">', ...told, '</dl>'].join('\n'),
    `<p class="note">${ticked(words.judged)}</p>`,
  );
}

/** What of the values tried is refused, each reason once. */
function refusals({ last, field }: Life, { judge, models }: SiteData, lang: Lang) {
  const spot = last.spots.find(({ holder }) => holder !== 'fichier');
  if (!spot || last.model !== models.at(-1)) return [];
  const told = new Set<string>();
  return wrongValues(spot.entry, last.model, field.examples[0])
    .flatMap(({ why, value }) => {
      const message = messageAt(spot, value, judge, lang);
      if (message === undefined || told.has(why)) return [];
      told.add(why);
      return [{ why, value, message }];
    })
    .slice(0, MOST);
}

const messageAt = ({ holder, entry }: Spot, value: unknown, judge: SiteData['judge'], lang: Lang): string | undefined =>
  holder === 'fichier' ? undefined : judge(holder, entry.path.replaceAll('[]', ''), value, lang);
