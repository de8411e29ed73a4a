/** The forms in which udata (the program behind data.gouv.fr) answers: pages, refusals and masks. Read at 25b5a2d: `udata/api/fields.py`, `udata/mongo/queryset.py`. */

export type Answer = { status: number; body: unknown; headers?: Readonly<Record<string, string>> };

export const refused = (status: number, message: string, errors?: unknown): Answer => ({
  status,
  body: { message, ...(errors !== undefined && { errors }) },
});

/**
 * A page of a list. `size`: of a page where the request says none, and the greatest granted, which a larger request gets in silence. A page past the end is 404,
 * save the first.
 */
export function pageOf<T>(
  list: readonly T[],
  address: URL,
  size: { usual: number; most: number },
): Answer & { items: readonly T[] } {
  const { searchParams } = address;
  const [asked, page] = [Number(searchParams.get('page_size') ?? size.usual), Number(searchParams.get('page') ?? '1')];
  if (![asked, page].every((number) => Number.isInteger(number) && number > 0))
    return { ...refused(400, 'page and page_size must be positive integers'), items: [] };
  const length = Math.min(asked, size.most);
  const items = list.slice((page - 1) * length, page * length);
  if (page > 1 && items.length === 0) return { ...refused(404, 'Not Found'), items };
  const at = (number: number): string => {
    const there = new URL(address);
    there.searchParams.set('page', String(number));
    there.searchParams.set('page_size', String(length));
    return there.href;
  };
  const body = {
    data: items,
    page,
    page_size: length,
    total: list.length,
    next_page: page * length < list.length ? at(page + 1) : null,
    previous_page: page > 1 ? at(page - 1) : null,
  };
  return { status: 200, body, items };
}

type Mask = Map<string, Mask | null>;

/** What a mask of `X-Fields` (`data{id,resources{url}},next_page`, with `*` for all other fields) leaves of a value. Throws a SyntaxError for a mask that cannot be read. */
export function masked(value: unknown, mask: string): unknown {
  const words = mask.match(/[^{},\s]+|[{},]/g) ?? [];
  const braced = words[0] === '{';
  const tree = readMask(words, braced ? 1 : 0);
  if (tree.next !== words.length - (braced ? 1 : 0)) throw new SyntaxError(`the mask ${mask} cannot be read`);
  return only(value, tree.mask);
}

function readMask(words: readonly string[], start: number): { mask: Mask; next: number } {
  const mask: Mask = new Map();
  let next = start;
  for (; next < words.length && words[next] !== '}'; next++) {
    const word = words[next] ?? '';
    if (word === ',') continue;
    if (word === '{') throw new SyntaxError('a mask has a brace without a name');
    if (words[next + 1] === '{') {
      const inside = readMask(words, next + 2);
      if (words[inside.next] !== '}') throw new SyntaxError('a mask has a brace that is not closed');
      mask.set(word, inside.mask);
      next = inside.next;
    } else mask.set(word, null);
  }
  return { mask, next };
}

function only(value: unknown, mask: Mask): unknown {
  if (Array.isArray(value)) return value.map((item) => only(item, mask));
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).filter(([name]) => mask.has('*') || mask.has(name));
  return Object.fromEntries(
    members.map(([name, member]): [string, unknown] => {
      const inside = mask.get(name);
      return [name, inside ? only(member, inside) : member];
    }),
  );
}
