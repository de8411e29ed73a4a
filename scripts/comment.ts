/** `npm run comment`, in the workflow that follows a report: posts its page as one comment on the pull request. */
import { Command } from 'commander';
import { door } from '../src/node/cli/door.ts';
import { inLanguage, langOf } from '../src/node/cli/program.ts';
import { text } from '../src/node/cli/texts.ts';

const NAME = 'npm run comment --';
const lang = langOf(process.argv);

process.exitCode = await door(
  lang,
  async () => {
    inLanguage(new Command(NAME), text('help', lang), lang).description(text('comment', lang)).parse(process.argv);
    const { runComment } = await import('../src/node/comment.ts');
    return runComment(process.env, lang);
  },
  NAME,
);
