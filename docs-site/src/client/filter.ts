/**
 * Filters the list of fields in the browser; without this script the whole list is shown. The filters are kept in the query of
 * the URL, so that they can be shared and survive navigation.
 */
import { inAddress } from './address.ts';
import { choice, element, labelled, outcome, pageLang } from './dom.ts';
import { PAGE_TABLES } from '../../../src/messages/compiled/page-tables.ts';
import { folded } from '../search/terms.ts';

/** The function that applies the query of the URL to each list. */
const installed = new WeakMap<HTMLElement, () => void>();

export function onRouteDidUpdate(): void {
  for (const place of document.querySelectorAll<HTMLElement>('[data-filtre]')) {
    const table = document.querySelector<HTMLTableElement>(`[data-filtrable="${place.dataset['filtre'] ?? ''}"]`);
    if (table && !installed.has(place))
      installed.set(place, install(place, [...table.querySelectorAll<HTMLTableRowElement>('tbody tr')]));
    installed.get(place)?.();
  }
}

function install(place: HTMLElement, rows: readonly HTMLTableRowElement[]): () => void {
  const words = PAGE_TABLES[pageLang()].filter;
  const search = element('input', { type: 'search', autocomplete: 'off' });
  const within = choice([['', words.all()], ...holdersOf(rows)]);
  const version = choice([['', words['all-versions']()], ...versionsOf(rows).map((one) => [one, one] as const)]);
  const presence = choice([
    ['', words.all()],
    ['obligatoire', words.required()],
    ['facultatif', words.optional()],
  ]);
  const reported = outcome();
  const texts = rows.map((row) => folded(row.textContent));
  const filter = (): void => {
    const wanted = folded(search.value).split(/\s+/);
    let count = 0;
    for (const [i, row] of rows.entries()) {
      const { dans = '', versions = '', present = '' } = row.dataset;
      const fits =
        wanted.every((word) => texts[i]?.includes(word)) &&
        has(dans, within.value) &&
        has(versions, version.value) &&
        (presence.value === '' || presence.value === present);
      row.hidden = !fits;
      if (fits) count++;
    }
    reported.textContent = words.found({ count, all: rows.length });
  };
  const address = inAddress({ q: search, dans: within, version, presence });
  for (const field of [search, within, version, presence]) {
    field.addEventListener('input', filter);
    field.addEventListener('change', address.write);
  }
  place.append(
    element(
      'form',
      { className: 'outils', onsubmit: () => false },
      labelled(words.search(), search),
      labelled(words.within(), within),
      labelled(words.version(), version),
      labelled(words.presence(), presence),
    ),
    reported,
  );
  return () => {
    address.read();
    filter();
  };
}

const has = (values: string, wanted: string): boolean => wanted === '' || values.split(' ').includes(wanted);

const versionsOf = (rows: readonly HTMLTableRowElement[]): string[] =>
  [...new Set(rows.flatMap((row) => (row.dataset['versions'] ?? '').split(' ')))].sort();

/** The holders in the rows, with the names shown in their cells. */
function holdersOf(rows: readonly HTMLTableRowElement[]): [string, string][] {
  const names = new Map<string, string>();
  for (const row of rows) {
    const holders = (row.dataset['dans'] ?? '').split(' ');
    const only = holders.length === 1 ? holders[0] : undefined;
    if (only !== undefined) names.set(only, row.cells[1]?.textContent ?? only);
  }
  return [...names];
}
