import { CommanderError } from 'commander';
import { InputError, NoProgress } from '../finding.ts';
import type { Lang } from '../../packages/base/src/language.ts';
import { SourceError } from '../model/source-text.ts';
import { EXIT, type ExitCode } from '../host/exit.ts';
import { inputErrorText } from '../report/input-error.ts';
import { usageError } from './program.ts';
import { text } from '../messages/command-line.ts';

/** Says on standard error what went wrong, and gives the exit code. `command`: how the program that was called is called. */
export function tellFailure(error: unknown, lang: Lang, command = 'decp'): ExitCode {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.conforming : usage(usageError(error, lang, command));
  if (error instanceof InputError) return usage(inputErrorText(error, lang));
  // What a maintainer wrote, and can correct: no bug of the program.
  if (error instanceof SourceError) return usage(`${error.file}\n  ${error.texts[lang]}`);
  console.error(
    `${text(error instanceof NoProgress ? 'error.no-progress' : 'error.bug', lang)}\n${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
  );
  return EXIT.bug;
}

function usage(sentence: string | undefined): ExitCode {
  if (sentence !== undefined) console.error(sentence);
  return EXIT.unreadable;
}
