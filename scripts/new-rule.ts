/** `npm run new-rule -- <id>`: writes the scaffold of a business rule of `next` and its two examples. */
import { door } from '../src/cli/door.ts';
import { langOf } from '../src/cli/program.ts';
import { runNewRule } from '../src/governance/new-rule/verb.node.ts';

const argv = process.argv.slice(2);
const lang = langOf(argv);

process.exitCode = await door(lang, () => runNewRule(argv, lang));
