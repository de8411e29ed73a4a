import { CommanderError } from 'commander';
import { InputError, type Lang } from '../../finding.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import { packageFacts } from '../package.ts';
import { inputErrorText } from './input-error.ts';
import { langOf, program, usageError, type Verb } from './program.ts';
import { text } from './texts.ts';

/** Runs one call of the program and gives its exit code. */
export function main(argv: readonly string[], verbs: readonly Verb[]): Promise<ExitCode> {
  const lang = langOf(argv);
  return door(lang, async () => {
    const { version } = await packageFacts();
    await program(lang, version, verbs).parseAsync(argv, { from: 'user' });
    return (process.exitCode as ExitCode | undefined) ?? EXIT.conforming;
  });
}

/** What every entry does with what goes wrong: a sentence for a wrong call or input; what is not foreseen is a bug, with its stack, exit 70. */
export async function door(lang: Lang, run: () => Promise<ExitCode>): Promise<ExitCode> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.conforming : usage(usageError(error, lang));
    if (error instanceof InputError) return usage(inputErrorText(error, lang));
    console.error(`${text('error.bug', lang)}\n${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    return EXIT.bug;
  }
}

function usage(sentence: string | undefined): ExitCode {
  if (sentence !== undefined) console.error(sentence);
  return EXIT.unreadable;
}
