import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { sameEverywhere } from '../../../src/governance/release/archive/tgz.node.ts';
import { ROOT } from '../../support/engine.ts';

/** The package as it is packed from the `dist/` that the tests were built with. */
export type Package = { tarball: string; bytes: number; files: string[]; remove: () => void };

/** The same, and an empty project that has installed it. */
export type Installed = Package & { project: string };

type Packed = { filename: string; size: number; files: { path: string }[] };

/** npm without network and with an empty cache: what the package needs, it has. */
const npm = (folder: string, cwd: string, ...args: string[]): string =>
  execFileSync('npm', [...args, '--offline', '--ignore-scripts', '--cache', join(folder, 'cache')], {
    cwd,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });

export function pack(): Package {
  const folder = mkdtempSync(join(tmpdir(), 'decp-package-'));
  const [packed] = JSON.parse(npm(folder, ROOT, 'pack', '--json', '--pack-destination', folder)) as Packed[];
  if (!packed) throw new Error('npm pack gave nothing');
  const tarball = join(folder, packed.filename);
  writeFileSync(tarball, sameEverywhere(readFileSync(tarball)));
  const files = packed.files.map(({ path }) => path);
  return { tarball, bytes: packed.size, files, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

export function install(): Installed {
  const packed = pack();
  const folder = dirname(packed.tarball);
  const project = join(folder, 'project');
  mkdirSync(project);
  writeFileSync(join(project, 'package.json'), '{"name":"essai","private":true,"type":"module"}\n');
  npm(folder, project, 'install', '--no-audit', '--no-fund', packed.tarball);
  return { ...packed, project };
}

/** What a program says that is run in the project. */
export function run(
  project: string,
  command: string,
  ...args: string[]
): { status: number | null; stdout: string; stderr: string } {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd: project, encoding: 'utf8' });
  return { status, stdout, stderr };
}
