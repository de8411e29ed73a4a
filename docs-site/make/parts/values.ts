/** The values that a field takes, and those that it refuses with what the check says of each. */
import { SITE_FIELDS } from '../../../src/messages/compiled/site-fields.ts';
import { FORMATTERS, type Lang } from '../../../packages/base/src/language.ts';
import { valueLeaf } from '../../../src/generate/dictionary/describe.ts';
import type { Life, Spot } from '../lives.ts';
import type { SiteData } from '../types.ts';
import type { Entry } from '../../../src/generate/dictionary/entries.ts';
import type { Leaf } from '../../../src/model/tree.ts';
import type { Model } from '../../../src/model/types.ts';
import { type Block, blocks, heading, type Markdown, paragraph } from '../markdown.ts';
import { html, type Html, joined } from '../../../packages/base/src/html.ts';
import { code, list, ticked } from './html.ts';

const MOST = 6;
const LONGEST = 60;

/** A value as JSON writes it; a long text is cut, and its length reported. */
function shownValue(value: unknown, lang: Lang): Html {
  if (value === undefined) return html`<em>${SITE_FIELDS[lang]['absent-value']()}</em>`;
  const text = JSON.stringify(value);
  if (text.length <= LONGEST) return code(text);
  return html`${code(`${text.slice(0, 20)}…`)} (${SITE_FIELDS[lang]['long-value']({ count: FORMATTERS[lang].number(text.length - 2) })})`;
}

export function acceptedBlock({ last, field }: Life, lang: Lang): Markdown {
  const words = SITE_FIELDS[lang];
  const hasValue = last.spots.some(({ entry }) => valueLeaf(entry.node));
  const values = hasValue ? field.examples.map((value) => shownValue(value, lang)) : [];
  return blocks(
    heading(3, words.accepted(), 'acceptees'),
    values.length === 0 ? paragraph(words['accepted-none']()) : list(values),
  );
}

/** Empty where nothing is refused, or where the newest version does not have the field. */
export function refusedBlock(life: Life, data: SiteData, lang: Lang): Block {
  const words = SITE_FIELDS[lang];
  const reported = refusals(life, data, lang).map(
    ({ value, why, message }) =>
      html`<dt>${shownValue(value, lang)} <span>${words['value-why'][why]()}</span></dt><dd>${message}</dd>`,
  );
  if (reported.length === 0) return undefined;
  return blocks(
    heading(3, words.refused(), 'refusees'),
    paragraph(words['refused-intro']()),
    joined([html`<dl class="refus">`, ...reported, html`</dl>`], '\n'),
    html`<p class="note">${ticked(words.judged())}</p>`,
  );
}

/** The reasons for which the tried values are refused, each once. */
function refusals({ last, field }: Life, { judge, models }: SiteData, lang: Lang) {
  const spot = last.spots.find(({ holder }) => holder !== 'fichier');
  if (!spot || last.model !== models.at(-1)) return [];
  const reported = new Set<string>();
  return wrongValues(spot.entry, last.model, field.examples[0])
    .flatMap(({ why, value }) => {
      const message = messageAt(spot, value, judge, lang);
      if (message === undefined || reported.has(why)) return [];
      reported.add(why);
      return [{ why, value, message }];
    })
    .slice(0, MOST);
}

const messageAt = ({ holder, entry }: Spot, value: unknown, judge: SiteData['judge'], lang: Lang): string | undefined =>
  holder === 'fichier' ? undefined : judge(holder, entry.path.replaceAll('[]', ''), value, lang);

/** Values to try in a field: what people write wrong in a value of its type. */
type Wrong = { why: keyof (typeof SITE_FIELDS)['fr']['value-why']; value: unknown };

/** The likeliest first. Which of them are refused is for the check to say. */
function wrongValues(entry: Entry, model: Model, example: unknown): Wrong[] {
  const { node, required } = entry;
  const missing: Wrong[] = required === true ? [{ why: 'missing', value: undefined }] : [];
  if (node.kind === 'object')
    return [...missing, { why: 'not-object', value: 'texte' }, { why: 'empty-object', value: {} }, { why: 'null', value: null }];
  if (node.kind === 'list')
    return [...missing, { why: 'empty-list', value: [] }, { why: 'object', value: {} }, ...itemValues(entry, model, example)];
  return [...missing, ...leafValues(node, model, example), { why: 'empty', value: '' }, { why: 'null', value: null }];
}

/** For a list of values: the findings on its items. */
function itemValues({ node }: Entry, model: Model, example: unknown): Wrong[] {
  const leaf = valueLeaf(node);
  return leaf ? leafValues(leaf, model, example).map(({ why, value }) => ({ why, value: [value] })) : [];
}

function leafValues(leaf: Leaf, model: Model, example: unknown): Wrong[] {
  if (leaf.codelist !== undefined) return codeValues(model.codelists[leaf.codelist]?.[0]?.code ?? '');
  if (leaf.isDate)
    return [
      { why: 'date', value: '31/12/2024' },
      { why: 'no-such-day', value: '2024-02-30' },
    ];
  if (leaf.type === 'boolean') return [{ why: 'yes', value: 'oui' }];
  return leaf.type === 'string' ? textValues(leaf, example) : numberValues(leaf, example);
}

const codeValues = (code: string): Wrong[] => [
  { why: 'unknown-code', value: 'Autre chose' },
  { why: 'other-case', value: code === code.toUpperCase() ? code.toLowerCase() : code.toUpperCase() },
];

function numberValues({ type, schema: { minimum, maximum } }: Leaf, example: unknown): Wrong[] {
  return [
    { why: 'quoted', value: String(typeof example === 'number' ? example : 12) },
    ...(type === 'integer' ? [{ why: 'decimal', value: 1.5 } as const] : []),
    ...(minimum === undefined ? [] : [{ why: 'below', value: type === 'integer' || minimum >= 1 ? minimum - 1 : -1 } as const]),
    ...(maximum === undefined ? [] : [{ why: 'above', value: maximum + 1 } as const]),
  ];
}

function textValues({ schema: { maxLength, pattern } }: Leaf, example: unknown): Wrong[] {
  const text = typeof example === 'string' ? example : '';
  return [
    ...(pattern === undefined || text === '' ? [] : [{ why: 'bad-key', value: text.replace(/.$/u, '') } as const]),
    ...(pattern === undefined || text === '' ? [] : [{ why: 'bad-key', value: `${text.slice(0, 3)} ${text.slice(3)}` } as const]),
    { why: 'number', value: 12 },
    ...(maxLength === undefined ? [] : [{ why: 'long', value: 'x'.repeat(maxLength + 1) } as const]),
  ];
}
