import type { Verb } from '../src/cli/program.ts';
import { text } from '../src/messages/command-line.ts';
import type { GenerateOptions } from '../src/generate/verb.node.ts';

const collect = (value: string, before: string[] = []): string[] => [...before, ...value.split(',')];

/** `decp generate`: every form of a version, or those asked for. */
export const generateVerb: Verb = (program, lang, end) => {
  program
    .command('generate')
    .description(text('generate', lang))
    .option('--target <name>', text('generate.target', lang), collect)
    .option('--schema <version>', text('generate.schema', lang))
    .option('--out <folder>', text('generate.out', lang), 'formes')
    .option('--list', text('generate.list', lang))
    .action(async (options: Omit<GenerateOptions, 'lang'>) => {
      const { runGenerate } = await import('../src/generate/verb.node.ts');
      end(await runGenerate({ ...options, lang }));
    });
};
