import { Option } from 'commander';
import type { Verb } from '../src/cli/program.ts';
import { text } from '../src/messages/command-line.ts';
import type { ExplainOptions } from '../src/explain/verb.node.ts';

/** `decp explain [CODE]`: why a code exists and how to mend what it finds. */
export const explainVerb: Verb = (program, lang, end) => {
  program
    .command('explain')
    .description(text('explain', lang))
    .argument('[code]', text('explain.code', lang))
    .option('--list', text('explain.list', lang))
    .addOption(new Option('--format <form>', text('explain.format', lang)).choices(['text', 'json']).default('text'))
    .action(async (code: string | undefined, options: Omit<ExplainOptions, 'lang'>) => {
      const { runExplain } = await import('../src/explain/verb.node.ts');
      end(await runExplain(code, { ...options, lang }));
    });
};
