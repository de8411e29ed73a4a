import { execFileSync, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readTree } from '../../src/host/tree.node.ts';
import { CODE_FOLDERS } from './architecture.ts';
import { type Affected, affectedIn } from './affected.ts';
import { ROOT } from './engine.ts';

const USAGE = `npm test takes no argument but --changed [REF]: what can break by your changes since REF (main if none is given), committed or not.
To run some files: npx vitest run test/…, and -u after them to rewrite their golden files.`;

/** Checks that see code alone are not run where none changed. */
const DATA_CHECKS = ['prepare', 'lint:format'];

/**
 * Runs the checks, then the tests of the tier `fast`, and reports what was skipped. Returns the exit code: 2 for invalid
 * arguments.
 */
export async function runTests(args: readonly string[]): Promise<number> {
  const [option, ref = 'main', ...more] = args;
  if (option === '--help') {
    console.log(USAGE);
    return 0;
  }
  if ((option !== undefined && option !== '--changed') || more.length > 0 || ref.startsWith('-')) {
    console.error(USAGE);
    return 2;
  }
  const sources = await readSources();
  const changed = option === undefined ? undefined : changedSince(ref);
  if (typeof changed === 'string') {
    console.error(changed);
    return 2;
  }
  if (changed?.length === 0) {
    console.log(`Nothing has changed since ${ref}: nothing to run.`);
    return 0;
  }
  const affected = changed === undefined ? 'all' : affectedIn(sources)(changed);
  const hasCode = changed === undefined || affected === 'all' || changed.some((path) => /\.(tsx?|c?js|mjs)$/.test(path));
  const checks = await run('npm', ['run', '--silent', 'checks', ...(hasCode ? [] : ['--', ...DATA_CHECKS])]);
  if (checks !== 0) return 1;
  const fast = affected === 'all' ? [] : affected.filter((path) => !isSlow(path));
  if (affected !== 'all')
    console.log(
      `\n${count(changed?.length ?? 0, 'file')} changed since ${ref}: ${count(fast.length, 'quick file')} of tests to run.`,
    );
  const nothing = affected !== 'all' && fast.length === 0;
  const vitest = ['node_modules/vitest/vitest.mjs', 'run', '--project', 'fast', '--project', 'fast-apart', ...fast];
  const tests = nothing ? 0 : await run(process.execPath, vitest);
  console.log(notRun(affected, [...sources.keys()]));
  return tests === 0 ? 0 : 1;
}

const isSlow = (path: string): boolean => path.includes('.slow.test.');

/** Every TypeScript file of packages, src, test, scripts and the makers of the site, by path. */
export async function readSources(): Promise<Map<string, string>> {
  const sources = new Map<string, string>();
  for (const folder of [...CODE_FOLDERS, 'test'])
    for (const [path, text] of await readTree(join(ROOT, folder), (name) => name.endsWith('.ts')))
      sources.set(`${folder}/${path}`, text);
  return sources;
}

/** Paths that differ from where this branch left `ref`, committed or not; a sentence where git cannot say. */
function changedSince(ref: string): string[] | string {
  const git = (...args: string[]): string[] =>
    execFileSync('git', args, { cwd: ROOT, encoding: 'utf8', maxBuffer: 1 << 26, stdio: 'pipe' })
      .split('\0')
      .filter(Boolean);
  try {
    const [fork = ref] = git('merge-base', ref, 'HEAD').map((name) => name.trim());
    return [
      ...git('diff', '-z', '--name-only', '--no-renames', fork),
      ...git('ls-files', '-z', '--others', '--exclude-standard'),
    ];
  } catch {
    return existsSync(join(ROOT, '.git'))
      ? `${ref} is no commit that leads here. Name another one: npm test -- --changed origin/main`
      : 'This folder is no clone: git cannot say what changed. Run npm test.';
  }
}

const count = (n: number, noun: string): string => `${n} ${noun}${n === 1 ? '' : 's'}`;

/** Runs a command with its output on the terminal. Returns its exit code. `npm` is a script on Windows, so it needs a shell. */
function run(command: string, args: readonly string[]): Promise<number> {
  const child = spawn(command, args, { cwd: ROOT, stdio: 'inherit', shell: command === 'npm' && process.platform === 'win32' });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve(code ?? 1));
  });
}

function notRun(affected: Affected, paths: readonly string[]): string {
  const slow = (affected === 'all' ? paths : affected).filter(isSlow);
  const laws = (affected === 'all' ? paths : affected).filter((path) => path.includes('.law.test.'));
  const left = `Not run: ${count(slow.length, 'slow file')} of tests (programs started, databases, package, release, browser, site, fidelity, planted faults) and nine tenths of the cases of ${count(laws.length, 'law')}.`;
  if (affected === 'all') return `\n${left}\nnpm run test:all runs them, as every pull request does.`;
  return `\nRun: ${count(affected.length - slow.length, 'quick file')} of tests, which your changes can break. ${left}\nnpm test runs all quick tests, npm run test:all what it leaves out, as every pull request does.`;
}
