/** `npm run links`: checks that the links between the Markdown pages of the repository lead somewhere. Nothing is downloaded. */
import { Command } from 'commander';
import { door } from '../src/node/cli/door.ts';
import { inLanguage, langOf } from '../src/node/cli/program.ts';
import { text } from '../src/node/cli/texts.ts';

const NAME = 'npm run links --';
const lang = langOf(process.argv);

process.exitCode = await door(
  lang,
  async () => {
    inLanguage(new Command(NAME), text('help', lang), lang).description(text('links', lang)).parse(process.argv);
    const { runLinks } = await import('../src/node/links.ts');
    return runLinks(lang);
  },
  NAME,
);
