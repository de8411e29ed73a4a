/** The objects of a version as boxes, each set in from and tied to what it stands in: SVG, with a text equal below it. */
import type { Lang } from '../../../packages/base/src/language.ts';
import type { Branch, Node } from '../../../src/model/tree.ts';
import { html } from '../../shared/html.ts';
import { LIST_WORDS } from '../words/lists.ts';
import { list } from './html.ts';

/** An object: its name in the format, its title, whether there are several, and how deep it stands. */
export type Box = { name: string; title: string; many: boolean; depth: number; parent: number | undefined };

const WIDE = 300;
const HIGH = 30;
/** A box stands this far from the left of what holds it, and this far below the one before. */
const STEP = { x: 48, y: 10 };

/** Objects only, each before those that it holds. */
export function boxesOf(name: string, title: string, tree: Branch, lang: Lang): Box[] {
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
export function diagram(boxes: readonly Box[], lang: Lang): string {
  const width = Math.max(...boxes.map(x)) + WIDE + 4;
  const height = y(boxes.length - 1) + HIGH + 4;
  const label = html(LIST_WORDS[lang].diagramTitle);
  return [
    `<figure class="schema" tabindex="0" role="region" aria-label="${label}">`,
    `<svg viewBox="0 0 ${String(width)} ${String(height)}" width="${String(width)}" height="${String(height)}" aria-hidden="true" focusable="false">`,
    ...boxes.map((box, i) => tie(box, i, boxes) + shape(box, i, lang)),
    '</svg>',
    `<figcaption>${label}</figcaption>`,
    '</figure>',
  ].join('\n');
}

function tie(box: Box, rank: number, boxes: readonly Box[]): string {
  const parent = box.parent === undefined ? undefined : boxes[box.parent];
  if (!parent || box.parent === undefined) return '';
  const left = x(parent) + 16;
  return `<path class="schema__lien" d="M${String(left)} ${String(y(box.parent) + HIGH)}V${String(y(rank) + HIGH / 2)}H${String(x(box))}"/>`;
}

function shape(box: Box, rank: number, lang: Lang): string {
  const { name, many } = box;
  const at = `x="${String(x(box))}" y="${String(y(rank))}"`;
  const told = many ? `${name} (${LIST_WORDS[lang].many})` : name;
  return `<rect class="schema__objet" ${at} width="${String(WIDE)}" height="${String(HIGH)}" rx="4"/><text x="${String(x(box) + 10)}" y="${String(y(rank) + 20)}">${html(told)}</text>`;
}

/** The same in words. */
export function diagramText(boxes: readonly Box[], lang: Lang): string {
  const words = LIST_WORDS[lang];
  const sentences = boxes.flatMap((box) => {
    const owner = box.parent === undefined ? undefined : boxes[box.parent];
    if (!owner) return [];
    const name = `<code>${html(box.name)}</code>`;
    return [(box.many ? words.holdsMany : words.holdsOne)(`<code>${html(owner.name)}</code>`, name)];
  });
  return `<details><summary>${html(words.diagramText)}</summary>\n${list(sentences)}\n</details>`;
}
