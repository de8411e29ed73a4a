/** `npm run gate -- --base REF`: says whether what the working tree changes since it left REF may be merged, and if not why, one sentence a refusal. */
import { Command, Option } from 'commander';
import { door } from '../src/cli/door.ts';
import { inLanguage, langOf } from '../src/cli/program.ts';
import { text } from '../src/messages/command-line.ts';
import type { GateOptions } from '../src/governance/gate/verb.node.ts';

const NAME = 'npm run gate --';
const lang = langOf(process.argv);

process.exitCode = await door(
  lang,
  async () => {
    const options = inLanguage(new Command(NAME), text('help', lang), lang)
      .description(text('gate', lang))
      .requiredOption('--base <ref>', text('report.base', lang))
      .addOption(new Option('--format <form>', text('gate.format', lang)).choices(['text', 'github', 'json']).default('text'))
      .option('--description <file>', text('gate.description', lang))
      .parse(process.argv)
      .opts<Omit<GateOptions, 'lang'>>();
    const { runGate } = await import('../src/governance/gate/verb.node.ts');
    return runGate({ ...options, lang });
  },
  NAME,
);
