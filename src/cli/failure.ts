import { InputError, NoProgress } from '../finding.ts';
import type { Lang } from '../../packages/base/src/language.ts';
import { SourceError } from '../model/source-error.ts';
import { EXIT, type ExitCode } from '../host/exit.ts';
import { inputErrorText } from '../report/input-error.ts';
import { COMMAND_LINE } from '../messages/compiled/command-line.ts';

/**
 * Says on standard error what a verb has thrown, and gives the exit code: a sentence for a wrong input, and for what a maintainer wrote and can
 * correct; what is not foreseen is a fault of the program, with its stack.
 */
export function reportFailure(error: unknown, lang: Lang): ExitCode {
  if (error instanceof InputError) return refused(inputErrorText(error, lang));
  if (error instanceof SourceError) return refused(`${error.file}\n  ${error.texts[lang]}`);
  const fault = COMMAND_LINE[lang][error instanceof NoProgress ? 'fault.no-progress' : 'fault.bug']();
  console.error(`${fault}\n${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  return EXIT.bug;
}

function refused(sentence: string): ExitCode {
  console.error(sentence);
  return EXIT.unreadable;
}
