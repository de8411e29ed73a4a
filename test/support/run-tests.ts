import { execFileSync, spawn } from 'node:child_process';
import { join } from 'node:path';
import { readTree } from '../../src/node/build/sources.ts';
import { type Affected, affectedBy } from './affected.ts';
import { ROOT } from './engine.ts';

const USAGE = `npm test takes no argument but --changed [REF]: what has changed since REF (main if none is given) and is not committed yet.
To run some files: npx vitest run test/…, and -u after them to rewrite their golden files.`;

/** Checks that see code alone are not run where none changed. */
const DATA_CHECKS = ['prepare', 'lint:format'];

/** Runs the checks, then the tests of the tier `fast`, and says what was not run. Gives the exit code: 2 for arguments that make no sense. */
export async function runTests(args: readonly string[]): Promise<number> {
  const [option, ref = 'main', ...more] = args;
  if ((option !== undefined && option !== '--changed') || more.length > 0 || ref.startsWith('-')) {
    console.error(USAGE);
    return 2;
  }
  const sources = await readSources();
  const changed = option === undefined ? undefined : changedSince(ref);
  if (option !== undefined && changed === undefined) {
    console.error(`${ref} is no commit that leads here. Name another one: npm test -- --changed origin/main`);
    return 2;
  }
  const affected = changed === undefined ? 'all' : affectedBy(changed, sources);
  const hasCode = changed === undefined || affected === 'all' || changed.some((path) => /\.(tsx?|c?js|mjs)$/.test(path));
  const checks = await run('npm', ['run', '--silent', 'checks', ...(hasCode ? [] : ['--', ...DATA_CHECKS])]);
  if (checks !== 0) return 1;
  const fast = affected === 'all' ? [] : affected.filter((path) => !isSlow(path));
  const nothing = affected !== 'all' && fast.length === 0;
  const vitest = ['node_modules/vitest/vitest.mjs', 'run', '--project', 'fast', '--project', 'fast-apart', ...fast];
  const tests = nothing ? 0 : await run(process.execPath, vitest);
  console.log(notRun(affected, [...sources.keys()]));
  return tests === 0 ? 0 : 1;
}

const isSlow = (path: string): boolean => path.includes('.slow.test.');

/** Every TypeScript file of src, test and scripts, by path. */
export async function readSources(): Promise<Map<string, string>> {
  const sources = new Map<string, string>();
  for (const folder of ['src', 'test', 'scripts'])
    for (const [path, text] of await readTree(join(ROOT, folder), (name) => name.endsWith('.ts')))
      sources.set(`${folder}/${path}`, text);
  return sources;
}

/** Paths that differ from where this branch left `ref`, committed or not; undefined where git does not know `ref`, which it says. */
function changedSince(ref: string): string[] | undefined {
  const git = (...args: string[]): string[] =>
    execFileSync('git', args, { cwd: ROOT, encoding: 'utf8', maxBuffer: 1 << 26 })
      .split('\0')
      .filter(Boolean);
  try {
    const [fork = ref] = git('merge-base', ref, 'HEAD').map((name) => name.trim());
    return [
      ...git('diff', '-z', '--name-only', '--no-renames', fork),
      ...git('ls-files', '-z', '--others', '--exclude-standard'),
    ];
  } catch {
    return undefined;
  }
}

/** The command itself says on the terminal what it finds. Gives its exit code. `npm` is a script on Windows, which only a shell starts. */
function run(command: string, args: readonly string[]): Promise<number> {
  const child = spawn(command, args, { cwd: ROOT, stdio: 'inherit', shell: command === 'npm' && process.platform === 'win32' });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve(code ?? 1));
  });
}

function notRun(affected: Affected, paths: readonly string[]): string {
  const slow = (affected === 'all' ? paths : affected).filter(isSlow);
  const laws = paths.filter((path) => path.includes('.law.test.'));
  const left = `Not run: ${slow.length} slow files of tests (programs started, package, release, browser, site, fidelity, planted faults) and nine tenths of the cases of ${laws.length} laws.`;
  if (affected === 'all') return `\n${left}\nnpm run test:all runs them, as every pull request does.`;
  return `\nRun: what your changes can break, ${affected.length - slow.length} quick files of tests. ${left}\nnpm test runs all quick tests, npm run test:all what it leaves out, as every pull request does.`;
}
