/** Several files in a page, checked one after the other in one worker. */
import { useCallback } from 'react';
import type { Lang } from '../../../../packages/base/src/language.ts';
import type { Progress } from '../../../../src/library/page/types.ts';
import { type Checker, startChecker } from '../engine.ts';
import { verdictOf } from '../../../../src/validate/verdict.ts';
import { type Run, useLast } from '../use-last.ts';
import { recordsOf } from '../words.ts';
import type { Gathered } from './gather.ts';
import { bytesOf, type Listed, listOf, type Outcome, withOutcome } from './list.ts';

/** `gather`: gives the files, and looks into folders again where the check is made again. `version`: undefined to use the one named in each file. */
type ListRequest = {
  gather: (signal: AbortSignal) => Promise<Gathered<File>>;
  version: string | undefined;
  lang: Lang;
  root: string;
};

/** `at`: the file that is being checked; `running` counts the bytes of all files. */
export type ListState =
  | { step: 'idle' }
  | { step: 'reading'; request: ListRequest }
  | { step: 'running'; request: ListRequest; list: Listed; at: number; running: Progress }
  | { step: 'done' | 'cancelled'; request: ListRequest; list: Listed }
  | { step: 'failed'; request: ListRequest; error: unknown };

export type ListControl = { state: ListState; start: (request: ListRequest) => void; cancel: () => void };

export function useList(): ListControl {
  const { state, start: begin, cancel } = useLast<ListState>({ step: 'idle' });
  const start = useCallback((request: ListRequest) => begin(checkingAll(request)), [begin]);
  return { state, start, cancel };
}

const EMPTY: Listed = { rows: [], beyond: [], skipped: [], isCut: false };

const checkingAll =
  (request: ListRequest): Run<ListState> =>
  async (signal, report) => {
    let list = EMPTY;
    report({ step: 'reading', request });
    try {
      list = listOf(await request.gather(signal));
      if (list.rows.length === 0) return { step: 'done', request, list };
      const checker = await startChecker(request.root);
      try {
        for (const [at, { file }] of list.rows.entries()) {
          const { before, all } = bytesOf(list, at);
          list = withOutcome(list, at, { step: 'running' });
          const shown = list;
          const onProgress = ({ read, findings }: Progress): void =>
            report({ step: 'running', request, list: shown, at, running: { read: before + read, size: all, findings } });
          onProgress({ read: 0, findings: 0 });
          list = withOutcome(list, at, await outcomeOf(checker, file, request, { signal, onProgress }));
        }
      } finally {
        checker.close();
      }
      return { step: 'done', request, list };
    } catch (error) {
      return signal.aborted ? { step: 'cancelled', request, list } : { step: 'failed', request, error };
    }
  };

type Watch = { signal: AbortSignal; onProgress: (progress: Progress) => void };

/**
 * The counts of one file. Its findings are not asked for: those of all files would not fit in memory, and a file whose result is opened is checked
 * again. A check that breaks down leaves the other files to be checked.
 */
async function outcomeOf(checker: Checker, file: File, { version, lang }: ListRequest, watch: Watch): Promise<Outcome> {
  try {
    const outcome = await checker.check(file, {
      ...(version !== undefined && { version }),
      ...{ lang, maxFindings: 0, onFindings: () => undefined, ...watch },
    });
    if (!outcome.readable) return { step: 'unreadable', text: outcome.finding.words?.text ?? '' };
    const { records, counts } = outcome.verdict;
    return { step: 'checked', verdict: verdictOf(outcome.verdict), records: recordsOf(records), errors: counts.error };
  } catch (error) {
    watch.signal.throwIfAborted();
    return { step: 'failed', error };
  }
}
