import { createHash } from 'node:crypto';
import { byPath, type Files } from './archive/tgz.node.ts';

const object = (type: 'blob' | 'tree', content: Uint8Array): string =>
  createHash('sha1').update(`${type} ${content.length}\0`).update(content).digest('hex');

/** The name that git gives to the content of a file. */
export const gitBlob = (bytes: Uint8Array): string => object('blob', bytes);

/**
 * The name that git gives to a folder of plain files (`git rev-parse <commit>:<folder>`). Worked out here, it is known before the folder is
 * in a commit, and where there is no git: a release commit can hold the name of a tree, never its own.
 */
export function gitTree(files: Files): string {
  const folders = new Map<string, Map<string, Uint8Array>>();
  const entries: [name: string, mode: string, id: string][] = [];
  for (const [path, bytes] of files) {
    const at = path.indexOf('/');
    if (at < 0) entries.push([path, '100644', gitBlob(bytes)]);
    else {
      const name = path.slice(0, at);
      const inside = folders.get(name) ?? new Map<string, Uint8Array>();
      folders.set(name, inside.set(path.slice(at + 1), bytes));
    }
  }
  for (const [name, inside] of folders) entries.push([name, '40000', gitTree(inside)]);
  // Git orders a folder as if its name ended with a slash.
  const ordered = entries.map((entry) => [entry[1] === '40000' ? `${entry[0]}/` : entry[0], entry] as const).sort(byPath);
  return object('tree', Buffer.concat(ordered.map(([, [name, mode, id]]) => treeEntry(name, mode, id))));
}

const treeEntry = (name: string, mode: string, id: string): Buffer =>
  Buffer.concat([Buffer.from(`${mode} ${name}\0`), Buffer.from(id, 'hex')]);
