import { readFileSync, statSync } from 'node:fs';

/**
 * Where the compiled code of a script is, for this binary of Node and no other. V8 refuses code of another version of V8 and of other flags,
 * but not that of a Node whose V8 was fixed in a patch (20.20.1 and 20.20.2), and running it crashes (nodejs/node#62781).
 */
export function codePath(script: string): string {
  const { size, mtimeMs } = statSync(process.execPath);
  const binary = [process.version, process.platform, process.arch, size, Math.trunc(mtimeMs / 1000)].join('-');
  return `${script}.${binary}.cache`;
}

/**
 * The compiled code of a script, where it was kept for this binary and is whole. V8 runs code that is damaged, and crashes. So the file holds
 * the code twice: to compare takes a tenth of the time that a sum would, which JavaScript would have to work out before it is compiled.
 */
export function compiledCode(script: string): Buffer | undefined {
  try {
    const bytes = readFileSync(codePath(script));
    const code = bytes.subarray(0, bytes.length >> 1);
    return code.equals(bytes.subarray(code.length)) ? code : undefined;
  } catch {
    return undefined;
  }
}
