/** How a file is made: its objects as a diagram and as trees whose names lead to the pages of the fields. */
import { RECORD_KINDS } from '../../../src/model/kinds.ts';
import type { Lang } from '../../../packages/base/src/language.ts';
import { type Branch, fileTree, type Member, type Node, treesOf } from '../../../src/model/tree.ts';
import { newest } from '../lives.ts';
import { code, heading } from '../markdown.ts';
import { html } from '../../shared/html.ts';
import { boxesOf, diagram, diagramText } from '../parts/diagram.ts';
import { badge, blocks, link } from '../parts/html.ts';
import { versionName } from '../parts/version-name.ts';
import type { Maker, SiteData } from '../types.ts';
import { fieldUrl, STRUCTURE } from '../../shared/urls.ts';
import { COMMON } from '../words/common.ts';
import { LIST_WORDS } from '../words/lists.ts';

export const structurePages: Maker = {
  name: 'structure',
  pages: (data, lang) => [
    {
      path: 'structure/index.md',
      url: STRUCTURE,
      title: LIST_WORDS[lang].structure,
      description: LIST_WORDS[lang].structureDescription,
      body: structureBody(data, lang),
    },
  ],
};

function structureBody(data: SiteData, lang: Lang): string {
  const words = LIST_WORDS[lang];
  const model = newest(data);
  const trees = treesOf(model);
  const { holders } = COMMON[lang];
  const kinds = RECORD_KINDS.flatMap((kind) => {
    const boxes = boxesOf(kind, holders[kind], trees[kind], lang);
    return [
      heading(2, holders[kind], kind),
      heading(3, words.diagram, `${kind}-vue`),
      diagram(boxes, lang),
      diagramText(boxes, lang),
      heading(3, words.fields, `${kind}-champs`),
      tree(trees[kind], lang),
    ];
  });
  return blocks(
    words.structureIntro(versionName(model.version, data, lang)),
    heading(2, holders.fichier, 'fichier'),
    tree(fileTree(model), lang, 2),
    ...kinds,
  );
}

/** Nested lists; `depth`: how many levels are told, all of them where it is left out. */
function tree({ members }: Branch, lang: Lang, depth = Infinity): string {
  const items = members.map(
    (member) => `<li>${memberLine(member, lang)}${depth > 1 ? below(member.node, lang, depth - 1) : ''}</li>`,
  );
  return `<ul class="arbre">\n${items.join('\n')}\n</ul>`;
}

function memberLine({ name, id, field, required, node }: Member, lang: Lang): string {
  const words = LIST_WORDS[lang];
  const title = field && id !== undefined ? ` ${link(fieldUrl(id), html(field.title[lang]))}` : '';
  const many = node.kind === 'list' ? `, ${words.many}` : '';
  return `${code(name)}${title} ${badge(`${required ? words.required : words.optional}${many}`, required ? 'obligatoire' : '')}`;
}

/** What an object or each item of a list holds. */
function below(node: Node, lang: Lang, depth: number): string {
  if (node.kind === 'object') return `\n${tree(node, lang, depth)}`;
  return node.kind === 'list' ? below(node.item, lang, depth) : '';
}
