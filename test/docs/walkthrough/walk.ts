import { call } from './call.ts';
import { backToMain, type Clone } from './clone.ts';
import { doEdit } from './edit.ts';
import { compared, numbers } from './printed.ts';
import type { Call, Walkthrough } from './steps.ts';

/** What the guide tells of some commands, and what became of them. Alike where the guide tells the truth. */
export type Compared = { reported: Reported; done: Reported };
type Reported = { commands: string; fails: boolean; printed: string[] };

/** Does in a clone all that a walkthrough has its reader do. What is typed once more after a failure is done as well: the reader would. */
export async function walk({ steps }: Walkthrough, clone: Clone): Promise<Compared[]> {
  backToMain(clone);
  const { toClone } = numbers(clone.latest);
  const results: Compared[] = [];
  for (const step of steps) {
    if (step.kind === 'call') results.push(await outcomeOf(step, clone));
    else doEdit({ ...step, text: toClone(step.text) }, clone.folder);
  }
  return results;
}

async function outcomeOf({ commands, fails, printed: reported }: Call, { folder, latest }: Clone): Promise<Compared> {
  const { toGuide } = numbers(latest);
  let printed = '';
  let failed = false;
  for (const line of commands) {
    const outcome = await call(line, folder);
    printed += outcome.printed;
    failed ||= outcome.code !== 0;
  }
  const lines = compared(reported ?? '…', toGuide(printed));
  const name = commands.join('\n');
  return {
    reported: { commands: name, fails, printed: lines.reported },
    done: { commands: name, fails: failed, printed: lines.printed },
  };
}
