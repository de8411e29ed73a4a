/** `npm run links`: checks that the links between the Markdown pages of the repository lead somewhere. Nothing is downloaded. */
import { Command } from 'commander';
import { door } from '../src/cli/door.ts';
import { inLanguage, langOf } from '../src/cli/program.ts';
import { text } from '../src/messages/command-line.ts';

const NAME = 'npm run links --';
const lang = langOf(process.argv);

process.exitCode = await door(
  lang,
  async () => {
    inLanguage(new Command(NAME), text('help', lang), lang).description(text('links', lang)).parse(process.argv);
    const { runLinks } = await import('../src/governance/links/verb.node.ts');
    return runLinks(lang);
  },
  NAME,
);
