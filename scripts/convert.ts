import { Option } from 'commander';
import type { Verb } from '../src/cli/program.ts';
import { text } from '../src/messages/command-line.ts';
import type { ConvertOptions } from '../src/convert/verb.node.ts';

/** `decp convert IN OUT`: the same data in another form. */
export const convertVerb: Verb = (program, lang, end) => {
  program
    .command('convert')
    .description(text('convert', lang))
    .argument(`<${text('convert.input.name', lang)}>`, text('convert.input', lang))
    .argument(`<${text('convert.output.name', lang)}>`, text('convert.output', lang))
    .option('--schema <version>', text('validate.schema', lang))
    .addOption(new Option('--to <form>', text('convert.to', lang)).choices(['json', 'xml', 'csv', 'xlsx', 'package']))
    .option('--lossy', text('convert.lossy', lang))
    .addOption(new Option('--format <form>', text('convert.format', lang)).choices(['text', 'json']).default('text'))
    .action(async (input: string, output: string, options: Omit<ConvertOptions, 'lang'>) => {
      const { runConvert } = await import('../src/convert/verb.node.ts');
      end(await runConvert(input, output, { ...options, lang }));
    });
};
