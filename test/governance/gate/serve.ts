/** Run in a clone: what its gate answers of each question of the process that started it, and what its programs print and give. */
import { runCall } from '../../../src/cli/main.node.ts';
import { NPM_RUN } from '../../../src/cli/maintenance.node.ts';
import type { Program } from '../../../src/cli/verb.ts';
import { DECP } from '../../../src/cli/verbs.node.ts';
import { examine } from '../../../src/governance/gate/verb.node.ts';
import { inThisProcess } from '../../cli/in-process.ts';
import { nextCall } from './once-a-call.ts';

export type Asked = { examine: Parameters<typeof examine>[0] } | { script: string; args: readonly string[] };

const PROGRAMS: Readonly<Record<string, Program>> = { 'scripts/npm-run.ts': NPM_RUN, 'dist/bin/decp.js': DECP };

async function answerTo(asked: Asked): Promise<object> {
  if ('examine' in asked) {
    const { proof: _, ...outcome } = await examine(asked.examine);
    return outcome;
  }
  const program = PROGRAMS[asked.script];
  if (!program) throw new Error(`${asked.script} is no program that answers here`);
  // A program may build what is read once.
  nextCall();
  return inThisProcess(() => runCall(program, asked.args));
}

process.on('message', (asked: Asked) => {
  void answerTo(asked).then((answer) => process.send?.(answer));
});
