import { EXIT, type ExitCode } from '../exit.ts';
import { packageFacts } from '../package.ts';
import { keepYoungMemorySmall } from '../engine.ts';
import { door } from './door.ts';
import { langOf, program, type Verb } from './program.ts';

/** Runs one call of the program and gives its exit code. */
export function main(argv: readonly string[], verbs: readonly Verb[]): Promise<ExitCode> {
  const lang = langOf(argv);
  return door(lang, async () => {
    await keepYoungMemorySmall();
    const { version } = packageFacts();
    await program(lang, version, verbs).parseAsync(argv, { from: 'user' });
    return (process.exitCode as ExitCode | undefined) ?? EXIT.conforming;
  });
}
