import { EXIT, type ExitCode } from '../host/exit.ts';
import { keepYoungMemorySmall } from '../host/memory.node.ts';
import { ReaderGone } from '../host/output-error.ts';
import { packageFacts } from '../host/package-facts.node.ts';
import { parse, type Parsed } from './parse.ts';
import type { Program } from './verb.ts';

/**
 * Runs one call of a program and returns its exit code. Help and error reports are loaded only when needed. Where the reader of standard output goes away (`| head`), the code is
 * the usual one, or 1 where a verdict or data were cut off; where standard output fails otherwise (a full disk), it is 2.
 */
export async function runCall(program: Program, argv: readonly string[]): Promise<ExitCode> {
  const call = parse(program, argv);
  try {
    const guarded = call.asks === 'verb' && call.verb.ownOutput ? undefined : await import('../host/standard-streams.node.ts');
    const refuseLost = guarded?.guardStandardStreams();
    const code = await answer(program, call);
    if (code !== EXIT.bug) await refuseLost?.();
    return code;
  } catch (error) {
    // A file that was not checked, or not written, to its end must not count as conforming.
    if (error instanceof ReaderGone) return EXIT.findings;
    const { reportFailure } = await import('./failure.ts');
    return reportFailure(error, call.lang);
  }
}

async function answer(program: Program, call: Parsed): Promise<ExitCode> {
  if (call.asks === 'verb') {
    const { ownMemory, load } = call.verb;
    if (!ownMemory && !program.byNpm) await keepYoungMemorySmall();
    // `verb()` has checked that the handler takes these values.
    return (await load())(call.values as never);
  }
  if (call.asks === 'version') {
    process.stdout.write(`${packageFacts().version}\n`);
    return EXIT.conforming;
  }
  const { helpText, wrongText } = await import('./help.ts');
  if (call.asks === 'wrong') console.error(wrongText(program, call, call.wrong));
  else process[call.asks === 'help' ? 'stdout' : 'stderr'].write(helpText(program, call));
  return call.asks === 'help' ? EXIT.conforming : EXIT.unreadable;
}
