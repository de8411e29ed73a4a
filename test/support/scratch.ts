/** The temporary folder of a test run: in memory if there is room, to spare a slow disk tens of thousands of small files. */
import { accessSync, constants, mkdtempSync, readdirSync, readFileSync, rmSync, statfsSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isRunning } from '../../src/host/file-lock.node.ts';

const MEMORY = '/dev/shm';
const NAME = /^decp-tests-(\d+)-/;
/** Bytes that have to be free: the large files of the night and what else runs beside. */
const SPACE = 6e9;

/** Makes it, for this process and its workers, which inherit the variables. Returns what removes it, and what tests left there, after the last test. */
export function makeScratch(): () => void {
  const parent = hasSpace() ? MEMORY : tmpdir();
  removeLeftOvers(parent, NAME);
  const folder = mkdtempSync(join(parent, `decp-tests-${process.pid}-`));
  process.env[process.platform === 'win32' ? 'TEMP' : 'TMPDIR'] = folder;
  return () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}

/** Linux only; browsers are unpacked there and run, which some machines forbid. */
function hasSpace(): boolean {
  try {
    accessSync(MEMORY, constants.W_OK);
    const { bavail, bsize } = statfsSync(MEMORY);
    const mount = readFileSync('/proc/mounts', 'utf8')
      .split('\n')
      .findLast((line) => line.split(' ')[1] === MEMORY);
    return mount !== undefined && !/\bnoexec\b/.test(mount) && Math.min(bavail * bsize, process.availableMemory()) > SPACE;
  } catch {
    return false;
  }
}

/** Removes folders of earlier runs of the same user that were killed. `pattern`: of their names, with the number of the process. */
export function removeLeftOvers(parent: string, pattern: RegExp): void {
  for (const name of readdirSync(parent)) {
    const pid = pattern.exec(name)?.[1];
    if (pid === undefined || isRunning(Number(pid))) continue;
    try {
      const folder = join(parent, name);
      if (statSync(folder).uid === process.getuid?.()) rmSync(folder, { recursive: true, force: true });
    } catch {
      // Another run takes it away at the same time.
    }
  }
}
