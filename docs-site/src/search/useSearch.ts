import useBaseUrl from '@docusaurus/useBaseUrl';
import useDocusaurusContext from '@docusaurus/useDocusaurusContext';
import { useEffect, useState } from 'react';
import type { SearchEntry } from '../../shared/search-entry.ts';
import type { Engine, Hit } from './engine.ts';

let loading: Promise<Engine> | undefined;

/** Loads the index and what reads it, once, at the first search. */
async function load(address: string): Promise<Engine> {
  const [response, { engineOf }] = await Promise.all([fetch(address), import('./engine.ts')]);
  if (!response.ok) throw new Error(`${address}: ${String(response.status)}`);
  return engineOf((await response.json()) as SearchEntry[]);
}

/** The result of a query: undefined until it is known; `failed` if the index could not be loaded. */
export function useSearch(query: string): { hits?: Hit[]; failed: boolean } {
  const { i18n } = useDocusaurusContext();
  const address = useBaseUrl(`/recherche-${i18n.currentLocale}.json`);
  const [found, setFound] = useState<{ query: string; hits: Hit[] }>();
  const [failed, setFailed] = useState(false);
  const asked = query.trim();
  useEffect(() => {
    if (asked === '') return;
    let current = true;
    loading ??= load(address);
    loading.then(
      (engine) => {
        if (!current) return;
        setFailed(false);
        setFound({ query: asked, hits: engine(asked) });
      },
      () => {
        loading = undefined;
        if (current) setFailed(true);
      },
    );
    return () => {
      current = false;
    };
  }, [asked, address]);
  return asked !== '' && found?.query === asked ? { hits: found.hits, failed } : { failed };
}
