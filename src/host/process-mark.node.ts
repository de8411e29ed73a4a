/** The mark of a process in the names of what it has not finished: what a kill left behind can be told from what another process is writing. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { isRunning } from './file-lock.node.ts';
import { once } from './once.ts';

/** What nobody has touched for a day, in milliseconds, is nobody's any more, whoever began it. */
const ABANDONED = 24 * 3_600_000;

/** The form of a mark, for a regular expression: the machine, the number of the process, when it began. */
export const MARK = '[0-9a-f]{8}-[1-9][0-9]*-[0-9]+';

/** The mark of this process, the same in all its threads. */
export const ownMark = once((): string => `${machine()}-${process.pid}-${startOf(process.pid)}`);

/** Whether what has this mark and was last written at `since` (milliseconds since 1970) is nobody's any more. On another machine, only its age says so. */
export function isAbandoned(mark: string, since: number): boolean {
  const [of, pid = '', start = ''] = mark.split('-');
  const isOld = Date.now() - since > ABANDONED;
  if (mark === ownMark()) return false;
  if (of !== machine()) return isOld;
  if (!isRunning(Number(pid))) return true;
  const now = startOf(Number(pid));
  // Another process may have the number since: in a container, the first one always has the same.
  return now === UNKNOWN || start === UNKNOWN ? isOld : now !== start;
}

/** The paths of the files in a folder whose names begin with a mark and a dot, and which are nobody's any more. */
export async function* abandonedIn(folder: string): AsyncGenerator<string> {
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    const [mark = ''] = name.split('.');
    const written = await stat(path).then(
      ({ mtimeMs }) => mtimeMs,
      () => undefined,
    );
    if (written !== undefined && isAbandoned(mark, written)) yield path;
  }
}

/** Short, since it is a part of names of files, which may be long already. */
const machine = once((): string => createHash('sha256').update(hostname()).digest('hex').slice(0, 8));

const UNKNOWN = '0';

/** When a process began, in ticks since its machine did (Linux: proc(5), `starttime`); `0` where the system does not say. */
function startOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name of the program, in parentheses, may hold anything.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? UNKNOWN;
  } catch {
    return UNKNOWN;
  }
}
