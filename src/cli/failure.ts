import { InputError, NoProgress } from '../finding.ts';
import type { Lang } from '../../packages/base/src/language.ts';
import { SourceError } from '../model/source-error.ts';
import { DISK_FULL } from '../host/disk-full.ts';
import { EXIT, type ExitCode } from '../host/exit.ts';
import { Failure } from '../host/failure.ts';
import { OutputFailed } from '../host/output-error.ts';
import { inputErrorText } from '../report/input-error.ts';
import { COMMAND_LINE } from '../messages/compiled/command-line.ts';

/**
 * Prints on standard error what a verb has thrown, and returns the exit code: a sentence for a Failure, an InputError, a SourceError, or an output or a disk that takes nothing
 * more, a stack trace for anything else, which is a bug of the program.
 */
export function reportFailure(error: unknown, lang: Lang): ExitCode {
  if (error instanceof InputError) return unreadable(inputErrorText(error, lang));
  if (error instanceof SourceError)
    return unreadable(error.all.map(({ where, texts }) => `${where}\n  ${texts[lang]}`).join('\n'));
  if (error instanceof Failure) return unreadable(error.texts[lang]);
  const say = COMMAND_LINE[lang];
  if (error instanceof OutputFailed) return unreadable(say['fault.output']({ reason: error.message }));
  if (isDiskFull(error)) return unreadable(say['fault.disk-full']({ reason: error.message }));
  const fault = say[error instanceof NoProgress ? 'fault.no-progress' : 'fault.bug']();
  console.error(`${fault}\n${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  return EXIT.bug;
}

/** Of any file of this machine, those that a command keeps for a while included. */
const isDiskFull = (error: unknown): error is Error =>
  error instanceof Error && DISK_FULL.includes((error as NodeJS.ErrnoException).code ?? '');

function unreadable(sentence: string): ExitCode {
  console.error(sentence);
  return EXIT.unreadable;
}
