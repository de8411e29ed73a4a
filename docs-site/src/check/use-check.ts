/** One check in a page: what is checked, and what came of it. */
import { useCallback } from 'react';
import type { Checked, Corrected, Progress, DescribedFinding } from '../../../src/library/page/types.ts';
import { type Run, useLast } from './use-last.ts';
import type { Lang, Texts } from '../../../packages/base/src/language.ts';
import { inWordsOf, type Rule } from '../../../src/model/rules.ts';
import { allRules, bookFolder, type RuleChoice } from '../../../src/validate/rule-book.ts';
import type { Group } from '../../../src/report/summary.ts';
import { engineJson, startChecker } from './engine.ts';
import { Kept, type KeptFinding, LIMITS, textOf } from './kept.ts';
import type { Asked } from './summary.ts';
import { IN_FORCE, PROPOSED } from './versions.ts';

export type CheckState =
  | { step: 'idle' }
  | { step: 'running'; request: Request; running: Progress }
  | { step: 'done'; request: Request; done: Done }
  | { step: 'unreadable'; request: Request; unreadable: Unreadable }
  | { step: 'failed'; request: Request; error: unknown }
  | { step: 'cancelled'; request: Request };

export type CheckControl = { state: CheckState; start: (request: Request) => void; cancel: () => void };

export function useCheck(): CheckControl {
  const { state, start: begin, cancel } = useLast<CheckState>({ step: 'idle' });
  const start = useCallback((request: Request) => begin(checking(request)), [begin]);
  return { state, start, cancel };
}

const checking =
  (request: Request): Run<CheckState> =>
  async (signal, tell) => {
    const onProgress = (running: Progress): void => tell({ step: 'running', request, running });
    onProgress({ read: 0, size: request.file.size, findings: 0 });
    try {
      const outcome = await runCheck(request, { signal, onProgress });
      return 'finding' in outcome
        ? { step: 'unreadable', request, unreadable: outcome }
        : { step: 'done', request, done: outcome };
    } catch (error) {
      return signal.aborted ? { step: 'cancelled', request } : { step: 'failed', request, error };
    }
  };

/** `version`: undefined to use the one named in the file. `corrected`: what was changed in the file `from`, of which this is the result. */
export type Request = {
  file: Blob;
  name: string;
  version: string | undefined;
  lang: Lang;
  root: string;
  corrected?: Corrected & { from: string };
};

export type Done = {
  request: Request;
  checked: Checked;
  asked: Asked;
  findings: readonly KeptFinding[];
  groups: readonly Group[];
  /** Findings that were counted and not kept. */
  left: number;
  titleOf: (rule: string) => string;
};

/** `finding` says why the file could not be read. */
type Unreadable = { finding: DescribedFinding };

type Watch = { signal: AbortSignal; onProgress: (progress: Progress) => void };

/** One check, from the file to all that is shown of it. */
async function runCheck(request: Request, { signal, onProgress }: Watch): Promise<Done | Unreadable> {
  const kept = new Kept();
  const rules = allRules();
  const checker = await startChecker(request.root);
  try {
    const outcome = await checker.check(request.file, {
      ...(request.version !== undefined && { version: request.version }),
      ...{ date: rules.today, lang: request.lang, signal, maxFindings: LIMITS.findings, onProgress },
      onFindings: (batch) => kept.add(batch),
    });
    return outcome.readable ? await done(request, outcome, kept, rules) : { finding: outcome.finding };
  } finally {
    checker.close();
  }
}

/** What is to be reviewed of the file itself is said in full before all else: the group gets the words of its findings. */
function withSaid(group: Group, findings: readonly KeptFinding[]): Group {
  if (!group.review || group.records > 0) return group;
  const own = findings.filter(({ code, record }) => code === group.code && record === undefined);
  return { ...group, places: own.slice(0, group.count).map((finding) => ({ text: textOf(finding) })) };
}

type Book = { version: string; rules: Pick<Rule, 'id' | 'title' | 'family'>[] };

async function done(request: Request, checked: Checked, kept: Kept, rules: RuleChoice): Promise<Done> {
  const book = await engineJson<Book>(request.root, `${bookFolder(checked.version)}/rules.json`);
  const titles = new Map<string, Texts>(book.rules.map(({ id, title }) => [id, title]));
  const asked = {
    ...{ file: request.name, chosen: request.version !== undefined },
    rules: { ...rules, families: inWordsOf(rules.families, book.rules) },
    ...{ rulesVersion: book.version, inForce: IN_FORCE, proposed: PROPOSED },
  };
  const titleOf = (rule: string): string => titles.get(rule)?.[request.lang] ?? rule;
  const { findings, left } = kept;
  const { withheld } = checked;
  const groups = checked.groups.map((group) => withSaid(group, findings));
  return { request, checked, asked, findings, groups, left: left + withheld, titleOf };
}
