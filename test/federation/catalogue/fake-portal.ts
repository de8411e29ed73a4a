/** A portal in memory, for laws and tables: lists that change between requests, and answers that are none. */
import { openPortal } from '../../../federation/src/catalogue/open-portal.ts';
import { type GetJson, type Portal, PortalFault } from '../../../federation/src/catalogue/portal.ts';

const BASE = new URL('https://portail.exemple');
export const DATASET = '5f0000000000000000000001';

export const resource = (id: string): Record<string, unknown> => ({
  ...{ id, title: `Fichier ${id}`, format: 'json', url: `https://static.exemple/${id}.json`, filetype: 'file' },
});

type Answer = { status: number; value: unknown };

/** A portal whose list changes between requests. `most`: items it grants on a page, whatever is asked for. */
export function fake(
  list: string[],
  { most = 50, after = {} }: { most?: number; after?: Record<number, (list: string[]) => void> } = {},
) {
  const asked: string[] = [];
  const getJson: GetJson = (url) => {
    asked.push(url.href);
    const size = Math.min(most, Number(url.searchParams.get('page_size')));
    const page = Number(url.searchParams.get('page'));
    const data = list.slice((page - 1) * size, page * size);
    const answer: Answer =
      data.length === 0 && page > 1
        ? { status: 404, value: { message: 'Not Found' } }
        : {
            status: 200,
            value: {
              ...{ data: data.map(resource), page, page_size: size, total: list.length },
              next_page: page * size < list.length ? 'https://ailleurs.exemple/api/2/' : null,
            },
          };
    after[asked.length]?.(list);
    return Promise.resolve(answer);
  };
  return { asked, portal: openPortal(BASE, getJson) };
}

export const ids = (count: number): string[] => Array.from({ length: count }, (_, index) => `r${String(index)}`);

export async function read(portal: Portal, seen = new Set<string>()): Promise<string[]> {
  for await (const { id } of portal.resources(DATASET)) seen.add(id);
  return [...seen];
}

export const always = (value: unknown, status = 200): Portal => openPortal(BASE, () => Promise.resolve({ status, value }));

export async function faultOf(portal: Portal, seen?: Set<string>): Promise<PortalFault> {
  const fault: unknown = await read(portal, seen).catch((error: unknown) => error);
  if (!(fault instanceof PortalFault)) throw new Error(`no PortalFault: ${String(fault)}`);
  return fault;
}
