/**
 * The tests of the project, in the tiers of test/support/tier.ts: the checks, then the files that vitest.config.ts leaves in the tier, then what was spent, which
 * `--costs` alone judges. `call.ts` has the options.
 */
import { spawn } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { type Call, callOf, USAGE } from '../test/support/call.ts';
import { breaksAll, changedSince, relatedTo } from '../test/support/changed.ts';
import { childrenCpu, costsPath, currentCommit, judgeCosts, recordCosts, reportCosts } from '../test/support/costs.ts';
import { compileMessages } from '../src/governance/messages/compile.node.ts';
import { runChecks, SCRIPTS } from '../src/governance/run-checks.node.ts';
import { ROOT } from '../src/host/paths.node.ts';

/** Returns the exit code: 1 where something fails or `--costs` finds too much, 2 for wrong arguments. */
async function main([tier = '', ...args]: readonly string[]): Promise<number> {
  if (args.includes('--help')) {
    console.log(USAGE);
    return 0;
  }
  const call = callOf(tier, args);
  if (typeof call === 'string') {
    console.error(`${call}\n\n${USAGE}`);
    return 2;
  }
  if (call.isCosts) return judgeCosts() ? 0 : 1;
  const changed = call.ref === undefined ? undefined : changedSince(call.ref);
  if (typeof changed === 'string') {
    console.error(changed);
    return 2;
  }
  if (changed?.length === 0) {
    console.log(`Nothing has changed since ${call.ref}: nothing to run.`);
    return 0;
  }
  // What a part of the tests costs is not to be taken for what all do.
  const path = changed === undefined ? costsPath(call.isRest ? 'rest' : call.tier, call.shard) : undefined;
  if (path !== undefined) {
    mkdirSync(dirname(path), { recursive: true });
    rmSync(path, { force: true });
  }
  const commit = currentCommit();
  const before = childrenCpu();
  if (!call.isRest && call.isFirst) {
    await compileMessages();
    if ((await runChecks({ names: isCode(changed) ? CHECKS : DATA_CHECKS })) !== 0) return 1;
  }
  const checks = childrenCpu() - before;
  const code = (await runVitest(call, changed, path)) === 0 ? 0 : 1;
  if (path === undefined) return code;
  recordCosts(path, { checks, tests: childrenCpu() - before - checks, wall: process.uptime(), code, commit });
  reportCosts(call.isRest ? [costsPath('fast'), path] : [path], { isWhole: call.tier === 'all' && call.shard === undefined });
  if (call.tier === 'fast')
    console.log('\nnpm run test:all also runs the slow tests and all cases of laws, as every pull request does.');
  return code;
}

/** Megabytes in which short-lived objects die, as in the workers (vitest.config.ts). */
const YOUNG = ['--max-semi-space-size=64'];

/** Returns the exit code of vitest. `path`: where the costs of each file go. */
async function runVitest({ tier, shard, isRest }: Call, changed: readonly string[] | undefined, path?: string): Promise<number> {
  const related = changed === undefined || changed.some(breaksAll) ? undefined : await relatedTo(changed);
  if (related?.length === 0) {
    console.log('No test reads what has changed.');
    return 0;
  }
  return run(
    process.execPath,
    [
      ...YOUNG,
      'node_modules/vitest/vitest.mjs',
      ...(related === undefined ? ['run'] : ['related', '--run', '--passWithNoTests', ...related]),
      ...['--mode', isRest ? 'rest' : tier],
      ...(shard === undefined ? [] : ['--shard', shard]),
    ],
    { ...process.env, TEST_PROFILE: path },
  );
}

/** Without the build, which the tests begin with. */
const CHECKS = SCRIPTS.filter((name) => name !== 'prepare');
/** Checks that see code alone are not run where none changed. Messages are compiled to code. */
const DATA_CHECKS = ['lint:format'];
const CODE = /\.(tsx?|c?js|mjs)$|^(messages|packages\/[\w-]+\/messages)\//;
const isCode = (changed: readonly string[] | undefined): boolean =>
  changed === undefined || changed.some((path) => breaksAll(path) || CODE.test(path));

/** Runs a command with its output on the terminal. Returns its exit code. */
function run(command: string, args: readonly string[], env = process.env): Promise<number> {
  const child = spawn(command, args, { cwd: ROOT, stdio: 'inherit', env });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve(code ?? 1));
  });
}

process.exitCode = await main(process.argv.slice(2));
