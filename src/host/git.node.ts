import { execFile } from 'node:child_process';
import { posix } from 'node:path';
import { InputError } from '../finding.ts';

/** What a commit holds at a path. Paths are from the top of the repository. */
export type GitEntry = 'blob' | 'tree' | undefined;

/** Bounds on what is read of a commit, which may hold anything: bytes of a file, bytes of a folder, files of a folder. */
const LARGEST_FILE = 16 << 20;
const LARGEST_TREE = 64 << 20;
const MOST_FILES = 5000;

/** Reads the repository only: no prompt, no download for a partial clone, no lock, no patterns in paths. */
const ENV = { GIT_TERMINAL_PROMPT: '0', GIT_NO_LAZY_FETCH: '1', GIT_OPTIONAL_LOCKS: '0', GIT_LITERAL_PATHSPECS: '1' };

/** The full name of the commit that a reference means in the repository around `folder`. Throws an InputError where there is none. */
export async function commitOf(ref: string, folder: string): Promise<string> {
  // Git would take a name that begins with a hyphen for an option.
  const wanted = ref === '' || ref.startsWith('-') ? undefined : `${ref}^{commit}`;
  const commit = wanted && (await gitText(['rev-parse', '--verify', '--quiet', '--end-of-options', wanted], folder));
  if (commit !== undefined && /^[0-9a-f]{40,64}$/.test(commit)) return commit;
  if (!(await git(['rev-parse', '--git-dir'], folder))) throw new InputError('input.no-repository');
  throw new InputError('input.no-such-ref', { ref });
}

/** The merge base of a commit and the current branch; the commit itself where there is none. */
export async function forkOf(commit: string, folder: string): Promise<string> {
  const found = await gitText(['merge-base', commit, 'HEAD'], folder);
  return found === undefined || found === '' ? commit : found;
}

/** The top folder of the repository around `folder`. */
export async function topOf(folder: string): Promise<string> {
  const top = await git(['rev-parse', '--show-toplevel'], folder);
  if (!top) throw new InputError('input.no-repository');
  return top.toString().replace(/\n$/, '');
}

/** Normalises a path from the top of the repository; undefined where it leads out of it. */
export function inRepository(path: string): string | undefined {
  const plain = posix.normalize(path).replace(/\/$/, '');
  if (posix.isAbsolute(plain) || plain === '..' || plain.startsWith('../') || plain.includes('\0')) return undefined;
  return plain === '.' ? '' : plain;
}

export async function entryAt(commit: string, path: string, folder: string): Promise<GitEntry> {
  const type = await gitText(['cat-file', '-t', `${commit}:${path}`], folder);
  return type === 'blob' || type === 'tree' ? type : undefined;
}

/** The bytes of one file of a commit. */
export async function blobAt(commit: string, path: string, folder: string): Promise<Buffer> {
  const blob = await blobIfAt(commit, path, folder);
  if (!blob) throw new InputError('input.not-at-ref', { ref: commit.slice(0, 12), path });
  return blob;
}

/** The same; undefined where the commit has no file there. One process, where to ask what is there, its size and its bytes would start three. */
export async function blobIfAt(commit: string, path: string, folder: string): Promise<Buffer | undefined> {
  // A line of what the process is asked is one name.
  if (path.includes('\n')) return (await entryAt(commit, path, folder)) === 'blob' ? bytesAt(commit, path, folder) : undefined;
  const answer = (await git(['cat-file', '--batch'], folder, `${commit}:${path}\n`)) ?? Buffer.alloc(0);
  const start = answer.indexOf('\n') + 1;
  const [, size] = /^[0-9a-f]+ blob (\d+)\n$/.exec(answer.toString('latin1', 0, start)) ?? [];
  if (size === undefined) return undefined;
  if (Number(size) > LARGEST_FILE) throw new InputError('input.too-large', { file: path, limit: LARGEST_FILE });
  return answer.subarray(start, start + Number(size));
}

async function bytesAt(commit: string, path: string, folder: string): Promise<Buffer | undefined> {
  const size = Number((await git(['cat-file', '-s', `${commit}:${path}`], folder))?.toString());
  if (size > LARGEST_FILE) throw new InputError('input.too-large', { file: path, limit: LARGEST_FILE });
  return git(['cat-file', 'blob', `${commit}:${path}`], folder);
}

/** The plain files under a folder of a commit, by path from that folder. Links and submodules are left out: they lead elsewhere. */
export async function treeAt(commit: string, path: string, folder: string): Promise<Map<string, Buffer>> {
  const prefix = path === '' ? '' : `${path}/`;
  const listed = await git(['ls-tree', '-r', '-z', '-l', '--full-tree', commit, '--', ...(path === '' ? [] : [prefix])], folder);
  const files = (listed?.toString() ?? '').split('\0').flatMap((line) => {
    const [, oid = '', size = '', name = ''] = /^100\d{3} blob ([0-9a-f]+) +(\d+)\t(.*)$/s.exec(line) ?? [];
    return oid === '' ? [] : [{ oid, size: Number(size), name: name.slice(prefix.length) }];
  });
  const total = files.reduce((sum, { size }) => sum + size, 0);
  if (total > LARGEST_TREE || files.length > MOST_FILES)
    throw new InputError('input.too-large', { file: path, limit: LARGEST_TREE });
  const batch = await git(['cat-file', '--batch'], folder, files.map(({ oid }) => `${oid}\n`).join(''));
  return readBatch(batch ?? Buffer.alloc(0), files);
}

/** The answer of `cat-file --batch`: for each object a line `<oid> blob <size>`, its bytes, a line end. */
function readBatch(batch: Buffer, files: readonly { size: number; name: string }[]): Map<string, Buffer> {
  const contents = new Map<string, Buffer>();
  let at = 0;
  for (const { size, name } of files) {
    const start = batch.indexOf('\n', at) + 1;
    contents.set(name, batch.subarray(start, start + size));
    at = start + size + 1;
  }
  return contents;
}

/** What git prints, or undefined where it fails. Arguments are never read by a shell. */
export function git(args: readonly string[], folder: string, input?: string): Promise<Buffer | undefined> {
  return new Promise((done) => {
    const options = { cwd: folder, env: { ...process.env, ...ENV }, encoding: 'buffer', maxBuffer: 2 * LARGEST_TREE } as const;
    const child = execFile('git', args, options, (error, stdout) => {
      done(error ? undefined : stdout);
    });
    // Git may end before it has read its input: its exit code says whether it failed.
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(input ?? '');
  });
}

/** The same as a text, without blanks around it. */
export const gitText = async (args: readonly string[], folder: string): Promise<string | undefined> =>
  (await git(args, folder))?.toString().trim();
