/** Second half of `npm run format`, after oxfmt: the codelists of `next`. With `--check`, of `npm run lint:format`. */
import { door } from '../src/cli/door.ts';
import { langOf } from '../src/cli/program.ts';
import { formatCodelists } from '../src/governance/checks/codelist-forms.node.ts';

const lang = langOf(process.argv);

process.exitCode = await door(lang, () => formatCodelists(lang, process.argv.includes('--check')));
