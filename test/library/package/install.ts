import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { STAMP } from '../../../src/governance/build/made-before.node.ts';
import { sameEverywhere } from '../../../src/governance/release/archive/tgz.node.ts';
import { ROOT } from '../../support/engine.ts';
import { madeOnce } from '../../support/once.ts';

/** The package as it is packed from the `dist/` that the tests were built with. `builtAt`: when that was, as it was packed. */
export type Package = { tarball: string; bytes: number; files: string[]; builtAt: number };

/** The same, and an empty project that has installed it. */
export type Installed = Package & { project: string; remove: () => void };

/** When `dist/`, which other tests use at the same time, was last built whole. */
export const builtAt = (): number => statSync(STAMP).mtimeMs;

type Packed = { filename: string; size: number; files: { path: string }[] };

/** npm without network and with an empty cache: what the package needs, it has. */
const npm = (folder: string, cwd: string, ...args: string[]): string =>
  execFileSync('npm', [...args, '--offline', '--ignore-scripts', '--cache', join(folder, 'cache')], {
    cwd,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });

/** The package of the run: the file that asks first packs it. */
export async function pack(): Promise<Package> {
  const folder = await madeOnce('package', (made) => {
    mkdirSync(made);
    const before = builtAt();
    const [packed] = JSON.parse(npm(made, ROOT, 'pack', '--json', '--pack-destination', made)) as Packed[];
    if (!packed) throw new Error('npm pack gave nothing');
    const tarball = join(made, packed.filename);
    writeFileSync(tarball, sameEverywhere(readFileSync(tarball)));
    writeFileSync(join(made, LISTED), JSON.stringify({ ...packed, builtAt: before }));
    return Promise.resolve();
  });
  const packed = JSON.parse(readFileSync(join(folder, LISTED), 'utf8')) as Packed & { builtAt: number };
  const files = packed.files.map(({ path }) => path);
  return { tarball: join(folder, packed.filename), bytes: packed.size, files, builtAt: packed.builtAt };
}

/** What npm says of the package, beside it. */
const LISTED = 'packed.json';

export async function install(): Promise<Installed> {
  const packed = await pack();
  const folder = mkdtempSync(join(tmpdir(), 'decp-package-'));
  const project = join(folder, 'project');
  mkdirSync(project);
  writeFileSync(join(project, 'package.json'), '{"name":"essai","private":true,"type":"module"}\n');
  npm(folder, project, 'install', '--no-audit', '--no-fund', packed.tarball);
  return { ...packed, project, remove: () => rmSync(folder, { recursive: true, force: true }) };
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
