import { readdirSync } from 'node:fs';
import { SITE_MADE } from '../../src/host/site-made.ts';
import { HELP, LANG, type Option } from '../../src/cli/verb.ts';
import { NPM_RUN } from '../../src/cli/maintenance.node.ts';
import { decp } from '../cli/run.ts';
import { readJsonFile, ROOT } from '../support/engine.ts';
import type { Facts } from './faults.ts';

const SKIPPED = new Set(['node_modules', '.git', '.cache', 'coverage', 'data']);

/** What is true of the project as it stands: its files, its scripts, and what the program says of itself. */
export async function projectFacts(): Promise<Facts> {
  const { scripts } = readJsonFile('package.json') as { scripts: Record<string, string> };
  return { files: filesUnder(''), scripts: Object.keys(scripts), verbs: await verbs(), npmRun: npmRun() };
}

function filesUnder(folder: string): string[] {
  return readdirSync(`${ROOT}${folder}`, { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}${entry.name}`;
    if (!entry.isDirectory()) return [path];
    return SKIPPED.has(entry.name) || SITE_MADE.includes(path) ? [] : filesUnder(`${path}/`);
  });
}

async function verbs(): Promise<Map<string, string[]>> {
  const help = await helpOf();
  const found = new Map([['', optionsIn(help)]]);
  for (const name of commandsIn(help)) found.set(name, await optionsOf(name));
  return found;
}

/** The scripts that are commands of ours, with the options of each and of its steps. */
const npmRun = (): Map<string, string[]> =>
  new Map(NPM_RUN.verbs.map((verb) => [verb.name, [...flagsOf(verb), ...flagsIn([LANG, HELP])]]));

const flagsOf = (verb: (typeof NPM_RUN.verbs)[number]): string[] =>
  'verbs' in verb ? verb.verbs.flatMap(flagsOf) : flagsIn(Object.values(verb.options ?? {}));

const flagsIn = (options: readonly Option[]): string[] => options.flatMap(({ flag }) => /--[a-z-]+/.exec(flag) ?? []);

/** The options of a verb, and those of its steps where it has some (`decp release verify`). */
async function optionsOf(verb: string): Promise<string[]> {
  const help = await helpOf(verb);
  const steps = await Promise.all(commandsIn(help).map((step) => helpOf(verb, step)));
  return [help, ...steps].flatMap(optionsIn);
}

const helpOf = async (...command: string[]): Promise<string> => (await decp([...command, '--help'])).out;

/** The commands that a help lists, under the last of its headings. */
const commandsIn = (help: string): string[] =>
  [...(help.split('\nCommandes :\n')[1] ?? '').matchAll(/^ {2}([a-z][a-z-]+)(?: |$)/gm)].map(([, name = '']) => name);

const optionsIn = (help: string): string[] => [...help.matchAll(/^ {2}(?:-\w, )?(--[a-z-]+)/gm)].map(([, name = '']) => name);
