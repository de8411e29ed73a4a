import type { Verb } from '../src/cli/program.ts';
import { text } from '../src/messages/command-line.ts';

/** `decp check-examples`: the examples prove what the schema says; with `--mutants`, that they prove all of it. */
export const checkExamplesVerb: Verb = (program, lang, end) => {
  program
    .command('check-examples')
    .description(text('check-examples', lang))
    .option('--mutants', text('check-examples.mutants', lang))
    .option('--update', text('check-examples.update', lang))
    .action(async ({ mutants = false, update = false }: { mutants?: boolean; update?: boolean }) => {
      const { runCheckExamples } = await import('../src/governance/examples/verb.node.ts');
      end(await runCheckExamples({ mutants, update, lang }));
    });
};
