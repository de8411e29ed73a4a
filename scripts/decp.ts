#!/usr/bin/env node
/** The program. A plain `decp validate FILE` is run at once; every other call is read by the command line, which takes longer to load. */
import { plainCall, runPlainCall } from '../src/node/cli/plain-call.ts';

const argv = process.argv.slice(2);
const call = plainCall(argv);

process.exitCode = call ? await runPlainCall(call) : await (await import('./verbs.ts')).runVerb(argv);
