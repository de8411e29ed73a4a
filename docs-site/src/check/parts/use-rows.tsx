import { type ReactNode, useState } from 'react';
import { usePage } from '../use-page.ts';

/** Rows that are drawn at first, and when more are asked for; the reports have all. */
const FIRST = 12;
const ROWS = 200;

/** `left`: how many are not drawn although more were asked for. `more`: the button that asks for them, while there are any. */
type Rows<Row> = { rows: readonly Row[]; left: number; more: ReactNode };

/** The rows of a long list that are drawn. The first that is added takes the focus (see `focusOf`), since the button that had it is gone. */
export function useRows<Row>(all: readonly Row[]): Rows<Row> {
  const { groups: words } = usePage().own;
  const [wantsMore, setWantsMore] = useState(false);
  const most = Math.min(all.length, ROWS);
  return {
    rows: all.slice(0, wantsMore ? ROWS : FIRST),
    left: wantsMore ? all.length - most : 0,
    more: !wantsMore && all.length > FIRST && (
      <button type="button" className="button button--secondary" onClick={() => setWantsMore(true)}>
        {words['all-rows']({ rows: most, some: most < all.length })}
      </button>
    ),
  };
}

const takeFocus = (row: HTMLElement | null): void => row?.focus();

/** What the element of a row takes, by its rank. The function is always the same one, so that it is called once, when the row appears. */
export const focusOf = (i: number) => (i === FIRST ? { ref: takeFocus, tabIndex: -1 } : {});
