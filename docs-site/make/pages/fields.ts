/** The pages of the fields: one per field, for all versions. */
import { codelistName } from '../parts/codelist-name.ts';
import { SITE } from '../../../src/messages/compiled/site.ts';
import { SITE_FIELDS } from '../../../src/messages/compiled/site-fields.ts';
import type { Lang } from '../../../packages/base/src/language.ts';
import type { Counterpart } from '../../../src/model/types.ts';
import { type Life, livesOf } from '../lives.ts';
import { citation } from '../parts/legal.ts';
import { codelistOf, placeName } from '../parts/facets.ts';
import { fieldFacts } from '../parts/field-facts.ts';
import { rulesByField } from '../parts/field-rules.ts';
import { measureBlock } from '../parts/impact.ts';
import { sampleBlocks, sampleOf } from '../parts/sample.ts';
import { lifeTable, stepsOf, strip } from '../parts/strip.ts';
import { versionName } from '../parts/version-name.ts';
import { acceptedBlock, refusedBlock } from '../parts/values.ts';
import type { Maker, Page, SiteData } from '../types.ts';
import { codelistUrl, codeUrl, errorFormUrl, fieldUrl, ruleUrl } from '../../shared/urls.ts';
import { type Block, blocks, commonMark, heading, isEmpty, type Markdown, paragraph } from '../markdown.ts';
import { filled, html, type Html, joined } from '../../../packages/base/src/html.ts';
import { levelBadge } from '../parts/explained.ts';
import { code, link, list, ticked } from '../parts/html.ts';

export const fieldPages: Maker = {
  name: 'fields',
  pages: (data, lang) => [...livesOf(data).values()].map((life, i) => fieldPage(life, i, data, lang)),
};

function fieldPage(life: Life, position: number, data: SiteData, lang: Lang): Page {
  const { id, field, last } = life;
  const [spot] = last.spots;
  const place = spot ? placeName(spot, lang) : '';
  return {
    path: `champs/${id}.md`,
    url: fieldUrl(id),
    title: fieldTitle(life, data, lang),
    description: SITE_FIELDS[lang].description({ title: field.title[lang], place }),
    group: spot ? SITE[lang].holder[spot.holder]() : '',
    position,
    body: fieldBody(life, data, lang),
  };
}

/** Fields with the same title are distinguished by their kind of record, or if that is equal by their path. */
function fieldTitle(life: Life, data: SiteData, lang: Lang): string {
  const title = life.field.title[lang];
  const others = [...livesOf(data).values()].filter((other) => other.id !== life.id && other.field.title[lang] === title);
  if (others.length === 0) return title;
  const spot = life.last.spots[0];
  if (!spot) return title;
  const holder = SITE[lang].holder[spot.holder]();
  const isAlone = others.every(({ last }) => last.spots[0]?.holder !== spot.holder);
  return `${title} (${isAlone ? holder.toLowerCase() : placeName(spot, lang)})`;
}

function fieldBody(life: Life, data: SiteData, lang: Lang): Markdown {
  const words = SITE_FIELDS[lang];
  const section = (name: keyof typeof words.heading, anchor: string, ...parts: readonly Block[]): Block =>
    isEmpty(blocks(...parts)) ? undefined : blocks(heading(2, words.heading[name](), anchor), ...parts);
  const sample = sampleOf(life, data);
  const steps = stepsOf(life, lang);
  return blocks(
    goneNote(life, data, lang),
    fieldFacts(life, sample, data, lang),
    section('definition', 'definition', commonMark(life.field.description[lang].trim())),
    section('source', 'source', sourceBlock(life, data, lang)),
    section('versions', 'versions', strip(steps, data, lang), lifeTable(steps, data, lang)),
    section('codes', 'codes', codesBlock(life, lang)),
    section('values', 'valeurs', acceptedBlock(life, lang), refusedBlock(life, data, lang)),
    section('sample', 'exemple', sample && sampleBlocks(life, sample, data, lang)),
    section('rules', 'regles', rulesBlock(life, data, lang)),
    section('measure', 'mesure', measureBlock(life.id, data.impact, lang)),
    section('elsewhere', 'ailleurs', elsewhereBlock(life, lang)),
    section('report', 'signaler', reportBlock(life, lang)),
  );
}

function goneNote({ stages, last }: Life, data: SiteData, lang: Lang): Html | undefined {
  const gone = stages[stages.indexOf(last) + 1];
  if (!gone) return undefined;
  return html`<p class="avis">${SITE_FIELDS[lang]['gone-since']({ version: versionName(gone.model.version, data, lang), last: last.model.version })}</p>`;
}

function sourceBlock({ field, last }: Life, data: SiteData, lang: Lang): Markdown {
  const cited = last.spots.flatMap(({ entry }) => entry.node.schema['x-source'] ?? []);
  const now = [...new Set(cited)].map(
    (source) =>
      html`<p>${filled(SITE_FIELDS[lang]['source-now'], { version: versionName(last.model.version, data, lang), citation: citation(source, data, lang) })}</p>`,
  );
  return blocks(
    paragraph(`${SITE_FIELDS[lang]['source-short']()}${SITE[lang].colon()}${field.source[lang]}.`),
    now.length === 0 ? undefined : joined(now, '\n'),
  );
}

function codesBlock({ last }: Life, lang: Lang): Block {
  const name = codelistOf(last);
  if (name === undefined) return undefined;
  const codes = (last.model.codelists[name] ?? []).map((one) => {
    const label = lang === 'en' && one.label_en !== '' ? one.label_en : one.libelle;
    return html`${link(codeUrl(name, one.code), code(one.code))}${label === one.code ? '' : `${SITE[lang].colon()}${label}`}`;
  });
  return blocks(
    html`<p>${filled(SITE_FIELDS[lang]['codes-intro'], { link: link(codelistUrl(name), codelistName(name, lang)) })}</p>`,
    list(codes),
  );
}

function rulesBlock({ id }: Life, data: SiteData, lang: Lang): Block {
  const rules = rulesByField(data).get(id) ?? [];
  if (rules.length === 0) return paragraph(SITE_FIELDS[lang]['no-rules']());
  return list(
    rules.map((rule) => html`${link(ruleUrl(rule.id), rule.title[lang])} ${levelBadge(rule, lang)}`),
    'regles',
  );
}

function elsewhereBlock({ field }: Life, lang: Lang): Html | undefined {
  const reported = (name: string, it: Counterpart | undefined): Html[] =>
    it ? [html`<strong>${name}</strong>${SITE[lang].colon()}${counterpart(it, lang)}`] : [];
  const items = [...reported('OCDS', field['x-ocds']), ...reported('eForms', field['x-eforms'])];
  return items.length === 0 ? undefined : list(items);
}

function counterpart(it: Counterpart, lang: Lang): Html {
  if ('aucun' in it) return html`${SITE_FIELDS[lang]['counterpart-none']()}${SITE[lang].colon()}${ticked(it.aucun[lang])}`;
  return html`${code(it.path)} (${it.source}). ${it.note ? ticked(it.note[lang]) : ''}`;
}

function reportBlock({ last }: Life, lang: Lang): Html {
  const words = SITE_FIELDS[lang];
  const place = last.spots[0]?.entry.json ?? '';
  return html`<p>${link(errorFormUrl(place, last.model.version), words['report-link']())}. ${words['report-note']()}</p>`;
}
