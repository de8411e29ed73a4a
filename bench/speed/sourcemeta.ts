import { existsSync, readFileSync } from 'node:fs';
import { arch, platform } from 'node:os';
import { join } from 'node:path';
import { answer, ROOT } from '../runner/measure.ts';
import { fileOf, SCHEMA, type Program } from '../runner/programs.ts';

const FOLDER = 'bench/node_modules/@sourcemeta/jsonschema/build/github-releases';

/** The native program in the package. The Node wrapper of the package would add its start-up time. */
export const SOURCEMETA = join(ROOT, FOLDER, executable());

export const hasSourcemeta = (): boolean => existsSync(SOURCEMETA);

/** It stops at the first error, so it gives the verdict but no findings. */
export const sourcemeta: Program = {
  command: (file) => ({
    name: 'sourcemeta --fast',
    program: SOURCEMETA,
    args: ['validate', '--fast', SCHEMA, fileOf(file)],
    exit: file.dirty > 0 ? 2 : 0,
  }),
  answer(file) {
    const output = answer(sourcemeta.command(file), 'stderr');
    if (!output.includes(file.dirty > 0 ? '0 passed, 1 failed' : '1 passed, 0 failed'))
      throw new Error(`sourcemeta: ${output.slice(0, 200)}`);
    return file.dirty > 0 ? {} : { invalid: 0, findings: 0 };
  },
};

/** Peak memory observed, in bytes per byte of the file, rounded up. */
const APPETITE = 10;

/** Why the program should not be started on a file of this size, or undefined. It needs several times the size in memory. */
export function tooHungry(bytes: number): string | undefined {
  const available = availableBytes();
  const needed = bytes * APPETITE;
  if (available === undefined || needed < available) return undefined;
  const gib = (count: number): string => (count / 2 ** 30).toFixed(1);
  return `non lancé / not started: ${gib(needed)} GiB needed, ${gib(available)} GiB free`;
}

function availableBytes(): number | undefined {
  if (platform() !== 'linux') return undefined;
  return Number(/^MemAvailable:\s+(\d+) kB/m.exec(readFileSync('/proc/meminfo', 'utf8'))?.[1]) * 1024;
}

function executable(): string {
  const system = platform() === 'win32' ? 'windows' : platform();
  const processor = arch() === 'x64' ? 'x86_64' : arch();
  return `jsonschema-${system}-${processor}${isMusl() ? '-musl' : ''}${system === 'windows' ? '.exe' : ''}`;
}

/** Without glibc, the report of Node has no `glibcVersionRuntime`. */
function isMusl(): boolean {
  const { header } = process.report.getReport() as { header: { glibcVersionRuntime?: string } };
  return platform() === 'linux' && header.glibcVersionRuntime === undefined;
}
