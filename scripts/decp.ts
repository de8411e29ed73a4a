#!/usr/bin/env node
/** The program. A plain `decp validate FILE` is run at once; every other call is read by the command line, which takes longer to load. */
import { plainCall, runPlainCall } from '../src/node/cli/plain-call.ts';
import { EXIT, type ExitCode } from '../src/node/exit.ts';

async function run(argv: readonly string[]): Promise<ExitCode> {
  const call = plainCall(argv);
  return call ? runPlainCall(call) : (await import('./verbs.ts')).runVerb(argv);
}

// Node ends with 0 where nothing is left to wait for. A run that never came to its end is not to pass for a file that conforms.
process.once('exit', () => (process.exitCode ??= EXIT.bug));

// Without `await`: built, this is CommonJS (`src/node/build/hot-script.ts`).
void run(process.argv.slice(2)).then((code) => (process.exitCode = code));
