/** The contracts of the form and what the check says of them. */
import { useCallback, useEffect, useRef, useState } from 'react';
import type { DescribedFinding } from '../../../src/library/page/types.ts';
import type { Model } from '../../../src/model/types.ts';
import { startChecker } from '../check/engine.ts';
import type { PagePlace } from '../check/use-page.ts';
import { IN_FORCE } from '../check/versions.ts';
import { checkedTableOf, type Contract, keep, type Kept, KEY, ranksOf, readKept } from './contracts.ts';
import { formColumns } from './fields.ts';

/** The findings of each contract of the list, by its rank. */
export type Findings = ReadonlyMap<number, readonly DescribedFinding[]>;

/** What the check of the contracts gave, or why there was none; neither while it runs. */
type Checked = { findings?: Findings; failure?: Error };

export type FormControl = Kept &
  Checked & {
    /** False where the browser keeps nothing. */
    isKept: boolean;
    /** The state as it is now: that of the last rendering may be older. */
    latest: () => Kept;
    /**
     * Changes the state, and checks the contracts where they are others. Resolves to their findings: undefined where there was no check, where it
     * failed, or where a later change came before its end. Never rejects.
     */
    change: (next: (now: Kept) => Kept) => Promise<Findings | undefined>;
  };

/** For a page that is already in a browser: what an earlier visit left is there at once. */
export function useForm({ lang, root }: PagePlace, model: Model): FormControl {
  const [kept, setKept] = useState(() => readKept(() => localStorage));
  const [isKept, setIsKept] = useState(true);
  const [checked, setChecked] = useState<Checked>({});
  const now = useRef(kept);
  const last = useRef<AbortController>(undefined);
  const check = useCallback(
    async (contracts: readonly Contract[]): Promise<Findings | undefined> => {
      last.current?.abort();
      const { signal } = (last.current = new AbortController());
      setChecked({});
      const outcome = await findingsOf(contracts, { model, lang, root, signal }).then(
        (findings) => ({ findings }),
        (error: unknown) => ({ failure: error instanceof Error ? error : new Error(String(error)) }),
      );
      if (signal.aborted) return undefined;
      setChecked(outcome);
      return 'findings' in outcome ? outcome.findings : undefined;
    },
    [model, lang, root],
  );
  const take = useCallback(
    (next: Kept): Promise<Findings | undefined> => {
      const isSame = next.contracts === now.current.contracts;
      now.current = next;
      setKept(next);
      return isSame ? Promise.resolve(undefined) : check(next.contracts);
    },
    [check],
  );
  useEffect(() => {
    void check(now.current.contracts);
    // Another tab of the same browser has the same contracts: without its changes, the next one here would undo them.
    const other = ({ key }: StorageEvent): void => {
      if (key !== KEY) return;
      const next = readKept(() => localStorage);
      const { contracts } = now.current;
      // What is typed there changes the draft alone: the contracts are not checked again.
      const isSame = JSON.stringify(next.contracts) === JSON.stringify(contracts);
      void take(isSame ? { ...next, contracts } : next);
    };
    window.addEventListener('storage', other);
    return () => {
      window.removeEventListener('storage', other);
      last.current?.abort();
    };
  }, [check, take]);
  const latest = useCallback((): Kept => now.current, []);
  const change = useCallback(
    (next: (now: Kept) => Kept): Promise<Findings | undefined> => {
      const kept = next(now.current);
      setIsKept(keep(() => localStorage, kept));
      return take(kept);
    },
    [take],
  );
  return { ...kept, ...checked, isKept, latest, change };
}

type Asked = Pick<PagePlace, 'lang' | 'root'> & { model: Model; signal: AbortSignal };

async function findingsOf(contracts: readonly Contract[], { model, lang, root, signal }: Asked): Promise<Findings> {
  const found = new Map<number, DescribedFinding[]>();
  if (contracts.length === 0) return found;
  const add = (finding: DescribedFinding): void => {
    for (const rank of ranksOf(finding, contracts)) found.set(rank, [...(found.get(rank) ?? []), finding]);
  };
  const columns = formColumns(model, [...new Set(contracts.map(({ kind }) => kind))], lang);
  const checker = await startChecker(root);
  try {
    const outcome = await checker.check(new File([checkedTableOf(contracts, columns)], 'contrats.csv'), {
      ...{ version: IN_FORCE, lang, signal, inForm: true },
      onProgress: () => undefined,
      onFindings: (findings) => findings.forEach(add),
    });
    if (!outcome.readable) add(outcome.finding);
  } finally {
    checker.close();
  }
  return found;
}
