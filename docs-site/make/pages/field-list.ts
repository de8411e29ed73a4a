/** The list of the fields: a table that a script of the page can filter. */
import { KITS, type Lang } from '../../../packages/base/src/language.ts';
import { type Life, livesOf, newest } from '../lives.ts';
import { presenceOf, typeOf } from '../parts/facets.ts';
import { versionName } from '../parts/version-name.ts';
import type { Maker, SiteData } from '../types.ts';
import { FIELDS, fieldUrl } from '../../shared/urls.ts';
import { COMMON } from '../words/common.ts';
import { LIST_WORDS } from '../words/lists.ts';
import { blocks, paragraph } from '../markdown.ts';
import { html, type Html } from '../../shared/html.ts';
import { code, distinct, framed, lines, link, ticked } from '../parts/html.ts';

export const fieldListPages: Maker = {
  name: 'field list',
  pages: (data, lang) => {
    const words = LIST_WORDS[lang];
    const count = KITS[lang].number(livesOf(data).size);
    return [
      {
        path: 'champs/index.md',
        url: FIELDS,
        title: words.fields,
        description: words.fieldsDescription(count),
        position: 0,
        body: blocks(paragraph(words.fieldsIntro(count)), html`<div data-filtre="champs"></div>`, fieldTable(data, lang)),
      },
    ];
  },
};

/** Rows carry what they are filtered by: `data-dans`, `data-present`, `data-versions`. */
function fieldTable(data: SiteData, lang: Lang): Html {
  const words = LIST_WORDS[lang];
  const rows = [...livesOf(data).values()].map((life) => fieldRow(life, data, lang));
  return framed(words.fieldsCaption, html`<table data-filtrable="champs">`, words.fieldsColumns, rows);
}

function fieldRow(life: Life, data: SiteData, lang: Lang): Html {
  const { id, field, last } = life;
  const entries = last.spots.map(({ entry }) => entry);
  const holders = [...new Set(last.spots.map(({ holder }) => holder))];
  const versions = life.stages.filter(({ spots }) => spots.length > 0).map(({ model }) => model.version);
  const isRequired = last.model === newest(data) && entries.some(({ required }) => required === true);
  const cells = [
    lines(holders.map((holder) => COMMON[lang].holders[holder])),
    lines(distinct(entries.map(({ path }) => code(path)))),
    lines([...new Set(entries.map((entry) => typeOf(entry, lang)))].map(ticked)),
    lines([...new Set(entries.map((entry) => presenceOf(entry, lang)))]),
    LIST_WORDS[lang].from(versionName(versions[0] ?? '', data, lang), versionName(versions.at(-1) ?? '', data, lang)),
  ];
  const attributes = html`data-dans="${holders.join(' ')}" data-versions="${versions.join(' ')}" data-present="${isRequired ? 'obligatoire' : 'facultatif'}"`;
  const title = link(fieldUrl(id), field.title[lang]);
  return html`<tr ${attributes}><th scope="row">${title}</th>${cells.map((cell) => html`<td>${cell}</td>`)}</tr>`;
}
