import { spawn } from 'node:child_process';
import { copyFileSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import type { Run } from '../../cli/in-process.ts';

export type Outcome = { code: number | null; printed: string };

/** Answers for a script of the project and its arguments, where no process is to be started for it. */
export type Answering = (script: string, ...args: string[]) => Promise<Run>;

/** Runs one line of the guide in a clone. No shell reads it: what a reader types must be plain on every system. */
export async function call(line: string, folder: string, answering?: Answering): Promise<Outcome> {
  const [program = '', ...args] = wordsOf(line);
  const [from = '', to = ''] = args.map((arg) => join(folder, arg));
  if (program === 'cp' || program === 'mv') {
    (program === 'cp' ? copyFileSync : renameSync)(from, to);
    return { code: 0, printed: '' };
  }
  if (program === 'git') return run('git', args, folder);
  // What `npm run format` does first.
  if (line === 'npm run format') await run(process.execPath, ['node_modules/oxfmt/bin/oxfmt', 'propositions', 'schema'], folder);
  const { options, script, rest } = scriptOf(program, args, folder);
  if (!answering) return run(process.execPath, [...options, script, ...rest], folder);
  const { code, out, err } = await answering(script, ...rest);
  return { code, printed: out + err };
}

/** The words of a line, those in quotation marks as one. */
export const wordsOf = (line: string): string[] =>
  [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, word]) => quoted ?? word ?? '');

/** What npx and npm run, which take half a second each to find it: a script, with the options of Node before it and its arguments after it. */
function scriptOf(
  program: string,
  args: readonly string[],
  folder: string,
): { options: readonly string[]; script: string; rest: readonly string[] } {
  const [first = '', ...others] = args;
  if (program === 'npx' && first === 'decp') return { options: [], script: 'dist/bin/decp.js', rest: others };
  if (program !== 'npm') throw new Error(`the guide types “${program}”, which no test knows how to run`);
  const [name = '', ...more] = first === 'run' ? others : args;
  const { scripts } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { scripts: Record<string, string> };
  const [, options = '', words] = /^(?:oxfmt && )?(?:node (.*)--import )?tsx (.*)$/.exec(scripts[name] ?? '') ?? [];
  if (words === undefined) throw new Error(`npm run ${name} is not a script of tsx`);
  const [script = '', ...own] = words.split(' ');
  return {
    options: [...options.split(' ').filter(Boolean), '--import', 'tsx'],
    script,
    rest: [...own, ...more.filter((arg) => arg !== '--')],
  };
}

function run(program: string, args: readonly string[], cwd: string): Promise<Outcome> {
  const child = spawn(program, args, { cwd, env: { ...process.env, NO_COLOR: '1' } });
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => (printed += text));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      resolve({ code, printed });
    });
  });
}
