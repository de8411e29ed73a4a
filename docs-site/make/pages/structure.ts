/** How a file is made: its objects as a diagram and as trees whose names lead to the pages of the fields. */
import { SITE } from '../../../src/messages/compiled/site.ts';
import { RECORD_KINDS } from '../../../src/model/kinds.ts';
import type { Lang } from '../../../packages/base/src/language.ts';
import { type Branch, fileTree, type Member, type Node, treesOf } from '../../../src/model/tree.ts';
import { newest } from '../lives.ts';
import { versionName } from '../parts/version-name.ts';
import type { Maker, SiteData } from '../types.ts';
import { fieldUrl, STRUCTURE } from '../../shared/urls.ts';
import { blocks, heading, type Markdown, saidIn } from '../markdown.ts';
import { filled, type Content, html, type Html, joined } from '../../../packages/base/src/html.ts';
import { badge, code, link, list } from '../parts/html.ts';

export const structurePages: Maker = {
  name: 'structure',
  pages: (data, lang) => [
    {
      path: 'structure/index.md',
      url: STRUCTURE,
      title: SITE[lang].structure(),
      description: SITE[lang]['structure-description'](),
      body: structureBody(data, lang),
    },
  ],
};

function structureBody(data: SiteData, lang: Lang): Markdown {
  const words = SITE[lang];
  const model = newest(data);
  const trees = treesOf(model);
  const { holder: holders } = SITE[lang];
  const kinds = RECORD_KINDS.flatMap((kind) => {
    const boxes = boxesOf(kind, holders[kind](), trees[kind], lang);
    return [
      heading(2, holders[kind](), kind),
      heading(3, words.diagram(), `${kind}-vue`),
      diagram(boxes, lang),
      diagramText(boxes, lang),
      heading(3, words.fields(), `${kind}-champs`),
      tree(trees[kind], lang),
    ];
  });
  return blocks(
    saidIn(words['structure-intro'], { version: versionName(model.version, data, lang) }),
    heading(2, holders.fichier(), 'fichier'),
    tree(fileTree(model), lang, 2),
    ...kinds,
  );
}

/** Nested lists; `depth`: how many levels are reported, all of them where it is left out. */
function tree({ members }: Branch, lang: Lang, depth = Infinity): Html {
  const items = members.map(
    (member) => html`<li>${memberLine(member, lang)}${depth > 1 ? below(member.node, lang, depth - 1) : ''}</li>`,
  );
  return html`<ul class="arbre">\n${joined(items, '\n')}\n</ul>`;
}

function memberLine({ name, id, field, required, node }: Member, lang: Lang): Html {
  const words = SITE[lang];
  const title = field && id !== undefined ? html` ${link(fieldUrl(id), field.title[lang])}` : '';
  const many = node.kind === 'list' ? `, ${words.many()}` : '';
  return html`${code(name)}${title} ${badge(`${required ? words.required() : words.optional()}${many}`, required ? 'obligatoire' : '')}`;
}

/** The members of an object, or of each item of a list. */
function below(node: Node, lang: Lang, depth: number): Content {
  if (node.kind === 'object') return html`\n${tree(node, lang, depth)}`;
  return node.kind === 'list' ? below(node.item, lang, depth) : '';
}

/** An object: its name in the format, its title, whether it is in a list, and its depth. */
type Box = { name: string; title: string; many: boolean; depth: number; parent: number | undefined };

const WIDE = 300;
const HIGH = 30;
/** The indent of a box from its parent, and its distance from the box above. */
const STEP = { x: 48, y: 10 };

/** Objects only, each before those that it holds. */
function boxesOf(name: string, title: string, tree: Branch, lang: Lang): Box[] {
  const boxes: Box[] = [{ name, title, many: false, depth: 0, parent: undefined }];
  const visit = (branch: Branch, parent: number, depth: number): void => {
    for (const { name: inner, node, field } of branch.members) {
      const inside = objectIn(node);
      if (!inside) continue;
      const own = node.kind === 'list' ? node.envelope : undefined;
      boxes.push({ name: own ?? inner, title: field?.title[lang] ?? inner, many: node.kind === 'list', depth, parent });
      visit(inside, boxes.length - 1, depth + 1);
    }
  };
  visit(tree, 0, 1);
  return boxes;
}

const objectIn = (node: Node): Branch | undefined =>
  node.kind === 'object' ? node : node.kind === 'list' ? objectIn(node.item) : undefined;

const x = ({ depth }: Box): number => depth * STEP.x + 4;
const y = (rank: number): number => rank * (HIGH + STEP.y) + 4;

/** `aria-hidden`: the list beneath says the same. */
function diagram(boxes: readonly Box[], lang: Lang): Html {
  const width = Math.max(...boxes.map(x)) + WIDE + 4;
  const height = y(boxes.length - 1) + HIGH + 4;
  const label = SITE[lang]['diagram-title']();
  return joined(
    [
      html`<figure class="schema" tabindex="0" role="region" aria-label="${label}">`,
      html`<svg viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" aria-hidden="true" focusable="false">`,
      ...boxes.map((box, i) => html`${tie(box, i, boxes)}${shape(box, i, lang)}`),
      html`</svg>`,
      html`<figcaption>${label}</figcaption>`,
      html`</figure>`,
    ],
    '\n',
  );
}

function tie(box: Box, rank: number, boxes: readonly Box[]): Content {
  const parent = box.parent === undefined ? undefined : boxes[box.parent];
  if (!parent || box.parent === undefined) return '';
  const left = x(parent) + 16;
  return html`<path class="schema__lien" d="M${left} ${y(box.parent) + HIGH}V${y(rank) + HIGH / 2}H${x(box)}"/>`;
}

function shape(box: Box, rank: number, lang: Lang): Html {
  const { name, many } = box;
  const at = html`x="${x(box)}" y="${y(rank)}"`;
  const reported = many ? `${name} (${SITE[lang].many()})` : name;
  return html`<rect class="schema__objet" ${at} width="${WIDE}" height="${HIGH}" rx="4"/><text x="${x(box) + 10}" y="${y(rank) + 20}">${reported}</text>`;
}

/** The same in words. */
function diagramText(boxes: readonly Box[], lang: Lang): Html {
  const words = SITE[lang];
  const sentences = boxes.flatMap((box) => {
    const owner = box.parent === undefined ? undefined : boxes[box.parent];
    if (!owner) return [];
    return [filled(box.many ? words['holds-many'] : words['holds-one'], { owner: code(owner.name), name: code(box.name) })];
  });
  return html`<details><summary>${words['diagram-text']()}</summary>\n${list(sentences)}\n</details>`;
}
