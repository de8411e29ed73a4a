/** The migration of a file in the page: what is asked, and what came of it. */
import { useCallback } from 'react';
import type { Lang } from '../../../../packages/base/src/language.ts';
import type { DescribedFinding, MigratedFile, Progress } from '../../../../src/library/page/types.ts';
import type { TableForm } from '../../../../src/model/forms.ts';
import { startChecker } from '../engine.ts';
import { type Run, useLast } from '../use-last.ts';

/**
 * `from`: the version of the file, empty where it is to be detected; `partial`: whether the file is written although something is missing or refused; `missing`: the form of the
 * list of what is missing; `complete`: such a list, filled in.
 */
export type MigrateChoice = { from: string; to: string; partial: boolean; missing: TableForm; complete: File | undefined };

export type MigrateRequest = MigrateChoice & { file: Blob; name: string; lang: Lang; root: string };

export type MigrateState =
  | { step: 'idle' }
  | { step: 'running'; request: MigrateRequest; progress: Progress }
  | { step: 'done'; request: MigrateRequest; migrated: MigratedFile }
  | { step: 'unreadable'; request: MigrateRequest; finding: DescribedFinding }
  | { step: 'failed'; request: MigrateRequest; error: unknown }
  | { step: 'cancelled'; request: MigrateRequest };

export type MigrateControl = { state: MigrateState; start: (request: MigrateRequest) => void; cancel: () => void };

export function useMigrate(): MigrateControl {
  const { state, start: begin, cancel } = useLast<MigrateState>({ step: 'idle' });
  const start = useCallback((request: MigrateRequest) => begin(migrating(request)), [begin]);
  return { state, start, cancel };
}

const migrating =
  (request: MigrateRequest): Run<MigrateState> =>
  async (signal, tell) => {
    const onProgress = (progress: Progress): void => tell({ step: 'running', request, progress });
    onProgress({ read: 0, size: request.file.size, findings: 0 });
    try {
      return await runMigration(request, signal, onProgress);
    } catch (error) {
      return signal.aborted ? { step: 'cancelled', request } : { step: 'failed', request, error };
    }
  };

async function runMigration(
  request: MigrateRequest,
  signal: AbortSignal,
  onProgress: (progress: Progress) => void,
): Promise<MigrateState> {
  const { file, name, from, to, partial, missing, complete, lang, root } = request;
  const checker = await startChecker(root);
  try {
    const migrated = await checker.migrate(new File([file], name), {
      ...{ toVersion: to, partial, missing, lang, signal, onProgress },
      ...(from !== '' && { version: from }),
      ...(complete && { complete }),
      // The worker writes all findings into a list; the page shows them by group.
      ...{ list: true, maxFindings: 0, onFindings: () => undefined },
    });
    if (!migrated.readable) return { step: 'unreadable', request, finding: migrated.finding };
    return { step: 'done', request, migrated };
  } finally {
    checker.close();
  }
}
