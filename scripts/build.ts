import type { Verb } from '../src/node/cli/program.ts';
import { text } from '../src/node/cli/texts.ts';

/** `decp build`: the whole of the référentiel, checked and built. */
export const buildVerb: Verb = (program, lang, end) => {
  program
    .command('build')
    .description(text('build', lang))
    .action(async () => {
      const { runBuild } = await import('../src/node/build/command.ts');
      end(await runBuild(lang));
    });
};
