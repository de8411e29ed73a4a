/** The sidebar of the generated pages: one category per folder, in the order of the makers, with groups inside. */
import type { Lang } from '../../packages/base/src/language.ts';
import type { Page } from './types.ts';

/** The format of Docusaurus. `key` identifies a category in all languages; `label` is French. */
export type SidebarItem =
  | string
  | {
      type: 'category';
      label: string;
      key: string;
      collapsed?: boolean;
      link?: { type: 'doc'; id: string };
      items: SidebarItem[];
    };

type Category = Exclude<SidebarItem, string>;

/** The id that Docusaurus gives a page: its path without the extension. */
const idOf = ({ path }: Page): string => path.replace(/\.md$/, '');

const folderOf = ({ path }: Page): string => path.split('/').slice(0, -1).join('/');

const isIndex = ({ path }: Page): boolean => /(^|\/)index\.md$/.test(path);

const byPosition = (a: Page, b: Page): number => (a.position ?? 0) - (b.position ?? 0);

/** The items of a folder. Pages outside any folder are top-level items. */
export function sidebarOf(pages: readonly Page[], under = ''): SidebarItem[] {
  const here = pages.filter((page) => folderOf(page) === under && (under === '' || !isIndex(page))).toSorted(byPosition);
  const folders = [...new Set(pages.map(folderOf))].filter((folder) => parentOf(folder) === under && folder !== under);
  return [...grouped(here, under), ...folders.map((folder) => categoryOf(folder, pages))];
}

const parentOf = (folder: string): string => folder.split('/').slice(0, -1).join('/');

function categoryOf(folder: string, pages: readonly Page[]): SidebarItem {
  const index = pages.find((page) => folderOf(page) === folder && isIndex(page));
  const items = sidebarOf(pages, folder);
  // A single page in a folder becomes an item, not a category.
  if (index && items.length === 0) return idOf(index);
  const category: Category = { type: 'category', label: index ? labelOf(index) : folder, key: folder, items };
  if (!index) return category;
  // In a separate variable for the type checker: in a union with strings, `link` would be `String.prototype.link`.
  const leading: Category = { ...category, link: { type: 'doc', id: idOf(index) } };
  return leading;
}

/** Pages of one group become a subcategory, unless the folder has a single group. */
function grouped(pages: readonly Page[], folder: string): SidebarItem[] {
  const groups = groupsOf(pages);
  if (groups.length < 2) return pages.map(idOf);
  const ungrouped = pages.filter(({ group }) => group === undefined).map(idOf);
  return [...ungrouped, ...groups.map((group, i) => groupCategory(group, i, folder, pages))];
}

const groupsOf = (pages: readonly Page[]): string[] => [...new Set(pages.flatMap(({ group }) => group ?? []))];

const groupCategory = (group: string, rank: number, folder: string, pages: readonly Page[]): Category => ({
  type: 'category',
  label: group,
  key: `${folder}-${String(rank)}`,
  items: pages.filter((page) => page.group === group).map(idOf),
});

const labelOf = ({ label, title }: Page): string => label ?? title;

/** The labels of the categories in one language, by key. The tree is the same in all languages. */
export function categoryLabels(items: readonly SidebarItem[]): Map<string, string> {
  return new Map(
    items.flatMap((item) => (typeof item === 'string' ? [] : [[item.key, item.label] as const, ...categoryLabels(item.items)])),
  );
}

/** The translations of the sidebar in the format of Docusaurus. */
export function sidebarTranslations(
  name: string,
  pages: readonly Page[],
  lang: Lang,
): Record<string, { message: string; description: string }> {
  return Object.fromEntries(
    [...categoryLabels(sidebarOf(pages))].map(([key, message]) => [
      `sidebar.${name}.category.${key}`,
      { message, description: `category ${key} of the side bar (${lang})` },
    ]),
  );
}
