import { Option } from 'commander';
import { FAMILIES } from '../src/model/rules.ts';
import { ALL_RULES, askedRules, type AskedRules, day, threads, wholeNumber } from '../src/cli/arguments.ts';
import type { Verb } from '../src/cli/program.ts';
import { text } from '../src/messages/command-line.ts';
import type { ValidateOptions } from '../src/validate/verb.node.ts';

/** `decp validate FILE…`: the main job. */
export const validateVerb: Verb = (program, lang, end) => {
  program
    .command('validate')
    .description(text('validate', lang))
    .argument(`<${text('help.file', lang)}...>`, text('validate.files', lang))
    .option('--schema <version>', text('validate.schema', lang))
    .addOption(
      new Option('--format <form>', text('validate.format', lang)).choices(['text', 'json', 'ndjson', 'csv']).default('text'),
    )
    .addOption(
      new Option('--rules <families>', text('validate.rules', lang)).argParser(askedRules).default(ALL_RULES, FAMILIES.join(',')),
    )
    .option('--date <day>', text('validate.date', lang), day)
    .option('--output <file>', text('validate.output', lang))
    .option('--max-findings <n>', text('validate.max', lang), wholeNumber)
    .option('--threads <n>', text('validate.threads', lang), threads)
    .action(async (files: string[], { rules, date, ...options }: Asked) => {
      const { runValidate } = await import('../src/validate/verb.node.ts');
      const { allRules } = await import('../src/validate/load-rules.node.ts');
      const chosen = rules.families.length === 0 ? undefined : { ...allRules(date), ...rules };
      end(await runValidate(files, { ...options, lang, rules: chosen }));
    });
};

type Asked = Omit<ValidateOptions, 'lang' | 'rules'> & { rules: AskedRules; date?: string };
