import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { compilerSays } from '../../src/governance/build/library.node.ts';

/** How each program that uses what is published may be compiled. Libraries are checked too. */
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

/** What `tsc --strict` says of files (path → text) in a folder of their own: the sentences of each file that has any. */
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

/** `path(1,2): error TS2322: sentence`, with more of the sentence on lines that are indented. What names no file stands under ''. */
function errorsIn(said: string): Map<string, string[]> {
  const errors = new Map<string, string[]>();
  for (const error of said === '' ? [] : said.split(/\r?\n(?! )/)) {
    const [, path = '', sentence = error] = /^(.+?)\(\d+,\d+\): error TS\d+: (.*)$/s.exec(error) ?? [];
    errors.set(path, [...(errors.get(path) ?? []), sentence]);
  }
  return errors;
}
