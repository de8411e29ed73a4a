import { Option, type Command } from 'commander';
import { day } from '../src/cli/arguments.ts';
import { type End, inLanguage, type Verb } from '../src/cli/program.ts';
import { text } from '../src/messages/command-line.ts';
import type { Lang } from '../packages/base/src/language.ts';
import type { PlanOptions } from '../src/governance/release/plan-command.node.ts';
import type { PrepareOptions } from '../src/governance/release/prepare-command.node.ts';
import { artefacts, verify } from './release-artefacts.ts';

/** Each step of a release, in its own function. */
type Step = (release: Command, lang: Lang, end: End) => void;

const plan: Step = (release, lang, end) => {
  release
    .command('plan')
    .description(text('release.plan', lang))
    .addOption(new Option('--format <form>', text('diff.format', lang)).choices(['text', 'json']).default('text'))
    .option('--output <file>', text('validate.output', lang))
    .action(async (options: Omit<PlanOptions, 'lang'>) => {
      const { runReleasePlan } = await import('../src/governance/release/plan-command.node.ts');
      end(await runReleasePlan({ ...options, lang }));
    });
};

const prepare: Step = (release, lang, end) => {
  release
    .command('prepare')
    .description(text('release.prepare', lang))
    .argument('<version>', text('release.version', lang))
    .option('--date <day>', text('release.date', lang), day)
    .action(async (version: string, options: Omit<PrepareOptions, 'lang'>) => {
      const { runReleasePrepare } = await import('../src/governance/release/prepare-command.node.ts');
      end(await runReleasePrepare(version, { ...options, lang }));
    });
};

const STEPS: readonly Step[] = [plan, prepare, artefacts, verify];

/** `decp release`: the steps of a release of the format. */
export const releaseVerb: Verb = (program, lang, end) => {
  const release = program.command('release').description(text('release', lang)).helpCommand(false);
  for (const step of STEPS) step(release, lang, end);
  for (const sub of release.commands) inLanguage(sub, text('help', lang), lang);
};
