/** Searches a nomenclature in the page. The list is loaded from this site when the search is first used, and is never sent anywhere. */
import { element, labelled, outcome, pageLang } from './dom.ts';
import { PAGE_TABLES } from '../../../src/messages/compiled/page-tables.ts';
import { folded } from '../search/terms.ts';

type List = { rows: string[][]; texts: string[] };

const MOST = 50;

const kept = new Map<string, Promise<List>>();

export function onRouteDidUpdate(): void {
  const place = document.querySelector<HTMLElement>('[data-nomenclature]');
  if (place && place.childElementCount === 0) install(place, place.dataset['nomenclature'] ?? '');
}

function install(place: HTMLElement, url: string): void {
  const words = PAGE_TABLES[pageLang()].nomenclature;
  const columns = JSON.parse(place.dataset['colonnes'] ?? '[]') as string[];
  const search = element('input', { type: 'search', autocomplete: 'off' });
  const reported = outcome();
  const found = element('div', { className: 'tableau' });
  const show = async (): Promise<void> => {
    const wanted = search.value;
    reported.textContent = words.loading();
    const list = await listAt(url).catch(() => undefined);
    // Applies the text that was typed while the list was loading.
    if (search.value !== wanted) return;
    if (!list) {
      kept.delete(url);
      reported.textContent = words.failed();
      return;
    }
    const rows = wanted.trim() === '' ? undefined : matching(list, wanted);
    reported.textContent = rows ? words.found({ count: rows.length, cut: rows.length > MOST, shown: MOST }) : '';
    found.replaceChildren(...(rows && rows.length > 0 ? [tableOf(columns, rows.slice(0, MOST), words.caption())] : []));
  };
  search.addEventListener('input', () => void show());
  place.append(
    element('form', { className: 'outils', onsubmit: () => false }, labelled(words.search(), search)),
    reported,
    found,
  );
}

function listAt(url: string): Promise<List> {
  let list = kept.get(url);
  if (!list) {
    list = load(url);
    kept.set(url, list);
  }
  return list;
}

async function load(url: string): Promise<List> {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(url);
  const { rows } = (await answer.json()) as { rows: string[][] };
  return { rows, texts: rows.map((row) => folded(row.join(' '))) };
}

/** Codes and names that begin so come first. */
function matching({ rows, texts }: List, wanted: string): string[][] {
  const words = folded(wanted)
    .split(/\s+/)
    .filter((word) => word !== '');
  const found = rows.filter((_, i) => words.every((word) => texts[i]?.includes(word)));
  const starts = (row: string[]): boolean => row.some((cell) => folded(cell).startsWith(words[0] ?? ''));
  return [...found.filter(starts), ...found.filter((row) => !starts(row))];
}

/** Names are French in every language of the site. */
function tableOf(columns: readonly string[], rows: readonly string[][], caption: string): HTMLTableElement {
  const head = element('tr', {}, ...columns.map((text) => element('th', { scope: 'col' }, text)));
  const body = rows.map(([first = '', ...rest]) =>
    element('tr', {}, element('th', { scope: 'row' }, first), ...rest.map((text) => element('td', { lang: 'fr' }, text))),
  );
  return element('table', {}, element('caption', {}, caption), element('thead', {}, head), element('tbody', {}, ...body));
}
