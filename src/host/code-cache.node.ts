import { readFileSync, statSync } from 'node:fs';

/**
 * The file of the compiled code of a script, whose name identifies this binary of Node. V8 refuses code of another version of V8 or of other
 * flags, but not that of a Node with a patched V8 (20.20.1 and 20.20.2), and running it crashes (nodejs/node#62781).
 */
export function codePath(script: string): string {
  const { size, mtimeMs } = statSync(process.execPath);
  const binary = [process.version, process.platform, process.arch, size, Math.trunc(mtimeMs / 1000)].join('-');
  return `${script}.${binary}.cache`;
}

/**
 * The compiled code of a script; undefined where there is none for this binary or it is damaged. V8 runs damaged code and crashes, so the file
 * holds the code twice: comparing both copies takes a tenth of the time of a checksum in JavaScript not compiled yet.
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
