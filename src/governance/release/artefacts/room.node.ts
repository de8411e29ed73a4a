import { cp, symlink } from 'node:fs/promises';
import { execFile } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, relative, sep } from 'node:path';
import { removedOnExit } from '../../../host/cleanup.node.ts';
import { ROOT, under } from '../../../host/paths.node.ts';
import { SITE_MADE } from '../../../host/site-made.ts';

/** What a build makes or installs, wherever it stands: in a room of its own, it is made anew. */
const LEFT_OUT = new Set(['.git', '.cache', 'node_modules', 'dist', 'coverage']);

/**
 * Does `work` in a copy of the project where nothing was ever built: what is in `dist/` here (forms, releases, files of an older build) would go into the
 * package. The libraries are those installed here.
 */
export async function inRoom<T>(work: (room: string) => Promise<T>): Promise<T> {
  const room = mkdtempSync(join(tmpdir(), 'decp-release-'));
  const remove = removedOnExit(room);
  try {
    await cp(ROOT, room, { recursive: true, filter: isSource });
    await symlink(under('node_modules'), join(room, 'node_modules'), 'junction');
    await build(room);
    return await work(room);
  } finally {
    remove();
  }
}

/** The data of the benchmark and the built site are large, and no part of the package. */
const isSource = (path: string): boolean => !LEFT_OUT.has(basename(path)) && !isMade(relative(ROOT, path));
const isMade = (path: string): boolean => ['bench/data', ...SITE_MADE].includes(path.replaceAll(sep, '/'));

function build(room: string): Promise<void> {
  return new Promise((resolve, reject) => {
    execFile(process.execPath, ['--import', 'tsx', 'scripts/prepare.ts'], { cwd: room }, (error, _, stderr) => {
      if (error) reject(new Error(`build of the package: ${stderr}`));
      else resolve();
    });
  });
}
