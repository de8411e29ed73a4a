import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { decp } from '../cli/run.ts';
import { ROOT } from '../support/engine.ts';
import type { Fence } from './markdown.ts';
import { call, type Outcome, wordsOf } from './walkthrough/call.ts';
import { doEdit } from './walkthrough/edit.ts';
import { compared } from './walkthrough/printed.ts';
import { stepsOf, type Call } from './walkthrough/steps.ts';

/** A folder where a reader would be who has the program, its examples and its package, and nothing else. */
export function readersFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'decp-guides-'));
  symlinkSync(`${ROOT}examples`, join(folder, 'examples'));
  mkdirSync(join(folder, 'node_modules'));
  symlinkSync(ROOT, join(folder, 'node_modules', 'decp-referentiel'));
  return folder;
}

/** Does in `folder` all that these blocks have their reader do, and holds what is printed to what they show. */
export async function follow(fences: readonly Fence[], folder: string): Promise<void> {
  for (const step of stepsOf(fences)) {
    if (step.kind !== 'call') {
      doEdit(step, folder);
      continue;
    }
    const { fails, reported, printed } = await outcomeOf(step, folder);
    expect({ commands: step.commands, fails, printed }).toEqual({
      commands: step.commands,
      fails: step.fails,
      printed: reported,
    });
  }
}

/** A guide for vendors has its reader run a program of his own; the program of the référentiel is that of the sources. */
async function typed(line: string, folder: string): Promise<Outcome> {
  const [program, ...args] = wordsOf(line);
  if (program === 'npx' && args[0] === 'decp') {
    const { code, out, err } = await decp(args.slice(1), { folder });
    return { code, printed: err + out };
  }
  if (program !== 'node') return call(line, folder);
  return { code: 0, printed: execFileSync(process.execPath, args, { cwd: folder, encoding: 'utf8' }) };
}

type Followed = { fails: boolean; reported: string[]; printed: string[] };

async function outcomeOf({ commands, printed: reported }: Call, folder: string): Promise<Followed> {
  let printed = '';
  let fails = false;
  for (const line of commands) {
    const outcome = await typed(line, folder);
    printed += outcome.printed;
    fails ||= outcome.code !== 0;
  }
  return { fails, ...compared(reported ?? '…', printed) };
}
