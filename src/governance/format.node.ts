/** The form of the files of the project, which `.oxfmtrc.json` says. */
import type { FormatConfig } from 'oxfmt';
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { ROOT, under } from '../host/paths.node.ts';

/** A text as the checks of the style want it. The parser is chosen by the name of the file, `path`. */
export async function formatted(path: string, text: string): Promise<string> {
  const { format } = await import('oxfmt');
  const { ignorePatterns: _, ...style } = JSON.parse(await readFile(under('.oxfmtrc.json'), 'utf8')) as Style;
  const { code, errors } = await format(path, text, style);
  const [first] = errors;
  if (first) throw new Error(`${path}: ${first.message}`);
  return code;
}

type Style = FormatConfig & { ignorePatterns: string[] };

/** The files of the project that `npm run format` would change, by path. One that cannot be read as what it is named is not among them. */
export async function unformattedFiles(): Promise<string[]> {
  const command = [under('node_modules/oxfmt/bin/oxfmt'), '--list-different'];
  // It ends with 1 where it has named files, and with 2 where one cannot be read. Any other failure is its own.
  const { stdout } = await promisify(execFile)(process.execPath, command, { cwd: ROOT, maxBuffer: 1 << 26 }).catch(
    (error: unknown) => {
      const ended = error as { code?: unknown; stdout: string };
      if (ended.code === 2 || (ended.code === 1 && ended.stdout.trim() !== '')) return ended;
      throw error;
    },
  );
  return stdout.split(/\r?\n/).map((path) => path.replaceAll('\\', '/'));
}
