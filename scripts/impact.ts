import { CommanderError, Option } from 'commander';
import { day } from '../src/cli/arguments.ts';
import type { Verb } from '../src/cli/program.ts';
import { text } from '../src/messages/command-line.ts';
import type { ImpactOptions } from '../src/governance/impact/verb.node.ts';
import type { ImpactVersionsOptions } from '../src/governance/impact/verdicts/verb.node.ts';

/** `decp impact FILE…`: what the rules, the schema and the fields meet in real files, counted; with `--from` and `--to`, who changes verdict. */
export const impactVerb: Verb = (program, lang, end) => {
  program
    .command('impact')
    .description(text('impact', lang))
    .argument(`<${text('help.file', lang)}...>`, text('validate.files', lang))
    .option('--schema <version>', text('impact.schema', lang))
    .option('--from <version>', text('impact.from', lang))
    .option('--to <version>', text('impact.to', lang))
    .option('--date <day>', text('validate.date', lang), day)
    .addOption(new Option('--format <form>', text('impact.format', lang)).choices(['text', 'json']).default('text'))
    .option('--output <file>', text('impact.output', lang))
    .action(async (files: string[], { from, to, ...options }: Asked) => {
      if (from === undefined && to === undefined) {
        const { runImpact } = await import('../src/governance/impact/verb.node.ts');
        end(await runImpact(files, { ...options, lang }));
        return;
      }
      if (from === undefined || to === undefined || options.schema !== undefined || options.date !== undefined)
        throw new CommanderError(2, 'decp.from-and-to', text('error.from-and-to', lang));
      const { runImpactVersions } = await import('../src/governance/impact/verdicts/verb.node.ts');
      end(await runImpactVersions(files, { ...options, from, to, lang }));
    });
};

type Asked = Omit<ImpactOptions, 'lang'> & Partial<Pick<ImpactVersionsOptions, 'from' | 'to'>>;
