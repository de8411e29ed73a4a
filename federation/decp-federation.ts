/** The entry point of `decp-federation` and of `npm run federation`. Compiles the messages first, because the commands import them. */
import { EXIT } from '../src/host/exit.ts';
import { compileMessages } from '../src/governance/messages/compile.node.ts';

// Node exits with 0 when nothing is left to wait for: a run that did not finish must not count as done.
process.once('exit', () => (process.exitCode ??= EXIT.bug));

await compileMessages();
const [{ runCall }, { FEDERATION }] = await Promise.all([import('../src/cli/main.node.ts'), import('./src/cli/verbs.node.ts')]);
process.exitCode = await runCall(FEDERATION, process.argv.slice(2));
