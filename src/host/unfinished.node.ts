/** Names of files and folders that are not finished, which stand beside those that they become; and the removal of those that a kill left there. */
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isAbandoned, MARK, ownMark } from './process-mark.node.ts';

const NAMES = [new RegExp(`\\.(${MARK})\\.partiel$`), new RegExp(`^\\.decp-(${MARK})-[A-Za-z0-9]{6}$`)];

/** The path under which `path` is written until it is complete. Removes what processes that were killed left beside it. */
export function unfinished(path: string): string {
  removeAbandoned(dirname(path));
  return `${path}.${ownMark()}.partiel`;
}

/** Makes a folder for temporary files beside `path`, which only this user can read. Removes what processes that were killed left there. */
export function temporaryBeside(path: string): string {
  removeAbandoned(dirname(path));
  return mkdtempSync(join(dirname(path), `.decp-${ownMark()}-`));
}

/** Folders that this process has looked at: it may write many files into one. */
const looked = new Set<string>();

/** What cannot be read or removed stays: to write is what was asked for. */
function removeAbandoned(folder: string): void {
  if (looked.has(folder)) return;
  looked.add(folder);
  for (const { mark, path } of marked(folder))
    try {
      if (isAbandoned(mark, touchedAt(path))) rmSync(path, { recursive: true, force: true });
    } catch {
      continue;
    }
}

/** When a file was last written, or one of a folder. */
function touchedAt(path: string): number {
  const own = statSync(path);
  const inside = own.isDirectory() ? readdirSync(path) : [];
  return Math.max(own.mtimeMs, ...inside.map((name) => statSync(join(path, name)).mtimeMs));
}

function marked(folder: string): { mark: string; path: string }[] {
  try {
    return readdirSync(folder).flatMap((name) => {
      const mark = NAMES.map((form) => form.exec(name)?.[1]).find((one) => one !== undefined);
      return mark === undefined ? [] : [{ mark, path: join(folder, name) }];
    });
  } catch {
    return [];
  }
}
