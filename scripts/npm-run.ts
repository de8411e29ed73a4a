/** What the scripts of package.json call: the commands of maintainers. */
import { runCall } from '../src/cli/main.node.ts';
import { NPM_RUN } from '../src/cli/maintenance.node.ts';

process.exitCode = await runCall(NPM_RUN, process.argv.slice(2));
