import type { Lang } from '../../packages/base/src/language.ts';
import type { ExitCode } from '../host/exit.ts';

/** What every entry does with what goes wrong: a sentence for a wrong call or input; what is not foreseen is a bug, with its stack, exit 70. */
export async function door(lang: Lang, run: () => Promise<ExitCode>, command?: string): Promise<ExitCode> {
  try {
    return await run();
  } catch (error) {
    const { tellFailure } = await import('./failure.ts');
    return tellFailure(error, lang, command);
  }
}
