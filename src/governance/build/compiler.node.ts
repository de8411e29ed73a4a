import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { ROOT, under } from '../../host/paths.node.ts';

/** What the TypeScript compiler says, called with these arguments: nothing where all is well. */
export async function compilerSays(args: readonly string[], cwd: string = ROOT): Promise<string> {
  const command = [under('node_modules/typescript/bin/tsc'), '--pretty', 'false', ...args];
  try {
    const { stdout } = await promisify(execFile)(process.execPath, command, { cwd, maxBuffer: 1 << 26 });
    return stdout.trim();
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    if (stdout === '' && stderr === '') throw error;
    return `${stdout}${stderr}`.trim();
  }
}
