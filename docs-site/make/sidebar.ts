/** The side bar of the pages that are made: a category a folder, in the order of the makers, with groups inside of it. */
import type { Lang } from '../../packages/base/src/language.ts';
import type { Page } from './types.ts';

/** As Docusaurus reads it. `key` names a category whatever its language; its label is that of the French pages. */
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

/** The identifier that Docusaurus gives to a page: its path without the end. */
const idOf = ({ path }: Page): string => path.replace(/\.md$/, '');

const folderOf = ({ path }: Page): string => path.split('/').slice(0, -1).join('/');

const isIndex = ({ path }: Page): boolean => /(^|\/)index\.md$/.test(path);

const byPosition = (a: Page, b: Page): number => (a.position ?? 0) - (b.position ?? 0);

/** The items of one folder. What stands in no folder is reported by itself. */
export function sidebarOf(pages: readonly Page[], under = ''): SidebarItem[] {
  const here = pages.filter((page) => folderOf(page) === under && (under === '' || !isIndex(page))).toSorted(byPosition);
  const folders = [...new Set(pages.map(folderOf))].filter((folder) => parentOf(folder) === under && folder !== under);
  return [...grouped(here, under), ...folders.map((folder) => categoryOf(folder, pages))];
}

const parentOf = (folder: string): string => folder.split('/').slice(0, -1).join('/');

function categoryOf(folder: string, pages: readonly Page[]): SidebarItem {
  const index = pages.find((page) => folderOf(page) === folder && isIndex(page));
  const items = sidebarOf(pages, folder);
  // A page alone in its folder is no category.
  if (index && items.length === 0) return idOf(index);
  const category: Category = { type: 'category', label: index ? labelOf(index) : folder, key: folder, items };
  if (!index) return category;
  // Typed apart: among items that may be texts, `link` would be the method of texts.
  const leading: Category = { ...category, link: { type: 'doc', id: idOf(index) } };
  return leading;
}

/** Pages of one group stand together, where the first of them is; of a folder of one group, no group is reported. */
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

/** What the categories are called in a language, by key: the pages of all languages have the same tree. */
export function categoryLabels(items: readonly SidebarItem[]): Map<string, string> {
  return new Map(
    items.flatMap((item) => (typeof item === 'string' ? [] : [[item.key, item.label] as const, ...categoryLabels(item.items)])),
  );
}

/** The translations of the side bar, as Docusaurus reads them beside the pages of a language. */
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
