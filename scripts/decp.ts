#!/usr/bin/env node
/** The program: a process for one call. */
import { EXIT } from '../src/host/exit.ts';
import { runCall } from '../src/cli/main.node.ts';
import { DECP } from '../src/cli/verbs.node.ts';

// Node ends with 0 where nothing is left to wait for. A run that never came to its end is not to pass for a file that conforms.
process.once('exit', () => (process.exitCode ??= EXIT.bug));

// Without `await`: built, this is CommonJS (`src/governance/build/program.node.ts`).
// What fails before a failure can be said (a file of the program that is gone) is no verdict either.
void runCall(DECP, process.argv.slice(2))
  .catch((error: unknown) => {
    console.error(error);
    return EXIT.bug;
  })
  .then((code) => (process.exitCode = code));
