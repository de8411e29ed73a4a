/** The contracts of the form and what the check says of them. */
import { useCallback, useEffect, useRef, useState } from 'react';
import type { DescribedFinding } from '../../../src/library/page/types.ts';
import { startChecker } from '../check/engine.ts';
import type { PagePlace } from '../check/use-page.ts';
import { IN_FORCE } from '../check/versions.ts';
import { type Contract, contractAt, EMPTY, keep, type Kept, readKept, tableOf } from './contracts.ts';

/** The findings of each contract of the list, by its rank. */
export type Findings = ReadonlyMap<number, readonly DescribedFinding[]>;

export type FormControl = Kept & {
  /** False where the browser keeps nothing. */
  isKept: boolean;
  findings: Findings | undefined;
  isChecking: boolean;
  change: (kept: Kept) => void;
  /** Checks the contracts, which `change` was given. */
  check: (contracts: readonly Contract[]) => Promise<Findings>;
};

export function useForm({ lang, root }: PagePlace): FormControl {
  const [kept, setKept] = useState<Kept>(EMPTY);
  const [isKept, setIsKept] = useState(true);
  const [findings, setFindings] = useState<Findings>();
  const [running, setRunning] = useState(0);
  const last = useRef<AbortController>(undefined);
  const check = useCallback(
    async (contracts: readonly Contract[]): Promise<Findings> => {
      last.current?.abort();
      const abort = new AbortController();
      last.current = abort;
      setRunning((count) => count + 1);
      try {
        const found =
          contracts.length === 0
            ? new Map<number, DescribedFinding[]>()
            : await findingsOf(contracts, { lang, root }, abort.signal);
        if (last.current === abort) setFindings(found);
        return found;
      } finally {
        setRunning((count) => count - 1);
      }
    },
    [lang, root],
  );
  // The page is made before there is a browser that keeps anything.
  useEffect(() => {
    const earlier = readKept(localStorage);
    setKept(earlier);
    void check(earlier.contracts).catch(() => undefined);
    return () => last.current?.abort();
  }, [check]);
  const change = useCallback((next: Kept): void => {
    setKept(next);
    setIsKept(keep(localStorage, next));
  }, []);
  return { ...kept, isKept, findings, isChecking: running > 0, change, check };
}

type Place = Pick<PagePlace, 'lang' | 'root'>;

async function findingsOf(contracts: readonly Contract[], { lang, root }: Place, signal: AbortSignal): Promise<Findings> {
  const found = new Map<number, DescribedFinding[]>();
  const checker = await startChecker(root);
  try {
    await checker.check(new File([tableOf(contracts)], 'contrats.csv'), {
      ...{ version: IN_FORCE, lang, signal },
      onProgress: () => undefined,
      onFindings: (findings) => {
        for (const finding of findings) {
          const at = contractAt(finding.position?.cell?.row ?? 0);
          found.set(at, [...(found.get(at) ?? []), finding]);
        }
      },
    });
  } finally {
    checker.close();
  }
  return found;
}
