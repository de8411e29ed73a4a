/** What is made of pages written in Markdown: captions of the tables of guides, and the spaces of French. */
import { withFrenchSpaces } from './shared/spaces.ts';

type Node = { type: string; tagName?: string; value?: string; properties?: Record<string, unknown>; children?: Node[] };

const CAPTION = /^(?:Tableau|Table) ?: /;

const text = (node: Node): string => node.value ?? (node.children ?? []).map(text).join('');

const element = (tagName: string, properties: Record<string, unknown>, children: Node[]): Node => ({
  ...{ type: 'element', tagName, properties, children },
});

/** A paragraph `Tableau : …` just before a table becomes its caption. A wide table moves by itself, with the keys as well. */
export const captions = () => (tree: Node) => {
  const blocks = (tree.children ?? []).filter(({ type, value }) => type !== 'text' || value?.trim() !== '');
  tree.children = blocks.flatMap((node, i) => {
    const [before, after] = [blocks[i - 1], blocks[i + 1]];
    if (isCaption(node) && after?.tagName === 'table') return [];
    if (node.tagName !== 'table' || !before || !isCaption(before)) return [node];
    const caption = text(before).replace(CAPTION, '');
    node.children?.unshift(element('caption', {}, [{ type: 'text', value: caption }]));
    return [element('div', { className: ['tableau'], tabIndex: 0, role: 'region', ariaLabel: caption }, [node])];
  });
};

const isCaption = (node: Node): boolean => node.tagName === 'p' && CAPTION.test(text(node));

export const frenchSpaces = () => (tree: Node) => {
  visit(tree);
};

function visit(node: Node): void {
  if (node.tagName === 'code' || node.tagName === 'pre') return;
  if (node.type === 'text' && node.value !== undefined) node.value = withFrenchSpaces(node.value);
  node.children?.forEach(visit);
}
