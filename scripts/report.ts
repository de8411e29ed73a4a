import type { Verb } from '../src/cli/program.ts';
import { text } from '../src/messages/command-line.ts';
import type { ReportOptions } from '../src/governance/pull-request/verb.node.ts';

/** `decp report --base REF`: what a proposal changes, on one page for its pull request. */
export const reportVerb: Verb = (program, lang, end) => {
  program
    .command('report')
    .description(text('report', lang))
    .requiredOption('--base <ref>', text('report.base', lang))
    .option('--output <file>', text('validate.output', lang))
    .action(async (options: Omit<ReportOptions, 'lang'>) => {
      const { runReport } = await import('../src/governance/pull-request/verb.node.ts');
      end(await runReport({ ...options, lang }));
    });
};
