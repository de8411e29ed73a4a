#!/usr/bin/env node
/** The entry point of the command line: one process per call. */
import { EXIT } from '../src/host/exit.ts';
import { runCall } from '../src/cli/main.node.ts';
import { DECP } from '../src/cli/verbs.node.ts';

// Node exits with 0 when nothing is left to wait for. A run that did not finish must not count as a conforming file.
process.once('exit', () => (process.exitCode ??= EXIT.bug));

// No top-level `await`, because the bundle is CommonJS (`src/governance/build/program.node.ts`). If a file of the program is
// missing, the failure cannot be reported properly; it must not count as a verdict either.
void runCall(DECP, process.argv.slice(2))
  .catch((error: unknown) => {
    console.error(error);
    return EXIT.bug;
  })
  .then((code) => (process.exitCode = code));
