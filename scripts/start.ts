/** `npm start`: the main job. Checks and builds `next`, then validates a bundled, invented file and says what to do next. */
import { runBuild } from '../src/governance/build/command.node.ts';
import { door } from '../src/cli/door.ts';
import { langOf } from '../src/cli/program.ts';
import { text } from '../src/messages/command-line.ts';
import { EXIT } from '../src/host/exit.ts';
import { allRules } from '../src/validate/load-rules.node.ts';
import { runValidate } from '../src/validate/verb.node.ts';

const DEMO = 'examples/demo/marches-de-kervadec.json';

const [option, value, ...more] = process.argv.slice(2).flatMap((arg) => arg.split('='));
const isWrong = option !== undefined && (option !== '--lang' || (value !== 'fr' && value !== 'en') || more.length > 0);
if (isWrong) {
  console.error('npm start -- --lang fr | en');
  process.exit(2);
}

const lang = langOf(process.argv);

process.exitCode = await door(lang, async () => {
  const code = await runBuild(lang);
  if (code !== EXIT.conforming) return code;
  console.log(`\n${text('start.demo', lang, DEMO)}\n`);
  await runValidate([DEMO], { lang, format: 'text', maxFindings: 3, rules: allRules() });
  console.log(`\n${text('start.next', lang)}`);
  return code;
});
