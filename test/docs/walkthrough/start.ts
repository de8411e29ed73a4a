/** `npm start` without the steps that no walkthrough looks at, and that take half of its time. It ends before the file of the demonstration. */
import { runBuild } from '../../../src/node/build/command.ts';

const LONG = ['recognisers (WebAssembly)', 'forms'];

process.exitCode = await runBuild('fr', ({ name }) => !LONG.includes(name.en));
