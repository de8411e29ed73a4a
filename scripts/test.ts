/**
 * The tests of the project, in three tiers: `npm test` (fast), `npm run test:all`, `npm run test:night`. Each runs the checks, then what vitest.config.ts puts in its
 * tier, then says what was spent. USAGE has the options.
 */
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { readTree } from '../src/host/tree.node.ts';
import { childrenCpu, costsPath, recordCosts, reportCosts } from '../test/support/costs.ts';
import { ROOT } from '../test/support/engine.ts';

const USAGE = `npm test [-- options]            the checks and the fast tests
npm run test:all [-- options]    all tests: fast, slow, and laws with all their cases
npm run test:night [-- options]  all tests, those for the night alone, and many more cases of laws

  --changed [REF]   only what can break by your changes since REF (main if none is given), committed or not
  --shard I/N       one part of N, of about the same cost; without the checks
  --rest            what npm test leaves out of test:all; without the checks

To run some files: npx vitest run test/…, with -u to rewrite their golden files, with --mode all or --mode night for the cases of that tier.`;

const TIERS = ['fast', 'all', 'night'] as const;
type Tier = (typeof TIERS)[number];
type Call = { tier: Tier; ref: string | undefined; shard: string | undefined; isRest: boolean };

/** Returns the exit code: 1 where something fails or costs too much, 2 for wrong arguments. */
async function main([tier = '', ...args]: readonly string[]): Promise<number> {
  if (args.includes('--help')) {
    console.log(USAGE);
    return 0;
  }
  const call = callOf(tier, args);
  if (call === undefined) {
    console.error(USAGE);
    return 2;
  }
  const changed = call.ref === undefined ? undefined : changedSince(call.ref);
  if (typeof changed === 'string') {
    console.error(changed);
    return 2;
  }
  if (changed?.length === 0) {
    console.log(`Nothing has changed since ${call.ref}: nothing to run.`);
    return 0;
  }
  const before = childrenCpu();
  if (call.shard === undefined && !call.isRest) {
    const checks = await run('npm', ['run', '--silent', 'checks', ...(isCode(changed) ? [] : ['--', ...DATA_CHECKS])]);
    if (checks !== 0) return 1;
  }
  return runVitest(call, changed, childrenCpu() - before);
}

async function runVitest({ tier, shard, isRest }: Call, changed: readonly string[] | undefined, checks: number): Promise<number> {
  const path = costsPath(isRest ? 'rest' : tier, shard);
  mkdirSync(dirname(path), { recursive: true });
  rmSync(path, { force: true });
  const related = changed === undefined || changed.some((one) => ALL.test(one)) ? undefined : await relatedTo(changed);
  const before = childrenCpu();
  const code = await run(
    process.execPath,
    [
      'node_modules/vitest/vitest.mjs',
      ...(related === undefined ? ['run'] : ['related', '--run', '--passWithNoTests', ...related]),
      ...['--mode', isRest ? 'rest' : tier],
      ...(shard === undefined ? [] : ['--shard', shard]),
    ],
    { ...process.env, TEST_PROFILE: path },
  );
  if (changed !== undefined) return code === 0 ? 0 : 1;
  recordCosts(path, { checks, tests: childrenCpu() - before });
  const isWithin = reportCosts(isRest ? [costsPath('fast'), path] : [path], { isWhole: tier === 'all' && shard === undefined });
  if (tier === 'fast')
    console.log('\nnpm run test:all also runs the slow tests and all cases of laws, as every pull request does.');
  return code === 0 && isWithin ? 0 : 1;
}

function callOf(name: string, args: readonly string[]): Call | undefined {
  const tier = TIERS.find((one) => one === name);
  // Node has no option whose value may be left out.
  const given = args.map((arg, i) => (arg === '--changed' && (args[i + 1] ?? '--').startsWith('--') ? '--changed=main' : arg));
  try {
    const { values } = parseArgs({
      args: given,
      options: { changed: { type: 'string' }, shard: { type: 'string' }, rest: { type: 'boolean' } },
    });
    const { changed: ref, shard, rest: isRest = false } = values;
    const isWrong =
      ref?.startsWith('-') === true || (shard !== undefined && !/^\d+\/\d+$/.test(shard)) || (isRest && tier !== 'all');
    return tier === undefined || isWrong ? undefined : { tier, ref, shard, isRest };
  } catch {
    return undefined;
  }
}

/** Checks that see code alone are not run where none changed. */
const DATA_CHECKS = ['prepare', 'lint:format'];
const isCode = (changed: readonly string[] | undefined): boolean =>
  changed === undefined || changed.some((path) => ALL.test(path) || /\.(tsx?|c?js|mjs)$/.test(path));

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

/** A change of one of these can break any test. */
const ALL =
  /^(package(-lock)?\.json|tsconfig\.json|vitest\.config\.ts|\.[^/]*|test\/support\/(build|scratch|services|seed|profile|sequencer|tier)\.ts)$/;

/**
 * Who reads what is not imported: files of `test` by their path or by what they say, themselves or a helper that they import. All patterns whose first matches a
 * changed path count.
 */
const READERS: { changed: RegExp; path?: RegExp; says?: RegExp }[] = [
  // What runs the program does not import it.
  { changed: /^(src|packages|scripts|launcher)\//, says: /dist\/|'dist'|scripts\// },
  { changed: /^(src|packages|federation|docs-site|scripts)\/.*\.ts$/, path: /^test\/(architecture|classes)\./ },
  // A test that reads the draft asks for `next`, or goes through all versions. `'next'` alone is also the name of a side of a comparison.
  {
    changed: /^(schema|examples)\/next\//,
    says: /\b(RECOGNISED|VERSIONS|DRAFT\w*)\b|\b(schema|examples|versions|forms|rules)\/next\b|\w\(\s*'next'|'--(schema|to)', 'next'|'diff', '--latest'|\d', 'next'/,
  },
  {
    changed: /^(schema|examples)\/(?!next\/)|^(propositions|releases)\//,
    says: /'next'|\b(RECOGNISED|VERSIONS|FIRST|GOLDEN|DRAFT\w*|(schema|examples|propositions|releases)\/)/,
  },
  { changed: /^(messages|packages\/[\w-]+\/messages|test\/golden)\//, says: /golden\/|dist\// },
  { changed: /^ARCHITECTURE\.md$/, path: /^test\/architecture\./ },
  { changed: /^packages\/.*\.md$/, path: /^test\/(schema-diff|fast-validate)\/.*readme/ },
  { changed: /^(?!packages\/).*\.md$/, path: /^test\/(docs|site|governance|workflows)\// },
  { changed: /^docs-site\//, path: /^test\/(docs|site)\// },
  { changed: /^\.github\//, path: /^test\/(docs|workflows|governance)\// },
  { changed: /^bench\//, path: /^test\/bench\// },
  { changed: /^launcher\//, path: /^test\/cli\// },
  { changed: /^federation\//, path: /^test\/federation\// },
  { changed: /^integrations\//, path: /^test\/(integrations|docs|library\/package)\// },
  { changed: /^(schema|examples|messages|src|packages)\//, path: /^test\/governance\/gate\// },
];

/** The changed files that may be imported, and the files of `test` that read the others. vitest finds the tests that are or import one of them. */
async function relatedTo(changed: readonly string[]): Promise<string[]> {
  const readers = READERS.filter((reader) => changed.some((path) => reader.changed.test(path)));
  const reading = [...(await readTree(join(ROOT, 'test'), (name) => name.endsWith('.ts')))]
    .map(([path, text]) => ({ path: `test/${path}`, text }))
    .filter(({ path, text }) => readers.some((reader) => reader.path?.test(path) || reader.says?.test(text)))
    .map(({ path }) => path);
  // Cases and plans of a test are read by the tests beside them.
  const data = changed
    .filter((path) => /^test\/(?!golden\/)/.test(path) && !path.endsWith('.ts'))
    .map((path) => path.split('/').slice(0, 2).join('/'));
  const beside =
    data.length === 0
      ? []
      : [...(await readTree(join(ROOT, 'test'), (name) => name.endsWith('.test.ts'))).keys()]
          .map((path) => `test/${path}`)
          .filter((path) => data.some((folder) => path.startsWith(`${folder}/`)));
  const compiled = changed.flatMap((path) => compiledOf(path));
  return [...new Set([...changed, ...compiled, ...reading, ...beside])].filter((path) => existsSync(join(ROOT, path)));
}

/** The modules that a family of messages is compiled to: families of findings together, others each to its own. */
function compiledOf(path: string): string[] {
  const [, from, family] = /^(messages|packages\/[\w-]+\/messages)\/([\w-]+)\.yaml$/.exec(path) ?? [];
  if (from === undefined || family === undefined) return [];
  const folder = from === 'messages' ? 'src/messages/compiled' : from.replace(/messages$/, 'src/compiled');
  return [`${folder}/${family}.ts`, `${folder}/findings.ts`];
}

/** Runs a command with its output on the terminal. Returns its exit code. `npm` is a script on Windows, so it needs a shell. */
function run(command: string, args: readonly string[], env = process.env): Promise<number> {
  const child = spawn(command, args, {
    cwd: ROOT,
    stdio: 'inherit',
    env,
    shell: command === 'npm' && process.platform === 'win32',
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve(code ?? 1));
  });
}

process.exitCode = await main(process.argv.slice(2));
