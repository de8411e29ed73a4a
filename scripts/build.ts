import type { Verb } from '../src/cli/program.ts';
import { text } from '../src/messages/command-line.ts';

/** `decp build`: the whole of the référentiel, checked and built. */
export const buildVerb: Verb = (program, lang, end) => {
  program
    .command('build')
    .description(text('build', lang))
    .action(async () => {
      const { runBuild } = await import('../src/governance/build/command.node.ts');
      end(await runBuild(lang));
    });
};
