import { execFile } from 'node:child_process';
import { InputError } from '../../finding.ts';

const LARGEST_ANSWER = 64 << 20;

/** What npm answers, run in `folder` without network and without scripts. Throws an InputError where it is not there, or fails. */
export function npm(args: readonly string[], folder: string): Promise<string> {
  const options = ['--offline', '--ignore-scripts', '--no-audit', '--no-fund', '--no-update-notifier', '--loglevel=error'];
  // On Windows npm is a script, which only a shell runs; no argument of ours means anything to one.
  const shell = process.platform === 'win32';
  return new Promise((resolve, reject) => {
    execFile('npm', [...args, ...options], { cwd: folder, shell, maxBuffer: LARGEST_ANSWER }, (error, stdout, stderr) => {
      if (error) reject(new InputError('input.no-npm', { command: `npm ${args[0] ?? ''}`, said: firstLine(stderr) }));
      else resolve(stdout);
    });
  });
}

const firstLine = (text: string): string => text.split('\n').find((line) => line.trim() !== '') ?? '';
