/** The list of the fields: a table that a script of the page can filter. */
import { columnsOf } from '../../shared/columns.ts';
import { SITE } from '../../../src/messages/compiled/site.ts';
import { FORMATTERS, type Lang } from '../../../packages/base/src/language.ts';
import { type Life, livesOf, newest } from '../lives.ts';
import { presenceOf, typeOf } from '../parts/facets.ts';
import { versionSpan } from '../parts/version-name.ts';
import type { Maker, SiteData } from '../types.ts';
import { FIELDS, fieldUrl } from '../../shared/urls.ts';
import { blocks, paragraph } from '../markdown.ts';
import { html, type Html } from '../../../packages/base/src/html.ts';
import { code, distinct, framed, lines, link, ticked } from '../parts/html.ts';

export const fieldListPages: Maker = {
  name: 'field list',
  pages: (data, lang) => {
    const words = SITE[lang];
    const count = FORMATTERS[lang].number(livesOf(data).size);
    return [
      {
        path: 'champs/index.md',
        url: FIELDS,
        title: words.fields(),
        description: words['fields-description']({ count }),
        position: 0,
        body: blocks(paragraph(words['fields-intro']({ count })), html`<div data-filtre="champs"></div>`, fieldTable(data, lang)),
      },
    ];
  },
};

/** Rows carry what they are filtered by: `data-dans`, `data-present`, `data-versions`. */
function fieldTable(data: SiteData, lang: Lang): Html {
  const words = SITE[lang];
  const rows = [...livesOf(data).values()].map((life) => fieldRow(life, data, lang));
  return framed(
    words['fields-caption'](),
    html`<table data-filtrable="champs">`,
    columnsOf(words['fields-column'], ['field', 'in', 'path', 'type', 'presence', 'versions']),
    rows,
  );
}

function fieldRow(life: Life, data: SiteData, lang: Lang): Html {
  const { id, field, last } = life;
  const entries = last.spots.map(({ entry }) => entry);
  const holders = [...new Set(last.spots.map(({ holder }) => holder))];
  const versions = life.stages.filter(({ spots }) => spots.length > 0).map(({ model }) => model.version);
  const isRequired = last.model === newest(data) && entries.some(({ required }) => required === true);
  const cells = [
    lines(holders.map((holder) => SITE[lang].holder[holder]())),
    lines(distinct(entries.map(({ path }) => code(path)))),
    lines([...new Set(entries.map((entry) => typeOf(entry, lang)))].map(ticked)),
    lines([...new Set(entries.map((entry) => presenceOf(entry, lang)))]),
    versionSpan(versions, data, lang),
  ];
  const attributes = html`data-dans="${holders.join(' ')}" data-versions="${versions.join(' ')}" data-present="${isRequired ? 'obligatoire' : 'facultatif'}"`;
  const title = link(fieldUrl(id), field.title[lang]);
  return html`<tr ${attributes}><th scope="row">${title}</th>${cells.map((cell) => html`<td>${cell}</td>`)}</tr>`;
}
