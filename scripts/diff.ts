import { CommanderError, Option } from 'commander';
import { steps } from '../src/cli/arguments.ts';
import type { Verb } from '../src/cli/program.ts';
import { text } from '../src/messages/command-line.ts';
import type { Asked, DiffVerbOptions } from '../src/diff/verb.node.ts';

type Options = Omit<DiffVerbOptions, 'lang'> & { latest?: boolean };

/** `decp diff A B`: what the change from A to B breaks, with the proof. */
export const diffVerb: Verb = (program, lang, end) => {
  program
    .command('diff')
    .description(text('diff', lang))
    .argument(`[${text('diff.previous.name', lang)}]`, text('diff.previous', lang))
    .argument(`[${text('diff.next.name', lang)}]`, text('diff.next', lang))
    .option('--latest', text('diff.latest', lang))
    .addOption(
      new Option('--format <form>', text('diff.format', lang))
        .choices(['text', 'json', 'markdown', 'github', 'sarif'])
        .default('text'),
    )
    .option('--output <file>', text('validate.output', lang))
    .addOption(
      new Option('--dialect <dialect>', text('diff.dialect', lang)).choices([
        'draft-04',
        'draft-06',
        'draft-07',
        '2019-09',
        '2020-12',
      ]),
    )
    .option('--assert-format', text('diff.assert-format', lang))
    .option('--budget <n>', text('diff.budget', lang), steps)
    .addOption(new Option('--fail-on <bump>', text('diff.fail-on', lang)).choices(['major', 'minor', 'patch', 'none']))
    .action(async (previous: string | undefined, next: string | undefined, { latest = false, ...options }: Options) => {
      const asked = askedSides(latest, previous, next, text('diff.next.name', lang));
      const { runDiff } = await import('../src/diff/verb.node.ts');
      end(await runDiff(asked, { ...options, lang }));
    });
};

/** Two sides, or `--latest` alone. */
function askedSides(latest: boolean, previous: string | undefined, next: string | undefined, missing: string): Asked {
  if (latest && previous !== undefined) throw new CommanderError(2, 'commander.excessArguments', '');
  if (latest) return 'latest';
  if (previous !== undefined && next !== undefined) return { previous, next };
  throw new CommanderError(2, 'commander.missingArgument', `'${missing}'`);
}
