import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { unfinished } from '../../host/unfinished.node.ts';
import { formatted } from '../format.node.ts';
import { type Draft, refuse } from './draft.ts';

/** The changed files as `npm run format` would have them, where they were so before. */
export async function inOurStyle(draft: Draft): Promise<void> {
  for (const [path, text] of draft.changed) {
    if (!/^(?:schema|propositions)\/.*\.(?:json|yaml|md)$/.test(path)) continue;
    const before = draft.before(path);
    if (before === undefined || (await formatted(path, before)) === before) draft.write(path, await formatted(path, text));
  }
}

/**
 * Writes all changed files of a draft under a folder, or none: each is complete beside its place before the first is moved there, and what was moved is put back
 * where one cannot be.
 */
export async function apply(draft: Draft, root: string): Promise<void> {
  const moved: string[] = [];
  const beside = new Map<string, string>();
  let at = '';
  try {
    for (const [path, text] of draft.changed) {
      at = path;
      await mkdir(dirname(join(root, path)), { recursive: true });
      const whole = unfinished(join(root, path));
      beside.set(path, whole);
      await writeFile(whole, text);
    }
    for (const [path, whole] of beside) {
      at = path;
      await rename(whole, join(root, path));
      moved.push(path);
    }
  } catch (error) {
    for (const path of moved) {
      const before = draft.before(path);
      await (before === undefined ? rm(join(root, path), { force: true }) : writeFile(join(root, path), before));
    }
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    refuse((say) => say['not-writable']({ path: at, reason: code }));
  } finally {
    for (const whole of beside.values()) await rm(whole, { force: true });
  }
}
