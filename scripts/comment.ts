/** `npm run comment`, in the workflow that follows a report: posts its page as one comment on the pull request. */
import { Command } from 'commander';
import { door } from '../src/cli/door.ts';
import { inLanguage, langOf } from '../src/cli/program.ts';
import { text } from '../src/messages/command-line.ts';

const NAME = 'npm run comment --';
const lang = langOf(process.argv);

process.exitCode = await door(
  lang,
  async () => {
    inLanguage(new Command(NAME), text('help', lang), lang).description(text('comment', lang)).parse(process.argv);
    const { runComment } = await import('../src/governance/pull-request/comment-verb.node.ts');
    return runComment(process.env, lang);
  },
  NAME,
);
