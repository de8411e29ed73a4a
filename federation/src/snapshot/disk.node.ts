import { mkdir, open, readdir, rename, rm, symlink } from 'node:fs/promises';

/** What a snapshot does to the disk. Tests make each of these fail. */
export type Disk = {
  mkdir(path: string): Promise<void>;
  /** The names in a folder; none where there is no such folder. */
  list(path: string): Promise<string[]>;
  /** Creates a file that is not there yet. `close` waits until the disk has it. */
  create(path: string): Promise<{ write(bytes: Uint8Array): Promise<void>; close(): Promise<void> }>;
  /** A path that the target replaces is given up for it at once. */
  rename(from: string, to: string): Promise<void>;
  symlink(target: string, path: string): Promise<void>;
  /** With all that it contains. */
  remove(path: string): Promise<void>;
};

export const DISK: Disk = {
  mkdir: async (path) => void (await mkdir(path, { recursive: true })),
  list: (path) =>
    readdir(path).catch((error: unknown) => {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
      throw error;
    }),
  create: async (path) => {
    const handle = await open(path, 'wx');
    return {
      write: (bytes) => handle.writeFile(bytes),
      close: async () => {
        try {
          await handle.sync();
        } finally {
          await handle.close();
        }
      },
    };
  },
  rename,
  symlink: (target, path) => symlink(target, path),
  remove: (path) => rm(path, { recursive: true, force: true }),
};
