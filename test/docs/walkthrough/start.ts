/**
 * `npm start` without the steps that take most of its time, unless the guide shows their line. It ends before the file of the demonstration.
 * `npm run test:night` runs the whole of it.
 */
import { runBuild } from '../../../src/governance/build/command.node.ts';
import type { Step } from '../../../src/governance/build/steps.node.ts';

const lang = process.argv.at(-1) === 'en' ? 'en' : 'fr';

const LONG = ['recognisers', 'forms', 'score'];
const isShown = ({ id, name }: Step): boolean => !LONG.includes(id) || (process.env['SHOWN'] ?? '').includes(name[lang]);

process.exitCode = await runBuild({ lang }, isShown);
