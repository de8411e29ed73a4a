/** One call of the program: a plain `decp validate FILE` is run at once; every other call is read by the command line, which takes longer to load. */
import { plainCall, runPlainCall } from '../src/cli/plain-call.node.ts';
import type { ExitCode } from '../src/host/exit.ts';

export async function runCall(argv: readonly string[]): Promise<ExitCode> {
  const call = plainCall(argv);
  return call ? runPlainCall(call) : (await import('./verbs.ts')).runVerb(argv);
}
