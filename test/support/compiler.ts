import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { compilerSays } from '../../src/governance/build/library.node.ts';

/** The compiler options of programs that use the published types. Libraries are checked as well. */
const OPTIONS = {
  strict: true,
  noUncheckedIndexedAccess: true,
  exactOptionalPropertyTypes: true,
  noEmit: true,
  target: 'es2023',
  lib: ['es2023'],
  module: 'esnext',
  moduleResolution: 'bundler',
  types: [] as string[],
};

/** Compiles files (path → text) with `tsc --strict` in a temporary folder, and returns the errors of each file that has any. */
export async function compileErrors(files: ReadonlyMap<string, string>, options: object = {}): Promise<Map<string, string[]>> {
  const folder = mkdtempSync(join(realpathSync(tmpdir()), 'decp-compiled-'));
  try {
    const config = { compilerOptions: { ...OPTIONS, ...options }, files: [...files.keys()] };
    for (const [path, text] of [...files, ['tsconfig.json', JSON.stringify(config)] as const]) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    return errorsIn(await compilerSays(['--project', folder], folder));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Parses `path(1,2): error TS2322: sentence`; continuation lines are indented. Errors without a file are under ''. */
function errorsIn(output: string): Map<string, string[]> {
  const errors = new Map<string, string[]>();
  for (const error of output === '' ? [] : output.split(/\r?\n(?! )/)) {
    const [, path = '', sentence = error] = /^(.+?)\(\d+,\d+\): error TS\d+: (.*)$/s.exec(error) ?? [];
    errors.set(path, [...(errors.get(path) ?? []), sentence]);
  }
  return errors;
}
