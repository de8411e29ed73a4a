import { InputError, NoProgress } from '../finding.ts';
import type { Lang } from '../../packages/base/src/language.ts';
import { SourceError } from '../model/source-error.ts';
import { EXIT, type ExitCode } from '../host/exit.ts';
import { Failure } from '../host/failure.ts';
import { inputErrorText } from '../report/input-error.ts';
import { COMMAND_LINE } from '../messages/compiled/command-line.ts';

/**
 * Prints on standard error what a verb has thrown, and returns the exit code: a sentence for a Failure, an InputError or a SourceError, a stack
 * trace for anything else, which is a bug of the program.
 */
export function reportFailure(error: unknown, lang: Lang): ExitCode {
  if (error instanceof InputError) return unreadable(inputErrorText(error, lang));
  if (error instanceof SourceError) return unreadable(`${error.file}\n  ${error.texts[lang]}`);
  if (error instanceof Failure) return unreadable(error.texts[lang]);
  const fault = COMMAND_LINE[lang][error instanceof NoProgress ? 'fault.no-progress' : 'fault.bug']();
  console.error(`${fault}\n${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  return EXIT.bug;
}

function unreadable(sentence: string): ExitCode {
  console.error(sentence);
  return EXIT.unreadable;
}
