import Head from '@docusaurus/Head';
import Link from '@docusaurus/Link';
import { useLocation } from '@docusaurus/router';
import { useQueryString } from '@docusaurus/theme-common';
import Layout from '@theme/Layout';
import { type ReactNode, useState } from 'react';
import type { Hit } from '../../search/engine.ts';
import { Excerpt } from '../../search/Excerpt.tsx';
import { useSearch } from '../../search/useSearch.ts';
import { say } from '../../words.ts';

const STEP = 25;

/** All pages that answer `?q=`. */
export default function SearchPage(): ReactNode {
  const { pathname } = useLocation();
  // The query is read from the input at once: a page load in between would move the caret.
  const [query, setQuery] = useQueryString('q');
  return (
    <Layout title={say('search.title')} description={say('search.description')}>
      <Head>
        <meta name="robots" content="noindex" />
      </Head>
      <main className="container margin-vert--lg recherche-page">
        <h1>{say('search.title')}</h1>
        <form role="search" action={pathname} onSubmit={(event) => event.preventDefault()}>
          <label htmlFor="q">{say('search.label')}</label>
          <input
            id="q"
            name="q"
            type="search"
            autoComplete="off"
            value={query}
            onChange={({ target }) => setQuery(target.value)}
          />
        </form>
        <noscript>
          <p>{say('search.noscript')}</p>
        </noscript>
        <Results key={query} query={query} />
      </main>
    </Layout>
  );
}

function Results({ query }: { query: string }): ReactNode {
  const { hits, failed } = useSearch(query);
  const [most, setMost] = useState(STEP);
  const asked = query.trim() !== '';
  return (
    <>
      <p role="status">{asked && (failed ? say('search.failed') : hits ? countOf(hits.length) : say('search.loading'))}</p>
      <ol className="recherche-page__liste">
        {hits?.slice(0, most).map((hit) => (
          <Result key={hit.url} hit={hit} />
        ))}
      </ol>
      {hits && hits.length > most && (
        <button type="button" className="button button--secondary" onClick={() => setMost(most + STEP)}>
          {say('search.more')}
        </button>
      )}
    </>
  );
}

const Result = ({ hit }: { hit: Hit }): ReactNode => (
  <li>
    <span className="recherche__genre">{say(`search.kind.${hit.kind}`)}</span> <Link to={hit.url}>{hit.title}</Link>
    <p>
      <Excerpt pieces={hit.excerpt} />
    </p>
  </li>
);

const countOf = (count: number): string =>
  count === 0 ? say('search.none') : say(count === 1 ? 'search.one' : 'search.many', { count });
