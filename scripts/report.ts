import type { Verb } from '../src/node/cli/program.ts';
import { text } from '../src/node/cli/texts.ts';
import type { ReportOptions } from '../src/node/report.ts';

/** `decp report --base REF`: what a proposal changes, on one page for its pull request. */
export const reportVerb: Verb = (program, lang, end) => {
  program
    .command('report')
    .description(text('report', lang))
    .requiredOption('--base <ref>', text('report.base', lang))
    .option('--output <file>', text('validate.output', lang))
    .action(async (options: Omit<ReportOptions, 'lang'>) => {
      const { runReport } = await import('../src/node/report.ts');
      end(await runReport({ ...options, lang }));
    });
};
