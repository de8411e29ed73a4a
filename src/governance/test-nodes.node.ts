import { spawnSync } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { EXIT, type ExitCode } from '../host/exit.ts';
import { ROOT } from '../host/paths.node.ts';

const VERSIONS = ['20', '22', '24', '26'];
const COMMANDS = [['start'], ['test']];
const FOLDER = join(ROOT, '.cache', 'nodes');

/**
 * `npm run test:nodes [VERSION…]`: runs `npm start` and `npm test` under other versions of Node (by default 20, 22, 24 and 26),
 * installed from npm into .cache/nodes. Only this step needs the network. The output is in .cache/nodes/VERSION.log.
 */
export function runTestNodes({ versions = [] }: { versions?: readonly string[] }): Promise<ExitCode> {
  const wrong = versions.filter((name) => !/^\d+(\.\d+){0,2}$/.test(name));
  const old = versions.filter((name) => Number.parseInt(name) < 20);
  for (const name of wrong) console.error(`${name}: a version of Node is a number, such as ${VERSIONS.join(', ')}.`);
  for (const name of old) console.error(`Node ${name}: the référentiel needs Node 20.19 or newer.`);
  if (wrong.length + old.length > 0) return Promise.resolve(EXIT.unreadable);
  let worst: ExitCode = EXIT.conforming;
  for (const version of versions.length > 0 ? versions : VERSIONS) {
    const prefix = join(FOLDER, version);
    mkdirSync(prefix, { recursive: true });
    const log = openSync(`${prefix}.log`, 'w');
    const bin = join(prefix, 'node_modules', 'node', 'bin');
    const install = ['install', '--no-save', '--no-audit', '--no-fund', '--prefix', prefix, `node@${version}`];
    const installed = existsSync(bin) || npm(install, log) === 0;
    if (!installed)
      console.log(`✖ Node ${version}: could not be installed: is there such a version, and a network? (${prefix}.log)`);
    for (const command of installed ? COMMANDS : []) {
      const start = performance.now();
      const code = npm(command, log, bin);
      const seconds = ((performance.now() - start) / 1000).toFixed(0);
      console.log(
        `${code === 0 ? '✔' : '✖'} Node ${version}: npm ${command.join(' ')} (${seconds} s)${code === 0 ? '' : `: exit ${code}, see ${prefix}.log`}`,
      );
      if (code !== 0) worst = EXIT.findings;
    }
    if (!installed) worst = EXIT.findings;
    closeSync(log);
  }
  return Promise.resolve(worst);
}

/** Returns the exit code. `npm` is a script on Windows, so it needs a shell. */
function npm(args: readonly string[], log: number, path = ''): number {
  const env = { ...process.env, PATH: [path, process.env['PATH']].filter(Boolean).join(delimiter) };
  const shell = process.platform === 'win32';
  return spawnSync('npm', args, { cwd: ROOT, env, shell, stdio: ['ignore', log, log] }).status ?? 1;
}
