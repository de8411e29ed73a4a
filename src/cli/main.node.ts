import { EXIT, type ExitCode } from '../host/exit.ts';
import { packageFacts } from '../host/package-facts.node.ts';
import { keepYoungMemorySmall } from '../host/memory.node.ts';
import { door } from './door.ts';
import { langOf, program, type Verb } from './program.ts';

/** Runs one call of the program and gives its exit code. */
export function main(argv: readonly string[], verbs: readonly Verb[]): Promise<ExitCode> {
  const lang = langOf(argv);
  return door(lang, async () => {
    await keepYoungMemorySmall();
    const { version } = packageFacts();
    let code: ExitCode = EXIT.conforming;
    await program(lang, version, verbs, (given) => (code = given)).parseAsync(argv, { from: 'user' });
    return code;
  });
}
