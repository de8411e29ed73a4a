/** The entry point of the npm scripts for maintainers. Compiles the messages first, because the commands import them. */
import { compileMessages } from '../src/governance/messages/compile.node.ts';

await compileMessages();
const [{ runCall }, { NPM_RUN }] = await Promise.all([
  import('../src/cli/main.node.ts'),
  import('../src/cli/maintenance.node.ts'),
]);
process.exitCode = await runCall(NPM_RUN, process.argv.slice(2));
