/** Lets the user choose two versions to compare; without this script a table of all pairs is shown. */
import { PAGE_TABLES } from '../../../src/messages/compiled/page-tables.ts';
import { choice, element, labelled, pageLang } from './dom.ts';

export function onRouteDidUpdate(): void {
  const place = document.querySelector<HTMLElement>('[data-comparer]');
  const links = [...document.querySelectorAll<HTMLAnchorElement>('a[data-de][data-a]')];
  if (place && place.childElementCount === 0 && links.length > 0) install(place, links);
}

function install(place: HTMLElement, links: readonly HTMLAnchorElement[]): void {
  const words = PAGE_TABLES[pageLang()].comparison;
  const from = choice(named(links, 'de', 0));
  const to = choice(named(links, 'a', 1));
  from.selectedIndex = from.options.length - 1;
  to.selectedIndex = to.options.length - 1;
  const go = element('a', { className: 'button button--primary' }, words.go());
  const note = element('p', { className: 'outil__resultat' });
  note.setAttribute('role', 'status');
  const choose = (): void => {
    const link = linkOf(from.value, to.value, links);
    go.hidden = !link;
    if (link) go.href = link.href;
    note.textContent = link ? (link.getAttribute('aria-label') ?? '') : words.same();
  };
  from.addEventListener('input', choose);
  to.addEventListener('input', choose);
  place.append(element('div', { className: 'outils' }, labelled(words.from(), from), labelled(words.to(), to), go), note);
  choose();
}

/** Each version of one side once, by the number that its link shows on that side of the arrow. */
const named = (links: readonly HTMLAnchorElement[], key: 'de' | 'a', side: 0 | 1): [string, string][] => [
  ...new Map(links.map(({ dataset, textContent }) => [dataset[key] ?? '', textContent.split(' → ')[side] ?? ''])),
];

/** The older version comes first, whatever was chosen first. */
const linkOf = (one: string, other: string, links: readonly HTMLAnchorElement[]): HTMLAnchorElement | undefined =>
  links.find(
    ({ dataset }) => (dataset['de'] === one && dataset['a'] === other) || (dataset['de'] === other && dataset['a'] === one),
  );
