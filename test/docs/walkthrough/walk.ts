import { NEWEST } from '../../support/engine.ts';
import type { Clone } from '../../governance/gate/clone.ts';
import { type Answering, call } from './call.ts';
import { doEdit } from './edit.ts';
import { compared, numbers } from './printed.ts';
import type { Call, Walkthrough } from './steps.ts';

/** What the guide tells of some commands, and what became of them. Alike where the guide tells the truth. */
type Compared = { reported: Reported; done: Reported };
type Reported = { commands: string; fails: boolean; printed: string[] };

const { toClone, toGuide } = numbers(NEWEST);

/** Does in a clone all that a walkthrough has its reader do. What is typed once more after a failure is done as well: the reader would. */
export async function walk({ steps }: Walkthrough, { folder }: Clone, answering?: Answering): Promise<Compared[]> {
  const results: Compared[] = [];
  for (const step of steps) {
    if (step.kind === 'call') results.push(await outcomeOf(step, folder, answering));
    else doEdit({ ...step, text: toClone(step.text) }, folder);
  }
  return results;
}

async function outcomeOf(
  { commands, fails, printed: reported }: Call,
  folder: string,
  answering: Answering | undefined,
): Promise<Compared> {
  let printed = '';
  let failed = false;
  for (const line of commands) {
    const outcome = await call(line, folder, answering);
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
