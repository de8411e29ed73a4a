import { readdirSync } from 'node:fs';
import { SITE_MADE } from '../../src/node/site/made.ts';
import { decp } from '../cli/run.ts';
import { readJsonFile, ROOT } from '../support/engine.ts';
import type { Facts } from './faults.ts';

const SKIPPED = new Set(['node_modules', '.git', '.cache', 'coverage', 'data']);

/** What is true of the project as it stands: its files, its scripts, and what the program says of itself. */
export function projectFacts(): Facts {
  const { scripts } = readJsonFile('package.json') as { scripts: Record<string, string> };
  return { files: filesUnder(''), scripts: Object.keys(scripts), verbs: verbs() };
}

function filesUnder(folder: string): string[] {
  return readdirSync(`${ROOT}${folder}`, { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}${entry.name}`;
    if (!entry.isDirectory()) return [path];
    return SKIPPED.has(entry.name) || SITE_MADE.includes(path) ? [] : filesUnder(`${path}/`);
  });
}

function verbs(): Map<string, string[]> {
  const help = decp(['--help']).out;
  return new Map([['', optionsIn(help)], ...commandsIn(help).map((name) => [name, optionsOf(name)] as const)]);
}

/** The options of a verb, and those of its steps where it has some (`decp release verify`). */
function optionsOf(verb: string): string[] {
  const help = decp([verb, '--help']).out;
  const steps = commandsIn(help).map((step) => decp([verb, step, '--help']).out);
  return [help, ...steps].flatMap(optionsIn);
}

/** The commands that a help lists, under the last of its headings. */
const commandsIn = (help: string): string[] =>
  [...(help.split('\nCommandes :\n')[1] ?? '').matchAll(/^ {2}([a-z][a-z-]+)(?: |$)/gm)].map(([, name = '']) => name);

const optionsIn = (help: string): string[] => [...help.matchAll(/^ {2}(?:-\w, )?(--[a-z-]+)/gm)].map(([, name = '']) => name);
