import { execFile, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { sameEverywhere } from '../../../src/governance/release/archive/tgz.node.ts';
import { ROOT } from '../../support/engine.ts';
import { madeOnce } from '../../support/once.ts';

/** The package as it is packed from the `dist/` that the tests were built with. `bytes`: its size; `files`: the paths in it. */
export type Package = { tarball: string; bytes: number; files: string[] };

/** The same, a folder in which nothing was before it was installed there, and what npm said of it. */
export type Installed = Package & { project: string; said: Said; remove: () => void };

/** What a program says, and how it ends. */
type Said = { status: number | null; stdout: string; stderr: string };

type Packed = { filename: string; size: number; files: { path: string }[] };

/** Packed once for all files of a run: it is compressed twice, once by a library. */
export async function pack(): Promise<Package> {
  const folder = await madeOnce('package', async (path) => {
    mkdirSync(path);
    // Without network and with an empty cache: what the package needs, it has.
    const args = ['pack', '--json', '--pack-destination', path, '--offline', '--ignore-scripts', '--cache', join(path, 'cache')];
    const { stdout } = await promisify(execFile)('npm', args, { cwd: ROOT, maxBuffer: 1 << 26 });
    const [packed] = JSON.parse(stdout) as Packed[];
    if (!packed) throw new Error('npm pack gave nothing');
    const { filename, size, files } = packed;
    writeFileSync(join(path, filename), sameEverywhere(readFileSync(join(path, filename))));
    const facts: Facts = { filename, bytes: size, files: files.map((file) => file.path) };
    writeFileSync(join(path, FACTS), JSON.stringify(facts));
  });
  const { filename, ...facts } = JSON.parse(readFileSync(join(folder, FACTS), 'utf8')) as Facts;
  return { tarball: join(folder, filename), ...facts };
}

type Facts = Omit<Package, 'tarball'> & { filename: string };
const FACTS = 'facts.json';

/** Installs it as npm is set on this machine, but for the cache, which is empty. */
export async function install(): Promise<Installed> {
  const packed = await pack();
  const folder = mkdtempSync(join(tmpdir(), 'decp-package-'));
  const project = join(folder, 'project');
  mkdirSync(project);
  const said = run(project, 'npm', 'install', packed.tarball);
  return { ...packed, project, said, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** What a program says that is run in the project, from which npm, if it is one, knows nothing of the run of the tests. */
export function run(project: string, command: string, ...args: string[]): Said {
  const own = Object.entries(process.env).filter(([name]) => !name.toLowerCase().startsWith('npm_'));
  const npm = { npm_config_cache: join(project, '..', 'cache'), npm_config_update_notifier: 'false' };
  const { status, stdout, stderr } = spawnSync(command, args, {
    ...{ cwd: project, encoding: 'utf8', env: { ...Object.fromEntries(own), ...npm } },
  });
  return { status, stdout, stderr };
}
