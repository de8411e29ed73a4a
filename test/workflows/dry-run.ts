import { spawnSync } from 'node:child_process';
import { ROOT } from '../support/engine.ts';
import { scriptOf } from './read.ts';

/** How a script is run dry where `--help` is not enough: `npm test` runs others one after the other. */
const DRY: Readonly<Record<string, string>> = {
  test: 'npm run checks -- --dry-run',
  'test:all': 'npm run test:all -- --help',
  'test:night': 'npm run test:night -- --help',
};

/** Runs a line of a workflow so that it does nothing but show that it is there. By the shell, since npm is a script on Windows. */
export function dryRun(command: string): { code: number | null; out: string; err: string } {
  const [script = ''] = [scriptOf(command)];
  const verb = /^npm run (?:decp|bench) -- ([a-z]+)/.exec(command)?.[1];
  const line = DRY[script] ?? `npm run ${script} -- ${verb === undefined ? '' : `${verb} `}--help`;
  const { status, stdout, stderr } = spawnSync(line, { cwd: ROOT, shell: true, encoding: 'utf8' });
  return { code: status, out: stdout.replace(/^> .*$/gm, ''), err: stderr };
}
