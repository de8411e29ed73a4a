import { spawnSync } from 'node:child_process';
import { runCall } from '../../src/cli/main.node.ts';
import { NPM_RUN } from '../../src/cli/maintenance.node.ts';
import { DECP } from '../../src/cli/verbs.node.ts';
import { inThisProcess, type Run } from '../cli/run.ts';
import { readJsonFile, ROOT } from '../support/engine.ts';
import { scriptOf } from './read.ts';

const { scripts } = readJsonFile('package.json') as { scripts: Record<string, string> };

const PROGRAMS: Readonly<Record<string, typeof DECP>> = { 'npm-run': NPM_RUN, decp: DECP };

const known = new Map<string, Promise<Run>>();

/** Runs a line of a workflow so that it does nothing but show that it is there. */
export function dryRun(command: string): Promise<Run> {
  const name = scriptOf(command) ?? '';
  // The bench shows the options of all its verbs whichever is asked: it is started once.
  const verb = name === 'bench' ? 'speed' : /^npm run decp -- ([a-z]+)/.exec(command)?.[1];
  const args = [...(verb === undefined ? [] : [verb]), '--help'];
  const line = `npm run ${name} -- ${args.join(' ')}`;
  const run = known.get(line) ?? ran(line, name, args);
  known.set(line, run);
  return run;
}

/** A script that is a call of one of our programs runs in this process, but for one, of which npm is asked. */
async function ran(line: string, script: string, args: string[]): Promise<Run> {
  const [, program = '', given = ''] =
    /^(?:node .*--import )?tsx scripts\/(npm-run|decp)\.ts ?(.*)$/.exec(scripts[script] ?? '') ?? [];
  const called = PROGRAMS[program];
  if (called && script !== 'gate') return inThisProcess(() => runCall(called, [...given.split(' ').filter(Boolean), ...args]));
  // By the shell, since npm is a script on Windows.
  const { status, stdout, stderr } = spawnSync(line, { cwd: ROOT, shell: true, encoding: 'utf8' });
  return { code: status, out: stdout.replace(/^> .*$/gm, ''), err: stderr };
}
