/** `npm run new-rule -- <id>`: writes the scaffold of a business rule of `next` and its two examples. */
import { door } from '../src/node/cli/door.ts';
import { langOf } from '../src/node/cli/program.ts';
import { runNewRule } from '../src/node/new-rule.ts';

const argv = process.argv.slice(2);
const lang = langOf(argv);

process.exitCode = await door(lang, () => runNewRule(argv, lang));
