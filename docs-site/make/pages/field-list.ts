/** The list of the fields: a table that a script of the page can filter. */
import type { Lang } from '../../../packages/base/src/language.ts';
import { KITS } from '../../../packages/base/src/language.ts';
import { type Life, livesOf, newest } from '../lives.ts';
import { code } from '../markdown.ts';
import { html } from '../../shared/html.ts';
import { presenceOf, typeOf } from '../parts/facets.ts';
import { blocks, lines, link } from '../parts/html.ts';
import { versionName } from '../parts/version-name.ts';
import type { Maker, SiteData } from '../types.ts';
import { FIELDS, fieldUrl } from '../../shared/urls.ts';
import { COMMON } from '../words/common.ts';
import { LIST_WORDS } from '../words/lists.ts';

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
        body: blocks(words.fieldsIntro(count), '<div data-filtre="champs"></div>', fieldTable(data, lang)),
      },
    ];
  },
};

/** Rows carry what they are filtered by: `data-dans`, `data-present`, `data-versions`. */
function fieldTable(data: SiteData, lang: Lang): string {
  const words = LIST_WORDS[lang];
  const head = words.fieldsColumns.map((cell) => `<th scope="col">${cell}</th>`).join('');
  const rows = [...livesOf(data).values()].map((life) => fieldRow(life, data, lang));
  return [
    `<div class="tableau" tabindex="0" role="region" aria-label="${html(words.fieldsCaption)}">`,
    `<table data-filtrable="champs"><caption>${html(words.fieldsCaption)}</caption><thead><tr>${head}</tr></thead><tbody>`,
    ...rows,
    '</tbody></table>',
    '</div>',
  ].join('\n');
}

function fieldRow(life: Life, data: SiteData, lang: Lang): string {
  const { id, field, last } = life;
  const entries = last.spots.map(({ entry }) => entry);
  const holders = [...new Set(last.spots.map(({ holder }) => holder))];
  const versions = life.stages.filter(({ spots }) => spots.length > 0).map(({ model }) => model.version);
  const isRequired = last.model === newest(data) && entries.some(({ required }) => required === true);
  const cells = [
    lines(holders.map((holder) => html(COMMON[lang].holders[holder]))),
    lines([...new Set(entries.map(({ path }) => code(path)))]),
    lines([...new Set(entries.map((entry) => typeOf(entry, lang)))]),
    lines([...new Set(entries.map((entry) => presenceOf(entry, lang)))]),
    html(LIST_WORDS[lang].from(versionName(versions[0] ?? '', data, lang), versionName(versions.at(-1) ?? '', data, lang))),
  ];
  const attributes = `data-dans="${holders.join(' ')}" data-versions="${versions.join(' ')}" data-present="${isRequired ? 'obligatoire' : 'facultatif'}"`;
  const title = link(fieldUrl(id), html(field.title[lang]));
  return `<tr ${attributes}><th scope="row">${title}</th>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`;
}
