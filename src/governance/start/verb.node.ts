import type { Lang } from '../../../packages/base/src/language.ts';
import { EXIT, type ExitCode } from '../../host/exit.ts';
import { COMMAND_LINE } from '../../messages/compiled/command-line.ts';
import { FAMILIES } from '../../model/rules.ts';
import { runValidate } from '../../validate/verb.node.ts';
import { runBuild } from '../build/command.node.ts';
import { OF_START } from '../build/steps.node.ts';

const DEMO = 'examples/demo/marches-de-kervadec.json';

/** `npm start`: checks and builds `next`, then validates an invented demonstration file and prints what to do next. */
export async function runStart({ lang }: { lang: Lang }): Promise<ExitCode> {
  const say = COMMAND_LINE[lang];
  const code = await runBuild({ lang }, OF_START);
  if (code !== EXIT.conforming) return code;
  console.log(`\n${say['start.demo']({ file: DEMO })}\n`);
  await runValidate({ files: [DEMO], lang, format: 'text', maxFindings: 3, rules: { families: FAMILIES, without: [] } });
  console.log(`\n${say['start.next']()}`);
  return code;
}
