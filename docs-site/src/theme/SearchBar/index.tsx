import Link from '@docusaurus/Link';
import useBaseUrl from '@docusaurus/useBaseUrl';
import { useHistory } from '@docusaurus/router';
import { type KeyboardEvent, type ReactNode, useId, useRef, useState } from 'react';
import { SEARCH } from '../../../shared/urls.ts';
import type { Hit } from '../../search/engine.ts';
import { Suggestions } from '../../search/Suggestions.tsx';
import { useSearch } from '../../search/useSearch.ts';
import { useSlash } from '../../search/useSlash.ts';
import { say } from '../../words.ts';

const MOST = 7;

/**
 * The search of the navigation bar: a combobox with a listbox of pages (ARIA pattern), or on phones a link to the search page.
 */
export default function SearchBar(): ReactNode {
  const page = useBaseUrl(SEARCH);
  return (
    <>
      <SearchBox page={page} />
      <Link className="recherche__lien" to={page} aria-label={say('search.label')}>
        <Glass />
      </Link>
    </>
  );
}

function SearchBox({ page }: { page: string }): ReactNode {
  const [query, setQuery] = useState('');
  const [active, setActive] = useState(-1);
  const [open, setOpen] = useState(false);
  const box = useRef<HTMLInputElement>(null);
  const list = useId();
  const history = useHistory();
  const root = useBaseUrl('/');
  const { hits, failed } = useSearch(query);
  const shown = hits?.slice(0, MOST) ?? [];
  const isOpen = open && hits !== undefined;
  useSlash(box);

  const go = (address: string): void => {
    setOpen(false);
    box.current?.blur();
    history.push(address);
  };
  const addressOf = ({ url }: Hit): string => root + url.slice(1);
  const onKey = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') {
      if (!isOpen) setQuery('');
      setOpen(false);
    }
    if (!isOpen || shown.length === 0 || !['ArrowDown', 'ArrowUp'].includes(event.key)) return;
    event.preventDefault();
    const step = event.key === 'ArrowDown' ? 1 : -1;
    // The cycle has one more position than there are hits: the input itself.
    setActive(((active + 1 + step + shown.length + 1) % (shown.length + 1)) - 1);
  };

  return (
    <form
      className="recherche"
      role="search"
      action={page}
      onSubmit={(event) => {
        event.preventDefault();
        const hit = isOpen ? shown[active] : undefined;
        go(hit ? addressOf(hit) : `${page}?q=${encodeURIComponent(query.trim())}`);
      }}
    >
      <Glass />
      <input
        ref={box}
        name="q"
        type="search"
        role="combobox"
        autoComplete="off"
        aria-label={say('search.label')}
        aria-keyshortcuts="/"
        aria-autocomplete="list"
        aria-expanded={isOpen}
        aria-controls={list}
        aria-activedescendant={isOpen && active >= 0 ? `${list}-${String(active)}` : undefined}
        placeholder={say('search.placeholder')}
        value={query}
        onKeyDown={onKey}
        onFocus={() => {
          setOpen(true);
        }}
        onBlur={() => {
          setOpen(false);
        }}
        onChange={(event) => {
          setQuery(event.target.value);
          setActive(-1);
          setOpen(true);
        }}
      />
      <Suggestions id={list} hits={shown} total={hits?.length ?? 0} open={isOpen} active={active} addressOf={addressOf} go={go} />
      <span className="lecture-seule" role="status">
        {failed ? say('search.failed') : isOpen ? countOf(hits.length) : ''}
      </span>
    </form>
  );
}

const countOf = (count: number): string =>
  count === 0 ? say('search.none') : say(count === 1 ? 'search.one' : 'search.many', { count });

function Glass(): ReactNode {
  return (
    <svg className="recherche__loupe" viewBox="0 0 20 20" width="18" height="18" aria-hidden="true">
      <circle cx="8.5" cy="8.5" r="5.5" fill="none" stroke="currentColor" strokeWidth="2" />
      <path d="m12.8 12.8 5 5" stroke="currentColor" strokeWidth="2" strokeLinecap="round" />
    </svg>
  );
}
