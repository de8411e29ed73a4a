import { readdirSync } from 'node:fs';
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
    return SKIPPED.has(entry.name) ? [] : filesUnder(`${path}/`);
  });
}

function verbs(): Map<string, string[]> {
  const help = decp(['--help']).out;
  const names = [...help.matchAll(/^ {2}([a-z][a-z-]+)(?: |$)/gm)].map(([, name = '']) => name);
  return new Map([['', optionsIn(help)], ...names.map((name) => [name, optionsIn(decp([name, '--help']).out)] as const)]);
}

const optionsIn = (help: string): string[] => [...help.matchAll(/^ {2}(?:-\w, )?(--[a-z-]+)/gm)].map(([, name = '']) => name);
