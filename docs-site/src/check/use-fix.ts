/** The certain corrections of a checked file: looked for once the check has ended. */
import { useEffect, useState } from 'react';
import type { Corrected } from '../../../src/library/page/types.ts';
import { startChecker } from './engine.ts';
import type { Done } from './use-check.ts';

export type FixState =
  | { step: 'none' }
  | { step: 'waiting' }
  | { step: 'running' }
  | { step: 'found'; corrected: Corrected }
  | { step: 'failed' };

/** Bytes of a file that is corrected without being asked: it takes no longer than the check did. */
const AT_ONCE = 20_000_000;

/** Findings of which a message may name the value to write, besides those of rules, whose codes have no family. */
const NAMING = new Set(['schema.enum', 'schema.pattern', 'schema.type']);
const mayName = (code: string): boolean => NAMING.has(code) || !code.includes('.');

/** `start`: for a large file, which is corrected only where a person asks. */
export function useFix(done: Done): { state: FixState; start: () => void } {
  const { request, checked, groups } = done;
  const isNamed = checked.form !== 'package' && groups.some(({ code }) => mayName(code));
  const isSmall = request.file.size <= AT_ONCE;
  const [asked, setAsked] = useState<Done>();
  const [found, setFound] = useState<{ of: Done; corrected: Corrected | undefined }>();
  const isWanted = isNamed && (isSmall || asked === done);
  useEffect(() => {
    if (!isWanted) return undefined;
    const abort = new AbortController();
    corrected(done, abort.signal).then(
      (corrected) => setFound({ of: done, corrected }),
      () => abort.signal.aborted || setFound({ of: done, corrected: undefined }),
    );
    return () => abort.abort();
  }, [done, isWanted]);
  const state = ((): FixState => {
    if (!isNamed) return { step: 'none' };
    if (!isWanted) return { step: 'waiting' };
    if (found?.of !== done) return { step: 'running' };
    return found.corrected ? { step: 'found', corrected: found.corrected } : { step: 'failed' };
  })();
  return { state, start: () => setAsked(done) };
}

async function corrected({ request }: Done, signal: AbortSignal): Promise<Corrected> {
  const { file, name, version, lang, root } = request;
  const checker = await startChecker(root);
  try {
    const outcome = await checker.fix(new File([file], name), {
      ...(version !== undefined && { version }),
      ...{ lang, signal },
    });
    if (!outcome.readable) throw new Error(outcome.finding.code);
    return outcome;
  } finally {
    checker.close();
  }
}
