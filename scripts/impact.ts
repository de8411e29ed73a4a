import { Option } from 'commander';
import { day } from '../src/node/cli/arguments.ts';
import type { Verb } from '../src/node/cli/program.ts';
import { text } from '../src/node/cli/texts.ts';
import type { ImpactOptions } from '../src/node/impact.ts';

/** `decp impact FILE…`: what the rules, the schema and the fields meet in real files, counted. */
export const impactVerb: Verb = (program, lang) => {
  program
    .command('impact')
    .description(text('impact', lang))
    .argument(`<${text('help.file', lang)}...>`, text('validate.files', lang))
    .option('--schema <version>', text('impact.schema', lang))
    .option('--date <day>', text('validate.date', lang), day)
    .addOption(new Option('--format <form>', text('impact.format', lang)).choices(['text', 'json']).default('text'))
    .option('--output <file>', text('impact.output', lang))
    .action(async (files: string[], options: Omit<ImpactOptions, 'lang'>) => {
      const { runImpact } = await import('../src/node/impact.ts');
      process.exitCode = await runImpact(files, { ...options, lang });
    });
};
