import { InvalidArgumentError, Option } from 'commander';
import type { Verb } from '../src/node/cli/program.ts';
import { text } from '../src/node/cli/texts.ts';
import type { ValidateOptions } from '../src/node/validate.ts';

/** `decp validate FILE…`: the main job. */
export const validateVerb: Verb = (program, lang) => {
  program
    .command('validate')
    .description(text('validate', lang))
    .argument(`<${text('help.file', lang)}...>`, text('validate.files', lang))
    .option('--schema <version>', text('validate.schema', lang))
    .addOption(
      new Option('--format <form>', text('validate.format', lang)).choices(['text', 'json', 'ndjson', 'csv']).default('text'),
    )
    .option('--output <file>', text('validate.output', lang))
    .option('--max-findings <n>', text('validate.max', lang), wholeNumber)
    .action(async (files: string[], options: Omit<ValidateOptions, 'lang'>) => {
      const { runValidate } = await import('../src/node/validate.ts');
      process.exitCode = await runValidate(files, { ...options, lang });
    });
};

function wholeNumber(value: string): number {
  if (!/^\d+$/.test(value)) throw new InvalidArgumentError('');
  return Number(value);
}
